// The editor panel that shows several runs side by side. It holds nothing: snapshots when it opens or the choice
// changes, then what happens to those that are still training.

import { Uri, ViewColumn, window } from 'vscode';
import type { Disposable, WebviewPanel } from 'vscode';
import { comparisonCsv } from '../../export/comparisonCsv.ts';
import type { ExportedFile } from '../../export/exporter.ts';
import type { PageMemory, ToWebview } from '../../protocol/messages.ts';
import type { RunId } from '../../protocol/run.ts';
import { compareViewType } from '../contributions/menus.ts';
import { askForFolder, writeExport } from '../exporting.ts';
import type { RunStore } from '../runs/runStore.ts';
import { fileName } from '../workspaceConfigs.ts';
import type { CommonHandlers } from './commonHandlers.ts';
import { ComparisonFeed } from './comparisonFeed.ts';
import { post, type PanelHost } from './panelHost.ts';

export class ComparePanel {
  readonly #host: PanelHost;
  readonly #store: RunStore;
  readonly #extensionUri: Uri;
  readonly #common: CommonHandlers;
  readonly #feed: ComparisonFeed;
  readonly #subscription: Disposable;
  #panel: WebviewPanel | undefined;
  #isReady = false;

  constructor(host: PanelHost, store: RunStore, extensionUri: Uri, common: CommonHandlers) {
    this.#host = host;
    this.#store = store;
    this.#extensionUri = extensionUri;
    this.#common = common;
    this.#feed = new ComparisonFeed(
      (id) => store.get(id),
      (message) => this.#send(message),
    );
    this.#subscription = store.onDidChange((change) => {
      if (!this.#feed.ids.includes(change.runId)) return;
      if (change.kind === 'changed') this.#feed.push(change.runId, change.events);
      else this.#choose(this.#feed.ids);
    });
  }

  /** Runs that are compared now. */
  get ids(): readonly RunId[] {
    return this.#feed.ids;
  }

  /** Compares these runs, in this order: the first is what the others are measured against. */
  show(ids: readonly RunId[]): void {
    if (this.#panel) this.#panel.reveal();
    else this.#use(window.createWebviewPanel(compareViewType, 'Compare', ViewColumn.Active, {}));
    this.#choose(ids);
  }

  /** Takes over a panel that the editor brought back, with what its page had left there. */
  adopt(panel: WebviewPanel, memory: unknown): void {
    this.#panel?.dispose();
    this.#use(panel);
    this.#choose(isMemory(memory) ? memory.runs : []);
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#feed.dispose();
    this.#subscription.dispose();
  }

  #use(panel: WebviewPanel): void {
    panel.iconPath = Uri.joinPath(this.#extensionUri, 'media', 'icon.png');
    this.#panel = panel;
    this.#isReady = false;
    const listening = this.#host.attach(panel.webview, 'compare', 'Compare', {
      ...this.#common,
      ready: () => {
        this.#isReady = true;
        this.#feed.show();
      },
      // This page holds no worker; nothing it says about a run counts.
      trainingReported: () => undefined,
      checkpointTaken: () => undefined,
      chartsDrawn: ({ files }) => void this.#export(files),
    });
    panel.onDidDispose(() => {
      listening.dispose();
      this.#panel = undefined;
      this.#feed.dispose();
    });
  }

  /** Runs that are not there are left out: deleted, or not read from disk yet, and then shown as soon as they are. */
  #choose(ids: readonly RunId[]): void {
    const count = ids.filter((id) => this.#store.has(id)).length;
    if (this.#panel) this.#panel.title = `Compare: ${count} ${count === 1 ? 'run' : 'runs'}`;
    this.#feed.choose(ids);
    if (this.#isReady) this.#feed.show();
  }

  /** The charts that a person asked for at the page, with the numbers beside them. */
  async #export(charts: readonly ExportedFile[]): Promise<void> {
    const runs = this.#feed.ids.map((id) => this.#store.get(id)).filter((run) => run !== undefined);
    const [first] = runs;
    if (first === undefined) return;
    const target = await askForFolder(first, 'comparison');
    const files = [...charts, comparisonCsv(runs)];
    if (target && (await writeExport(target, files, 'folder'))) {
      void window.showInformationMessage(`Exported ${files.length} files to ${fileName(target)}.`);
    }
  }

  #send(message: ToWebview): void {
    if (this.#panel) post(this.#panel.webview, message);
  }
}

const isMemory = (memory: unknown): memory is PageMemory =>
  typeof memory === 'object' && memory !== null && 'runs' in memory && Array.isArray(memory.runs);
