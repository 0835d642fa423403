// Rename Run: asks for another name; the config keeps its own.

import { window } from 'vscode';
import type { Command } from '../services.ts';
import { findRun } from './runArgument.ts';

export const renameRun: Command = async (services, argument) => {
  const run = findRun(services, argument);
  if (!run) return;
  if (run.elsewhere) {
    void window.showInformationMessage(
      `"${run.name}" is in progress in another window. It can be renamed there.`,
    );
    return;
  }
  const name = await window.showInputBox({
    title: 'Rename run',
    value: run.name,
    validateInput: (text) => (text.trim() === '' ? 'A run needs a name.' : undefined),
  });
  if (name !== undefined) services.store.rename(run.id, name.trim());
};
