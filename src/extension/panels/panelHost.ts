// What every webview has in common, panel or view: its page, its content security policy, the check of what
// it says, and a way to tell it facts.

import { Uri } from 'vscode';
import type { Disposable, LogOutputChannel, Webview } from 'vscode';
import { handle, isFromWebview, type Handlers } from '../../protocol/channel.ts';
import {
  type ExplainKind,
  type FromExplain,
  isFromExplain,
  type ToExplain,
} from '../../protocol/explain.ts';
import type { FromWebview, PanelKind, ToWebview } from '../../protocol/messages.ts';
import { assetsOf, freshNonce, html } from './html.ts';

export class PanelHost {
  readonly #dist: Uri;
  readonly #log: LogOutputChannel;

  constructor(extensionUri: Uri, log: LogOutputChannel) {
    this.#dist = Uri.joinPath(extensionUri, 'dist');
    this.#log = log;
  }

  /** Loads the page of `kind` and hands every well-formed message to its handler. */
  attach(
    webview: Webview,
    kind: PanelKind,
    title: string,
    handlers: Handlers<FromWebview>,
  ): Disposable {
    return this.#load(webview, kind, title, null, (message) => {
      if (!isFromWebview(message)) return false;
      handle(message, handlers);
      return true;
    });
  }

  /** The same for a page that explains, and is told what to show first. */
  attachExplaining(
    webview: Webview,
    kind: ExplainKind,
    title: string,
    first: ToExplain | null,
    handlers: Handlers<FromExplain>,
  ): Disposable {
    return this.#load(webview, kind, title, first, (message) => {
      if (!isFromExplain(message)) return false;
      handle(message, handlers);
      return true;
    });
  }

  /** `take` says whether a message is one of ours. */
  #load(
    webview: Webview,
    kind: PanelKind | ExplainKind,
    title: string,
    first: ToExplain | null,
    take: (message: unknown) => boolean,
  ): Disposable {
    const { script, styles, fonts } = assetsOf(kind);
    webview.options = { enableScripts: true, localResourceRoots: [this.#dist] };
    const listening = webview.onDidReceiveMessage((message: unknown) => {
      if (!take(message))
        this.#log.warn(`Dropped a message of unknown shape from the ${kind}: ${excerpt(message)}`);
    });
    const at = (name: string): string =>
      webview.asWebviewUri(Uri.joinPath(this.#dist, name)).toString();
    webview.html = html({
      kind,
      title,
      first,
      nonce: freshNonce(),
      cspSource: webview.cspSource,
      scriptUri: at(script),
      styleUris: styles.map(at),
      fontUris: fonts.map(at),
      codiconUri: at('codicon.css'),
      workerUri: at('trainerWorker.js'),
      wasmUri: at('tfjs-backend-wasm-simd.wasm'),
    });
    return listening;
  }
}

export const post = (webview: Webview, message: ToWebview | ToExplain): void => {
  // The editor's own method: it takes no target origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  void webview.postMessage(message);
};

function excerpt(message: unknown): string {
  try {
    return (JSON.stringify(message) ?? String(message)).slice(0, 200);
  } catch {
    return String(message);
  }
}
