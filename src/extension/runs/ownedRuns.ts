// Keeps the marks of `runOwners.ts` equal to what this window trains.

import type { RunId } from '../../protocol/run.ts';
import type { Subscription } from '../emitter.ts';
import type { RunOwners } from './runOwners.ts';
import type { RunStore } from './runStore.ts';

/** `endWorker` is called for a run that another window has taken over. */
export function followOwnership(
  store: RunStore,
  owners: RunOwners,
  endWorker: (runId: RunId) => unknown,
): Subscription {
  const subscriptions = [
    store.onDidChange(({ kind, runId }) => {
      const isLive = store.get(runId)?.live === true;
      if (kind === 'added' && isLive) owners.begin(runId);
      if (!isLive) void owners.release(runId);
    }),
    owners.onDidLose((runId) => {
      store.lose(runId);
      endWorker(runId);
    }),
  ];
  return {
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
      owners.dispose();
    },
  };
}
