// A panel whose page computes everything itself: the host opens it, with parameters where a link gives them, and saves
// what it makes. What the page shows it keeps over a reload.

import type { Disposable, LogOutputChannel, Uri } from 'vscode';
import type { ExplainKind, PageParameters } from '../../protocol/explain.ts';
import type { Paint } from '../api.ts';
import type { Emitter } from '../emitter.ts';
import { sharedHandlers } from './explainHandlers.ts';
import { ExplainPanel } from './explainPanel.ts';
import type { PanelHost } from './panelHost.ts';

const nothing = (): void => undefined;

export class PagePanel implements Disposable {
  readonly #panel: ExplainPanel;

  constructor(
    kind: ExplainKind,
    title: string,
    host: PanelHost,
    extensionUri: Uri,
    log: LogOutputChannel,
    painted: Emitter<Paint>,
  ) {
    this.#panel = new ExplainPanel(host, extensionUri, {
      kind,
      title,
      handlers: {
        ...sharedHandlers(kind, log, painted, (message) => this.#panel.send(message)),
        derivationWished: nothing,
        stepPointed: nothing,
        codeWished: nothing,
      },
      onReady: nothing,
      onClosed: nothing,
    });
  }

  /** Opens the panel, or brings it to the front; without parameters it stays as it was. */
  show(parameters: PageParameters | null): void {
    this.#panel.open(Promise.resolve(parameters && { type: 'parametersShown', parameters }));
  }

  dispose(): void {
    this.#panel.dispose();
  }
}
