// All runs, newest first, as a native tree: state as an icon, the latest loss beside the name.

import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  Uri,
  workspace,
} from 'vscode';
import type { TreeDataProvider } from 'vscode';
import type { RunState } from '../../elbo/trainingEvent.ts';
import { resumeStep } from '../../protocol/resumable.ts';
import type { RunId, RunSnapshot } from '../../protocol/run.ts';
import { formatCount, formatDuration, formatNats } from '../../elbo/format.ts';
import type { RunStore } from '../runs/runStore.ts';
import { latestLoss, summary } from '../runs/runSummary.ts';

interface StateIcon {
  readonly icon: string;
  readonly color?: string;
}

const icons: Readonly<Record<RunState, StateIcon>> = {
  preparing: { icon: 'loading' },
  restoring: { icon: 'history' },
  training: { icon: 'sync', color: 'elboLens.exact' },
  paused: { icon: 'debug-pause' },
  finished: { icon: 'pass' },
  // In its own colour the square is red, which would read as an error.
  stopped: { icon: 'debug-stop', color: 'icon.foreground' },
  failed: { icon: 'error', color: 'list.errorForeground' },
};

/** Stopped by what happened to it and not by the user. */
const interrupted: StateIcon = { icon: 'warning', color: 'list.warningForeground' };

const refreshEveryMs = 500;

export class RunsTree implements TreeDataProvider<RunId> {
  readonly #store: RunStore;
  readonly #changed = new EventEmitter<RunId | undefined>();
  readonly #subscription: { dispose(): void };
  #timer: TimerHandle | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(store: RunStore) {
    this.#store = store;
    this.#subscription = store.onDidChange(() => {
      // A run that trains changes ten times a second; a native tree needs less.
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#changed.fire(undefined);
      }, refreshEveryMs);
    });
  }

  getChildren(parent?: RunId): RunId[] {
    return parent === undefined ? this.#store.list().map(({ id }) => id) : [];
  }

  getTreeItem(id: RunId): TreeItem {
    const run = this.#store.get(id);
    const item = new TreeItem(run?.name ?? id);
    item.id = id;
    if (!run) return item;
    const { icon, color } = run.state === 'stopped' && run.problem ? interrupted : icons[run.state];
    item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
    item.description = [folderName(run), summary(run)].filter((part) => part !== '').join(' · ');
    item.tooltip = tooltip(run);
    item.contextValue = contextOf(run);
    item.command = { command: 'elboLens.showRun', title: 'Show Run', arguments: [id] };
    item.accessibilityInformation = { label: `${run.name}, ${run.state}, ${item.description}` };
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** What menus ask for: `run.<state>`, then at most one of `live`, `elsewhere`, `resumable`. */
function contextOf(run: RunSnapshot): string {
  const start = `run.${run.state}`;
  if (run.live) return `${start}.live`;
  if (run.elsewhere) return `${start}.elsewhere`;
  return resumeStep(run) === undefined ? start : `${start}.resumable`;
}

/** With several folders open, configs of one name are told apart by theirs. */
function folderName({ configUri }: RunSnapshot): string {
  if ((workspace.workspaceFolders?.length ?? 0) < 2) return '';
  return workspace.getWorkspaceFolder(Uri.parse(configUri))?.name ?? '';
}

function tooltip(run: RunSnapshot): MarkdownString {
  const loss = latestLoss(run);
  const text = new MarkdownString();
  const lines = [
    run.name,
    run.elsewhere ? 'in progress in another window' : undefined,
    workspace.asRelativePath(Uri.parse(run.configUri)),
    `${run.state}, step ${formatCount(run.step)} of ${formatCount(run.plannedSteps)}, ${formatDuration(run.elapsedMs)} trained`,
    loss === undefined
      ? undefined
      : `\u2212ELBO ${formatNats(loss)} nats per datum (lower is better)`,
    run.engine ? `${run.engine.backend} · ${run.engine.renderer}` : undefined,
    run.problem ? `${run.problem.what} ${run.problem.why}` : undefined,
    `started ${new Date(run.startedAt).toLocaleString()}`,
  ];
  for (const line of lines) if (line !== undefined) text.appendText(line).appendMarkdown('\n\n');
  return text;
}
