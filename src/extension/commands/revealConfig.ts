// Reveal Config: opens the config a run was trained from, or the one a view names, at its first error if any.

import { Selection, Uri, window } from 'vscode';
import { toRange } from '../convert.ts';
import type { Command } from '../services.ts';
import { showConfig } from '../showConfig.ts';
import { fileName } from '../workspaceConfigs.ts';
import { findRun } from './runArgument.ts';

export const revealConfig: Command = async (services, argument) => {
  const uri = findRun(services, argument)?.configUri ?? argument;
  if (typeof uri !== 'string' || uri === '') return;
  const config = Uri.parse(uri);
  try {
    const document = await services.documents.open(config);
    const editor = await showConfig(document);
    const { problems } = services.documents.parsed(document);
    const first = problems.find(({ severity }) => severity === 'error');
    if (!first) return;
    const range = toRange(document, first);
    editor.selection = new Selection(range.start, range.end);
    editor.revealRange(range);
  } catch {
    void window.showErrorMessage(
      `${fileName(config)} cannot be opened. It may have been moved, renamed or never saved.`,
    );
  }
};
