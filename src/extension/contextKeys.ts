// Context keys that menus and enablement look at, kept equal to the run store.

import { commands } from 'vscode';
import { canResumeKey, hasRunsKey, runStateKey } from './contributions/commands.ts';
import { resumeStep } from '../protocol/resumable.ts';
import type { RunStore } from './runs/runStore.ts';

export function createContextKeys(store: RunStore): { dispose(): void } {
  const told = new Map<string, unknown>();
  const tell = (key: string, value: unknown): void => {
    if (told.get(key) === value) return;
    told.set(key, value);
    void commands.executeCommand('setContext', key, value);
  };
  const update = (): void => {
    const run = store.inProgress ?? store.shown;
    tell(runStateKey, run?.state ?? 'none');
    tell(canResumeKey, run !== undefined && resumeStep(run) !== undefined);
    tell(hasRunsKey, run !== undefined);
  };
  update();
  return store.onDidChange(update);
}
