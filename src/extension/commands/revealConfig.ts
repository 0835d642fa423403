// Reveal Config: opens the config a run was trained from.

import { Uri, window, workspace } from 'vscode';
import type { Command } from '../services.ts';
import { fileName } from '../workspaceConfigs.ts';
import { findRun } from './runArgument.ts';

export const revealConfig: Command = async (services, argument) => {
  const run = findRun(services, argument);
  if (!run) return;
  const uri = Uri.parse(run.configUri);
  try {
    await window.showTextDocument(await workspace.openTextDocument(uri));
  } catch {
    void window.showErrorMessage(
      `The config of "${run.name}" cannot be opened. ${fileName(uri)} may have been moved, renamed or never saved.`,
    );
  }
};
