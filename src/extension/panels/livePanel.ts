// A panel that explains by itself, without code: it opens from the palette, or from a link with parameters, which the
// page checks.

import { type Disposable, type LogOutputChannel, Uri } from 'vscode';
import type { ExplainKind, PageParameters } from '../../protocol/explain.ts';
import type { Paint } from '../api.ts';
import type { Emitter } from '../emitter.ts';
import { ExplainPanel } from './explainPanel.ts';
import { sharedHandlers } from './explainHandlers.ts';
import type { PanelHost } from './panelHost.ts';

export class LivePanel implements Disposable {
  readonly #panel: ExplainPanel;

  constructor(
    kind: Exclude<ExplainKind, 'derivation'>,
    title: string,
    host: PanelHost,
    extensionUri: Uri,
    log: LogOutputChannel,
    painted: Emitter<Paint>,
  ) {
    const nothing = (): void => undefined;
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

  /** Opens the panel; without parameters it keeps what it shows. */
  show(argument: unknown): void {
    this.#panel.reveal();
    const parameters = parametersIn(argument);
    if (parameters) this.#panel.send({ type: 'parametersShown', parameters });
  }

  dispose(): void {
    this.#panel.dispose();
  }
}

/** Links and other extensions pass anything; what is no name with a number or text is left out. */
function parametersIn(argument: unknown): PageParameters | undefined {
  if (typeof argument !== 'object' || argument === null || argument instanceof Uri)
    return undefined;
  const entries = Object.entries(argument).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
