// The editor panel that holds the worker of the run in progress. It outlives being hidden or moved between groups;
// when it is closed or its page loads anew the worker is gone, and the run stops until it is resumed. One at a time.

import { EventEmitter, Uri, ViewColumn, window } from 'vscode';
import type { Disposable, WebviewPanel } from 'vscode';
import type { TrainingCheckpoint } from '../../elbo/trainingCheckpoint.ts';
import type { DataFile, ToWebview } from '../../protocol/messages.ts';
import type { RunSnapshot } from '../../protocol/run.ts';
import { trainerViewType } from '../contributions/menus.ts';
import type { RunStore } from '../runs/runStore.ts';
import type { CommonHandlers } from './commonHandlers.ts';
import { post, type PanelHost } from './panelHost.ts';
import { RunFeed } from './runFeed.ts';

export class TrainerPanel {
  readonly #host: PanelHost;
  readonly #store: RunStore;
  readonly #extensionUri: Uri;
  readonly #common: CommonHandlers;
  readonly #keep: (runId: string, checkpoint: TrainingCheckpoint) => unknown;
  readonly #feed: RunFeed;
  readonly #subscription: Disposable;
  readonly #visibility = new EventEmitter<void>();
  readonly #reloaded = new EventEmitter<string>();
  readonly #drawn = new EventEmitter<readonly DataFile[]>();
  #panel: WebviewPanel | undefined;
  /** Messages the page has not loaded for yet; undefined once it has. */
  #waiting: ToWebview[] | undefined;
  /** The run whose worker this page holds. */
  #heldRun: string | undefined;

  readonly onDidChangeVisibility = this.#visibility.event;
  /** The page was loaded anew under a run, whose worker is gone; the panel is still there to go on in. */
  readonly onDidReload = this.#reloaded.event;
  /** The page has drawn the charts it was asked for. */
  readonly onDidDraw = this.#drawn.event;

  /** `keep` is given the checkpoints of the run. */
  constructor(
    host: PanelHost,
    store: RunStore,
    extensionUri: Uri,
    common: CommonHandlers,
    keep: (runId: string, checkpoint: TrainingCheckpoint) => unknown,
  ) {
    this.#keep = keep;
    this.#host = host;
    this.#store = store;
    this.#extensionUri = extensionUri;
    this.#common = common;
    this.#feed = new RunFeed(
      (id) => store.get(id),
      (message) => this.#send(message.type === 'runShown' ? { ...message, configs: [] } : message),
    );
    this.#subscription = store.onDidChange((change) => {
      if (change.kind === 'changed') this.#feed.push(change.runId, change.events);
      else if (this.#panel && this.#waiting === undefined) this.#showCurrent();
    });
  }

  get isOpen(): boolean {
    return this.#panel !== undefined;
  }

  get isVisible(): boolean {
    return this.#panel?.visible === true;
  }

  /** Opens the panel beside the editor, or brings it to the front; the editor keeps the focus. */
  reveal(): void {
    if (this.#panel) this.#panel.reveal(undefined, true);
    else this.#open();
  }

  /** Starts the worker of `run` in this panel. */
  start(run: RunSnapshot, request: Extract<ToWebview, { type: 'trainingRequested' }>): void {
    this.reveal();
    this.#heldRun = run.id;
    this.#showCurrent();
    this.#send(request);
  }

  /** Passes a wish on to the worker; false if this panel holds no such run. */
  control(message: Extract<ToWebview, { type: 'controlRequested' }>): boolean {
    if (!this.#panel || this.#heldRun !== message.runId) return false;
    this.#send(message);
    return true;
  }

  /** Asks the page for its charts, which have to be in sight to be drawn. */
  requestCharts(): void {
    this.reveal();
    this.#showCurrent();
    this.#send({ type: 'chartsRequested' });
  }

  /** Ends the worker of a run that goes on somewhere else; what it still reports no longer counts. */
  abandon(runId: string): void {
    if (this.#heldRun !== runId) return;
    this.#send({ type: 'controlRequested', runId, control: { kind: 'stop' } });
    this.#heldRun = undefined;
  }

  /** A panel that the editor brought back with its window. */
  adopt(panel: WebviewPanel): void {
    if (this.#panel) panel.dispose();
    else this.#use(panel);
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#feed.dispose();
    this.#subscription.dispose();
    this.#visibility.dispose();
    this.#reloaded.dispose();
    this.#drawn.dispose();
  }

  #open(): void {
    this.#use(
      window.createWebviewPanel(
        trainerViewType,
        'Trainer',
        { viewColumn: ViewColumn.Beside, preserveFocus: true },
        { retainContextWhenHidden: true },
      ),
    );
  }

  #use(panel: WebviewPanel): void {
    panel.iconPath = Uri.joinPath(this.#extensionUri, 'media', 'icon.png');
    this.#panel = panel;
    this.#waiting = [];
    this.#entitle(this.#current());
    const listening = this.#host.attach(panel.webview, 'trainer', 'Trainer', {
      ...this.#common,
      ready: () => this.#onReady(),
      trainingReported: ({ runId, events }) => this.#store.append(runId, events),
      checkpointTaken: ({ runId, checkpoint }) => this.#keep(runId, checkpoint),
      chartsDrawn: ({ files }) => this.#drawn.fire(files),
    });
    panel.onDidChangeViewState(() => this.#visibility.fire());
    panel.onDidDispose(() => {
      listening.dispose();
      this.#panel = undefined;
      this.#waiting = undefined;
      this.#feed.dispose();
      this.#letGo('The trainer panel was closed, and the training runs inside it.');
      this.#visibility.fire();
    });
    this.#visibility.fire();
  }

  #onReady(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    const lost = waiting === undefined ? this.#heldRun : undefined;
    if (waiting === undefined) {
      this.#letGo(
        'The trainer page was loaded anew, for example because it was moved to its own window.',
      );
    }
    this.#showCurrent();
    const requests = waiting?.filter(({ type }) => type !== 'runShown' && type !== 'runChanged');
    for (const message of requests ?? []) this.#send(message);
    if (lost !== undefined) this.#reloaded.fire(lost);
  }

  #letGo(why: string): void {
    if (this.#heldRun !== undefined) this.#store.release(this.#heldRun, why);
    this.#heldRun = undefined;
  }

  #showCurrent(): void {
    const run = this.#current();
    this.#entitle(run);
    this.#feed.show(run);
  }

  /** The run in progress stays on show whatever the side bar looks at: its controls are here. */
  #current(): RunSnapshot | undefined {
    return this.#store.inProgress ?? this.#store.shown;
  }

  #entitle(run: RunSnapshot | undefined): void {
    if (this.#panel) this.#panel.title = run ? `Trainer: ${run.name}` : 'Trainer';
  }

  #send(message: ToWebview): void {
    if (!this.#panel) return;
    if (this.#waiting) this.#waiting.push(message);
    else post(this.#panel.webview, message);
  }
}
