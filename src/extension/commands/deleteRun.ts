// Delete Run: after asking, removes a run and its file. A run in progress has to be stopped first.

import { window } from 'vscode';
import { isInProgress } from '../runs/runStore.ts';
import type { Command } from '../services.ts';
import { findRun } from './runArgument.ts';

export const deleteRun: Command = async (services, argument) => {
  const run = findRun(services, argument);
  if (!run) return;
  if (isInProgress(run.state)) {
    void window.showInformationMessage(
      `"${run.name}" is still in progress. Stop it before deleting it.`,
    );
    return;
  }
  const remove = 'Delete';
  const answer = await window.showWarningMessage(
    `Delete the run "${run.name}"?`,
    { modal: true, detail: 'Its curves and pictures are removed. The config file stays.' },
    remove,
  );
  if (answer === remove) services.store.remove(run.id);
};
