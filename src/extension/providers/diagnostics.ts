// Squiggles in config files: at once when a file is opened, shortly after the last key while it is typed, and on
// the key a run stumbled over (a data file that is missing) until the text changes.

import { languages, workspace } from 'vscode';
import type { Diagnostic, DiagnosticCollection, Disposable, TextDocument } from 'vscode';
import { findPath } from '../../config/find.ts';
import { formatOf } from '../../config/parse.ts';
import type { RunProblem, TrainingEvent } from '../../elbo/trainingEvent.ts';
import { toDiagnostic } from '../convert.ts';
import { isConfigDocument, type Documents } from '../documents.ts';
import type { RunStore } from '../runs/runStore.ts';
import type { DashboardView } from '../views/dashboardView.ts';

const debounceMs = 200;

export class Diagnostics implements Disposable {
  readonly #documents: Documents;
  readonly #dashboard: DashboardView;
  readonly #collection: DiagnosticCollection;
  readonly #timers = new Map<string, TimerHandle>();
  readonly #subscriptions: Disposable[];
  /** What a run found out about a version of a config. */
  readonly #fromRuns = new Map<
    string,
    { readonly version: number; readonly diagnostic: Diagnostic }
  >();

  constructor(documents: Documents, dashboard: DashboardView, store: RunStore) {
    this.#documents = documents;
    this.#dashboard = dashboard;
    this.#collection = languages.createDiagnosticCollection('elboLens');
    this.#subscriptions = [
      this.#collection,
      workspace.onDidOpenTextDocument((document) => this.#refresh(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#refreshSoon(document)),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      // What was out of reach may be within it now.
      workspace.onDidGrantWorkspaceTrust(() => {
        this.#fromRuns.clear();
        for (const document of workspace.textDocuments) this.#refresh(document);
      }),
      store.onDidChange((change) => {
        const failure = change.kind === 'changed' ? change.events.find(isFailure) : undefined;
        const run = failure && store.get(change.runId);
        if (run) this.#mark(run.configUri, failure.problem);
      }),
    ];
    for (const document of workspace.textDocuments) this.#refresh(document);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #refreshSoon(document: TextDocument): void {
    if (!isConfigDocument(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => this.#refresh(document), debounceMs),
    );
  }

  #refresh(document: TextDocument): void {
    if (!isConfigDocument(document) || document.isClosed) return;
    const key = document.uri.toString();
    const { experiment, problems } = this.#documents.parsed(document);
    // What the dashboard says about this config is no longer true once it can be trained.
    if (experiment && this.#dashboard.rejection?.uri === key) this.#dashboard.reject(null);
    const diagnostics = problems.map((problem) => toDiagnostic(document, problem));
    const fromRun = this.#fromRuns.get(key);
    if (fromRun?.version === document.version) diagnostics.push(fromRun.diagnostic);
    else this.#fromRuns.delete(key);
    this.#collection.set(document.uri, diagnostics);
  }

  #mark(configUri: string, problem: RunProblem): void {
    const document = this.#documents.find(configUri);
    if (!document || problem.configPath === null) return;
    const span = findPath(document.getText(), formatOf(document.uri.path), problem.configPath);
    if (!span) return;
    const message = `${problem.what} ${problem.why} ${problem.now}`;
    const diagnostic = toDiagnostic(document, {
      ...span,
      severity: 'error',
      message,
      code: 'run-failed',
      path: problem.configPath,
    });
    this.#fromRuns.set(configUri, { version: document.version, diagnostic });
    this.#refresh(document);
  }

  #forget(document: TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#fromRuns.delete(key);
    this.#collection.delete(document.uri);
  }
}

const isFailure = (event: TrainingEvent): event is Extract<TrainingEvent, { kind: 'failed' }> =>
  event.kind === 'failed';
