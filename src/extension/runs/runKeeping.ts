// Everything that keeps runs beyond the window, built once: their files, their checkpoints, whose they are.

import type { TrainingCheckpoint } from '../../elbo/trainingCheckpoint.ts';
import type { RunId } from '../../protocol/run.ts';
import { Checkpoints } from './checkpoints.ts';
import type { Folder, StorageLog } from './folder.ts';
import { RunOwners } from './runOwners.ts';
import { RunStorage } from './runStorage.ts';
import type { RunStore } from './runStore.ts';

export interface RunKeeping {
  readonly storage: RunStorage;
  readonly checkpoints: Checkpoints;
  readonly owners: RunOwners;
  /** Takes in a checkpoint of a run that is trained here. */
  readonly keep: (id: RunId, checkpoint: TrainingCheckpoint) => Promise<void>;
  /** Writes what is not written yet and lets go of what is trained here; for the moment the window closes. */
  readonly flush: () => Promise<void>;
}

/** `window` is the name of this window, like no other's. */
export function createRunKeeping(
  store: RunStore,
  folder: Folder,
  window: string,
  log: StorageLog,
): RunKeeping {
  const owners = new RunOwners(folder, window, Date.now);
  const storage = new RunStorage(store, folder, owners, log);
  const checkpoints = new Checkpoints(folder, log, {
    has: (id) => store.has(id),
    save: (id) => storage.save(id),
  });
  return {
    storage,
    checkpoints,
    owners,
    keep: async (id, checkpoint) => {
      // What a run reports after another window has taken it over belongs to nobody.
      if (store.get(id)?.live !== true) return;
      await checkpoints.keep(id, checkpoint);
      store.checkpointed(id, checkpoint.step);
    },
    flush: async () => {
      await Promise.all([storage.flush(), checkpoints.flush()]);
      await owners.releaseAll();
    },
  };
}
