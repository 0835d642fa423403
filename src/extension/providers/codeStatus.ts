// One item in the status bar while the active editor holds a loss; a click explains it.

import { StatusBarAlignment, window, workspace } from 'vscode';
import type { Disposable } from 'vscode';
import type { CommandId } from '../contributions/commands.ts';
import { setting } from '../contributions/settings.ts';
import type { CodeDocuments } from './codeDocuments.ts';

export function createLossStatus(documents: CodeDocuments): Disposable {
  const item = window.createStatusBarItem('elboLens.loss', StatusBarAlignment.Right, 100);
  item.name = 'ELBO Lens loss';
  item.command = 'elboLens.explainLoss' satisfies CommandId;
  const paint = async (): Promise<void> => {
    const active = await documents.active();
    const losses = active?.code.analysis.losses ?? [];
    const [first] = losses;
    if (!active || !first || !isOn(active.document)) return item.hide();
    const reading = losses.length === 1 ? active.code.reading.shortReading(first) : null;
    item.text = reading
      ? `ELBO: ${reading}`
      : `ELBO: ${losses.length === 1 ? '1 loss' : `${losses.length} losses`}`;
    item.tooltip = losses.map(active.code.reading.lossTitle).join('\n');
    item.show();
  };
  const isOn = (document: Parameters<CodeDocuments['isCode']>[0]): boolean =>
    setting(workspace.getConfiguration('elboLens', document), 'statusBar.loss');
  const subscriptions = [
    documents.onDidChange(() => void paint()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('elboLens.statusBar')) void paint();
    }),
  ];
  void paint();
  return {
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
      item.dispose();
    },
  };
}
