// Compare Runs: those selected in the tree, else some that a person picks. The oldest is what the others are measured
// against: what came later is compared with what was there before.

import { window } from 'vscode';
import type { RunSnapshot } from '../../protocol/run.ts';
import { summary } from '../runs/runSummary.ts';
import type { Command, Services } from '../services.ts';
import { selectedRuns } from './runArgument.ts';

export const compareRuns: Command = async (services, argument, selected) => {
  const { comparePanel, store } = services;
  // A script says which, and in which order.
  if (Array.isArray(argument)) return comparePanel.show(argument.filter((id) => store.has(id)));
  const marked = selectedRuns(services, selected);
  const runs = marked.length > 1 ? marked : await pick(services, argument);
  if (runs && runs.length > 0) comparePanel.show(runs.toReversed().map(({ id }) => id));
};

/** Runs as a person picks them; those compared now, or the one the command was called on, are picked already. */
async function pick(
  { comparePanel, store }: Services,
  argument: unknown,
): Promise<readonly RunSnapshot[] | undefined> {
  const now = typeof argument === 'string' ? [argument] : comparePanel.ids;
  const first = now.length > 0 ? now : [store.shown?.id];
  const items = store.list().map((run) => ({
    label: run.name,
    description: summary(run),
    run,
    picked: first.includes(run.id),
  }));
  if (items.length < 2) {
    void window.showInformationMessage('There is nothing to compare yet: train two configs first.');
    return undefined;
  }
  const picked = await window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: 'Runs to compare; the oldest is what the others are measured against',
  });
  return picked?.map(({ run }) => run);
}
