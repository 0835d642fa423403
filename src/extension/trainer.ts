// From a config file to a run in the trainer panel: check, ask, begin, read the files, hand over. Everything a
// person can then ask of the run passes through here too.

import { Range, Selection, window, workspace, type TextDocument, type Uri } from 'vscode';
import type { TrainingControl } from '../elbo/trainingEvent.ts';
import type { Problem } from '../config/problem.ts';
import type { TrainOutcome } from './api.ts';
import { setting } from './contributions/settings.ts';
import { toRange } from './convert.ts';
import type { Documents } from './documents.ts';
import { handOver } from './handOver.ts';
import type { TrainerPanel } from './panels/trainerPanel.ts';
import type { RunStore } from './runs/runStore.ts';
import { showConfig } from './showConfig.ts';
import type { DashboardView } from './views/dashboardView.ts';
import { fileName } from './workspaceConfigs.ts';

/** How long the trainer waits for the side panel, so that a person sees something first. */
const dashboardHeadStartMs = 1000;

export class Trainer {
  readonly #documents: Documents;
  readonly #store: RunStore;
  readonly #panel: TrainerPanel;
  readonly #dashboard: DashboardView;
  readonly #showDashboard: () => Thenable<unknown>;

  constructor(
    documents: Documents,
    store: RunStore,
    panel: TrainerPanel,
    dashboard: DashboardView,
    showDashboard: () => Thenable<unknown>,
  ) {
    this.#documents = documents;
    this.#store = store;
    this.#panel = panel;
    this.#dashboard = dashboard;
    this.#showDashboard = showDashboard;
  }

  async train(uri: Uri, options: { readonly replace?: boolean } = {}): Promise<TrainOutcome> {
    const document = await this.#open(uri);
    if (!document) return { kind: 'rejected', message: cannotOpen(uri), line: 1 };
    const { experiment, problems } = this.#documents.parsed(document);
    if (!experiment) return this.#reject(document, problems);
    this.#dashboard.reject(null);
    const makesRoom = await this.makeRoom(experiment.name ?? fileName(uri), options);
    if (!makesRoom) return { kind: 'declined' };
    const run = this.#store.add({
      id: freshRunId(),
      name: experiment.name ?? fileName(uri),
      configUri: document.uri.toString(),
      experiment,
      startedAt: Date.now(),
    });
    if (setting(workspace.getConfiguration('elboLens'), 'dashboard.revealOnTrain')) {
      void this.#showDashboard();
      await this.#dashboard.whenReady(dashboardHeadStartMs);
    }
    this.#panel.reveal();
    await handOver({ run, experiment, resume: null }, this.#store, this.#panel);
    return { kind: 'started', runId: run.id };
  }

  /** One run trains at a time: ends the one in progress so that `next` can, unless a person would rather not. */
  async makeRoom(next: string, options: { readonly replace?: boolean } = {}): Promise<boolean> {
    if (!options.replace && !(await this.#mayReplace(next))) return false;
    this.control({ kind: 'stop' });
    this.#endPrevious();
    return true;
  }

  /** Passes a wish to the run in progress; false if there is none. */
  control(control: TrainingControl): boolean {
    const run = this.#store.inProgress;
    if (!run) return false;
    const isHeld = this.#panel.control({ type: 'controlRequested', runId: run.id, control });
    // Its files are still being read: no worker to ask yet.
    if (!isHeld && control.kind === 'stop') {
      this.#store.append(run.id, [{ kind: 'stateChanged', state: 'stopped', step: run.step }]);
    }
    return true;
  }

  async #open(uri: Uri): Promise<TextDocument | undefined> {
    try {
      return await this.#documents.open(uri);
    } catch {
      void window.showErrorMessage(cannotOpen(uri));
      return undefined;
    }
  }

  async #mayReplace(next: string): Promise<boolean> {
    const current = this.#store.inProgress;
    if (!current) return true;
    const stopIt = 'Stop it and train';
    const answer = await window.showWarningMessage(
      `Stop "${current.name}" and train "${next}"?`,
      {
        modal: true,
        detail: `"${current.name}" is still in progress, and one run trains at a time. What it measured is kept.`,
      },
      stopIt,
    );
    return answer === stopIt;
  }

  /** The worker was told to stop, but the panel's next run ends it at once: say so in its record. */
  #endPrevious(): void {
    const previous = this.#store.inProgress;
    if (previous) this.#store.release(previous.id, 'Another run was trained in its place.');
  }

  #reject(document: TextDocument, problems: readonly Problem[]): TrainOutcome {
    const errors = problems.filter(({ severity }) => severity === 'error');
    const summaries = errors.map((problem) => ({
      line: toRange(document, problem).start.line + 1,
      message: problem.message,
    }));
    const name = fileName(document.uri);
    this.#dashboard.reject({ uri: document.uri.toString(), name, problems: summaries });
    const [first] = errors;
    const message = first?.message ?? 'The config cannot be read.';
    const line = summaries[0]?.line ?? 1;
    void this.#offerToGoThere(document, message, line);
    return { kind: 'rejected', message, line };
  }

  async #offerToGoThere(document: TextDocument, message: string, line: number): Promise<void> {
    const goThere = `Go to line ${line}`;
    const answer = await window.showErrorMessage(
      `${fileName(document.uri)} cannot be trained yet. Line ${line}: ${message}`,
      goThere,
    );
    if (answer !== goThere) return;
    const editor = await showConfig(document);
    const range = new Range(line - 1, 0, line - 1, 0);
    editor.selection = new Selection(range.start, range.end);
    editor.revealRange(range);
  }
}

const cannotOpen = (uri: Uri): string =>
  `${fileName(uri)} cannot be opened. It may have been moved, renamed or never saved.`;

const freshRunId = (): string => {
  const random = [...crypto.getRandomValues(new Uint8Array(4))];
  return `${Date.now().toString(36)}-${random.map((b) => b.toString(16).padStart(2, '0')).join('')}`;
};
