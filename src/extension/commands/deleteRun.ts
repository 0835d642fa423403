// Delete Run: after asking, removes runs with their files and checkpoints. A run in progress has to be stopped first.

import { window } from 'vscode';
import type { RunSnapshot } from '../../protocol/run.ts';
import { isInProgress } from '../runs/runStore.ts';
import type { Command } from '../services.ts';
import { findRun, selectedRuns } from './runArgument.ts';

export const deleteRun: Command = async (services, argument, selected) => {
  const marked = selectedRuns(services, selected);
  const run = findRun(services, argument);
  const runs = marked.length > 1 ? marked : run ? [run] : [];
  const idle = runs.filter(({ state }) => !isInProgress(state));
  const [first] = idle;
  if (first === undefined) {
    if (run) void window.showInformationMessage(whyNot(run));
    return;
  }
  const remove = 'Delete';
  const answer = await window.showWarningMessage(
    idle.length === 1 ? `Delete the run "${first.name}"?` : `Delete ${idle.length} runs?`,
    { modal: true, detail: detailOf(runs.length - idle.length) },
    remove,
  );
  if (answer !== remove) return;
  for (const { id } of idle) services.store.remove(id);
};

const whyNot = ({ name, elsewhere }: RunSnapshot): string =>
  elsewhere
    ? `"${name}" is in progress in another window. Stop it there before deleting it.`
    : `"${name}" is still in progress. Stop it before deleting it.`;

function detailOf(inProgress: number): string {
  const kept =
    inProgress === 0
      ? ''
      : inProgress === 1
        ? ' One that is in progress is kept.'
        : ` ${inProgress} that are in progress are kept.`;
  return `Curves, pictures and trained weights are removed. Config files stay.${kept}`;
}
