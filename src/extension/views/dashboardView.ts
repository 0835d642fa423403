// The side panel: a stateless view of the shown run. It may be disposed and made anew at any time, so all it
// ever gets is a snapshot when it says it is ready, then deltas while it can be seen.

import { Disposable, EventEmitter } from 'vscode';
import type { Webview, WebviewView, WebviewViewProvider } from 'vscode';
import type { ToWebview } from '../../protocol/messages.ts';
import type { CommonHandlers } from '../panels/commonHandlers.ts';
import { post, type PanelHost } from '../panels/panelHost.ts';
import { RunFeed } from '../panels/runFeed.ts';
import type { RunStore } from '../runs/runStore.ts';
import { findConfigs, onDidChangeConfigs } from '../workspaceConfigs.ts';

type Shown = Extract<ToWebview, { type: 'runShown' }>;
export type Rejection = Extract<ToWebview, { type: 'configRejected' }>['rejection'];

export class DashboardView implements WebviewViewProvider {
  readonly #host: PanelHost;
  readonly #store: RunStore;
  readonly #common: CommonHandlers;
  readonly #feed: RunFeed;
  readonly #subscription: Disposable;
  readonly #visibility = new EventEmitter<void>();
  readonly #ready = new EventEmitter<void>();
  #view: WebviewView | undefined;
  #rejection: Rejection = null;
  #isReady = false;

  readonly onDidChangeVisibility = this.#visibility.event;

  constructor(host: PanelHost, store: RunStore, common: CommonHandlers) {
    this.#host = host;
    this.#store = store;
    this.#common = common;
    this.#feed = new RunFeed(
      (id) => store.get(id),
      (message) => {
        if (message.type === 'runShown') void this.#showWithConfigs(message);
        else this.#send(message);
      },
    );
    this.#subscription = Disposable.from(
      store.onDidChange((change) => {
        if (change.kind === 'changed') this.#feed.push(change.runId, change.events);
        else this.#feed.show(store.shown);
      }),
      onDidChangeConfigs(() => {
        if (!store.shown) this.#feed.show(store.shown);
      }),
    );
  }

  get isVisible(): boolean {
    return this.#view?.visible === true;
  }

  /** Once the page in sight can draw, or after `withinMs`: pages that are made at once load one another slow. */
  whenReady(withinMs: number): Promise<void> {
    if (this.isVisible && this.#isReady) return Promise.resolve();
    return new Promise((resolve) => {
      const listening = this.#ready.event(() => done());
      const timer = setTimeout(() => done(), withinMs);
      const done = (): void => {
        clearTimeout(timer);
        listening.dispose();
        resolve();
      };
    });
  }

  get rejection(): Rejection {
    return this.#rejection;
  }

  /** Says why a config cannot be trained, until `reject(null)` says it can. */
  reject(rejection: Rejection): void {
    if (rejection === null && this.#rejection === null) return;
    this.#rejection = rejection;
    this.#send({ type: 'configRejected', rejection });
  }

  resolveWebviewView(view: WebviewView): void {
    this.#view = view;
    this.#isReady = false;
    const listening = this.#host.attach(view.webview, 'dashboard', 'Dashboard', {
      ...this.#common,
      ready: () => {
        this.#isReady = true;
        this.#ready.fire();
        this.#feed.show(this.#store.shown);
        if (this.#rejection) this.#send({ type: 'configRejected', rejection: this.#rejection });
      },
      // The dashboard holds no worker; nothing it says about a run counts.
      trainingReported: () => undefined,
      checkpointTaken: () => undefined,
      chartsDrawn: () => undefined,
    });
    view.onDidChangeVisibility(() => this.#visibility.fire());
    view.onDidDispose(() => {
      listening.dispose();
      if (this.#view === view) this.#view = undefined;
      this.#visibility.fire();
    });
    this.#visibility.fire();
  }

  dispose(): void {
    this.#feed.dispose();
    this.#subscription.dispose();
    this.#visibility.dispose();
    this.#ready.dispose();
  }

  /** Only an empty dashboard offers configs, so only then is the workspace searched for them. */
  async #showWithConfigs(message: Omit<Shown, 'configs'>): Promise<void> {
    if (message.run) return this.#send({ ...message, configs: [] });
    const configs = await findConfigs();
    // A run may have begun while the workspace was searched.
    if (!this.#store.shown) this.#send({ ...message, configs });
  }

  #send(message: ToWebview): void {
    const webview: Webview | undefined = this.#view?.visible ? this.#view.webview : undefined;
    if (webview) post(webview, message);
  }
}
