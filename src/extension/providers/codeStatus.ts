// One item in the status bar while the active editor holds a loss; a click explains it.

import { StatusBarAlignment, window, workspace } from 'vscode';
import type { Disposable } from 'vscode';
import { lossTitle } from '../../analysis/features/lenses.ts';
import { shortReading } from '../../analysis/features/wordsOfNumbers.ts';
import type { CommandId } from '../contributions/commands.ts';
import { setting } from '../contributions/settings.ts';
import type { CodeDocuments } from './codeDocuments.ts';

export function createLossStatus(documents: CodeDocuments): Disposable {
  const item = window.createStatusBarItem('elboLens.loss', StatusBarAlignment.Right, 100);
  item.name = 'ELBO Lens loss';
  item.command = 'elboLens.explainLoss' satisfies CommandId;
  const paint = (): void => {
    const active = documents.active();
    const losses = active?.code.analysis.losses ?? [];
    const [first] = losses;
    if (!active || !first || !isOn(active.document)) return item.hide();
    const reading = losses.length === 1 ? shortReading(first) : null;
    item.text = reading
      ? `ELBO: ${reading}`
      : `ELBO: ${losses.length === 1 ? '1 loss' : `${losses.length} losses`}`;
    item.tooltip = losses.map(lossTitle).join('\n');
    item.show();
  };
  const isOn = (document: Parameters<CodeDocuments['isCode']>[0]): boolean =>
    setting(workspace.getConfiguration('elboLens', document), 'statusBar.loss');
  const subscriptions = [
    documents.onDidChange(paint),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('elboLens.statusBar')) paint();
    }),
  ];
  paint();
  return {
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
      item.dispose();
    },
  };
}
