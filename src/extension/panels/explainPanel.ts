// An editor panel that explains: one of each kind, made when it is first shown, and made again after a reload from what
// its page kept of itself.

import { Uri, ViewColumn, window } from 'vscode';
import type { Disposable, WebviewPanel } from 'vscode';
import type { Handlers } from '../../protocol/channel.ts';
import type { ExplainKind, FromExplain, ToExplain } from '../../protocol/explain.ts';
import { post, type PanelHost } from './panelHost.ts';

export const explainViewType = (kind: ExplainKind): string => `elboLens.${kind}`;

export interface ExplainPanelOptions {
  readonly kind: ExplainKind;
  readonly title: string;
  readonly handlers: Omit<Handlers<FromExplain>, 'ready'>;
  /** The page is there; `request` is what it showed before, if it was asked for something. */
  readonly onReady: (request: Extract<FromExplain, { type: 'ready' }>['request']) => void;
  readonly onClosed: () => void;
}

export class ExplainPanel implements Disposable {
  readonly #host: PanelHost;
  readonly #extensionUri: Uri;
  readonly #options: ExplainPanelOptions;
  readonly #restoring: Disposable;
  #panel: WebviewPanel | undefined;
  #listening: Disposable | undefined;
  /** Messages the page has not loaded for yet; undefined once it has. */
  #waiting: ToExplain[] | undefined;

  constructor(host: PanelHost, extensionUri: Uri, options: ExplainPanelOptions) {
    this.#host = host;
    this.#extensionUri = extensionUri;
    this.#options = options;
    this.#restoring = window.registerWebviewPanelSerializer(explainViewType(options.kind), {
      deserializeWebviewPanel: async (panel) => this.#adopt(panel, Promise.resolve(null)),
    });
  }

  get isOpen(): boolean {
    return this.#panel !== undefined;
  }

  /** The column the panel is in. */
  get column(): ViewColumn | undefined {
    return this.#panel?.viewColumn;
  }

  set title(title: string) {
    if (this.#panel) this.#panel.title = title;
  }

  /**
   * Opens the panel with what it is to show first, or brings it to the front and tells it. Beside an editor the editor keeps the
   * focus.
   */
  open(first: Promise<ToExplain | null>): void {
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      void first.then((message) => message && this.send(message));
      return;
    }
    const isBeside = window.activeTextEditor !== undefined;
    const panel = window.createWebviewPanel(
      explainViewType(this.#options.kind),
      this.#options.title,
      {
        viewColumn: isBeside ? ViewColumn.Beside : ViewColumn.Active,
        preserveFocus: isBeside,
      },
    );
    this.#adopt(panel, first);
  }

  /** Tells the page, as soon as there is one. */
  send(message: ToExplain): void {
    if (!this.#panel) return;
    if (this.#waiting) this.#waiting.push(message);
    else post(this.#panel.webview, message);
  }

  dispose(): void {
    this.#restoring.dispose();
    this.#panel?.dispose();
  }

  #adopt(panel: WebviewPanel, first: Promise<ToExplain | null>): void {
    const { onClosed } = this.#options;
    this.#panel?.dispose();
    panel.iconPath = Uri.joinPath(this.#extensionUri, 'media', 'icon.png');
    this.#panel = panel;
    this.#waiting = [];
    // The editor makes the panel meanwhile. A page that cannot be told what it is for is shown all the same.
    void first.then(
      (message) => this.#load(panel, message),
      () => this.#load(panel, null),
    );
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#listening?.dispose();
      this.#panel = undefined;
      this.#waiting = undefined;
      onClosed();
    });
  }

  #load(panel: WebviewPanel, first: ToExplain | null): void {
    if (this.#panel !== panel) return;
    const { kind, title, handlers, onReady } = this.#options;
    /** A page that is hidden and shown again is loaded anew, and what it was told first may be old by then. */
    let isTold = first !== null;
    const ready: Handlers<FromExplain>['ready'] = ({ request }) => {
      const waiting = this.#waiting ?? [];
      this.#waiting = undefined;
      onReady(isTold || waiting.length > 0 ? null : request);
      isTold = false;
      for (const message of waiting) this.send(message);
    };
    this.#listening = this.#host.attachExplaining(panel.webview, kind, title, first, {
      ...handlers,
      ready,
    });
  }
}
