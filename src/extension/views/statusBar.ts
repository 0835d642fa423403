// One item in the status bar while a run is in progress; a click shows the dashboard.

import { StatusBarAlignment, window } from 'vscode';
import type { Disposable } from 'vscode';
import type { RunSnapshot } from '../../protocol/run.ts';
import { statusText } from '../runs/runSummary.ts';
import type { RunStore } from '../runs/runStore.ts';
import type { CommandId } from '../contributions/commands.ts';

const refreshEveryMs = 250;

export function createStatusBar(store: RunStore): Disposable {
  const item = window.createStatusBarItem('elboLens.run', StatusBarAlignment.Left, 50);
  item.name = 'ELBO Lens run';
  item.command = 'elboLens.showDashboard' satisfies CommandId;
  let timer: TimerHandle | undefined;
  const paint = (): void => {
    timer = undefined;
    const run = store.inProgress;
    if (!run) return item.hide();
    item.text = `$(${run.state === 'paused' ? 'debug-pause' : 'pulse'}) ${statusText(run)}`;
    item.tooltip = tooltip(run);
    item.show();
  };
  const subscription = store.onDidChange(() => {
    timer ??= setTimeout(paint, refreshEveryMs);
  });
  return {
    dispose: () => {
      clearTimeout(timer);
      subscription.dispose();
      item.dispose();
    },
  };
}

const tooltip = (run: RunSnapshot): string =>
  `${run.name}: ${run.state}. \u2212ELBO of the last steps in nats per datum, lower is better. Click to show the dashboard.`;
