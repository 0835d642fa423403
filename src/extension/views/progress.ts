// A cancellable progress notification for a run nobody is looking at: it appears while a run is in progress and
// both the dashboard and the trainer are hidden, and goes away by itself.

import { ProgressLocation, window } from 'vscode';
import type { Disposable, Event, Progress } from 'vscode';
import { progress, statusText } from '../runs/runSummary.ts';
import type { RunStore } from '../runs/runStore.ts';

interface Visible {
  readonly isVisible: boolean;
  readonly onDidChangeVisibility: Event<void>;
}

/** Views flicker while they are moved or opened; only what lasts counts. */
const settleMs = 1500;
const refreshEveryMs = 500;

export function createProgress(
  store: RunStore,
  views: readonly Visible[],
  stop: () => unknown,
): Disposable {
  let end: (() => void) | undefined;
  let timer: TimerHandle | undefined;
  /** Percent already reported: the editor wants increments. */
  let told = 0;
  const isWanted = (): boolean =>
    store.inProgress !== undefined && views.every(({ isVisible }) => !isVisible);
  const settle = (): void => {
    timer = undefined;
    if (isWanted() && !end) begin();
    else if (!isWanted()) end?.();
  };
  const soon = (): void => {
    if (end && !isWanted()) end();
    timer ??= setTimeout(settle, settleMs);
  };
  const begin = (): void => {
    told = 0;
    void window.withProgress(
      { location: ProgressLocation.Notification, cancellable: true, title: 'Training' },
      (report, token) => {
        token.onCancellationRequested(() => stop());
        const watching = store.onDidChange(throttled(() => tell(report)));
        return new Promise<void>((resolve) => {
          end = () => {
            watching.dispose();
            end = undefined;
            resolve();
          };
        });
      },
    );
  };
  const tell = (report: Progress<{ message?: string; increment?: number }>): void => {
    const run = store.inProgress;
    if (!run) return;
    const percent = 100 * progress(run);
    report.report({ message: statusText(run), increment: Math.max(0, percent - told) });
    told = percent;
  };
  const subscriptions = [
    store.onDidChange(soon),
    ...views.map(({ onDidChangeVisibility }) => onDidChangeVisibility(soon)),
  ];
  return {
    dispose: () => {
      clearTimeout(timer);
      end?.();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function throttled(action: () => void): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      action();
    }, refreshEveryMs);
  };
}
