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
      deserializeWebviewPanel: async (panel) => this.#adopt(panel),
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

  /** Opens the panel, or brings it to the front. Beside an editor the editor keeps the focus. */
  reveal(): void {
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
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
    this.#adopt(panel);
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

  #adopt(panel: WebviewPanel): void {
    const { kind, title, handlers, onReady, onClosed } = this.#options;
    this.#panel?.dispose();
    panel.iconPath = Uri.joinPath(this.#extensionUri, 'media', 'icon.png');
    this.#panel = panel;
    this.#waiting = [];
    this.#listening = this.#host.attachExplaining(panel.webview, kind, title, {
      ...handlers,
      ready: ({ request }) => {
        const waiting = this.#waiting ?? [];
        this.#waiting = undefined;
        onReady(waiting.length > 0 ? null : request);
        for (const message of waiting) this.send(message);
      },
    });
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#listening?.dispose();
      this.#panel = undefined;
      this.#waiting = undefined;
      onClosed();
    });
  }
}
