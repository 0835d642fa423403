// Units and axes behind the terms of a loss.

import { EventEmitter, InlayHint, workspace } from 'vscode';
import type { Disposable, InlayHintsProvider, Range, TextDocument } from 'vscode';
import { setting } from '../contributions/settings.ts';
import { formatNats } from '../../elbo/format.ts';
import { isTraining, type RunsOfCode } from '../linked/runsOfCode.ts';
import type { AnalysedCode } from './analysedCode.ts';
import type { CodeDocuments } from './codeDocuments.ts';

export class LossInlayHints implements InlayHintsProvider {
  readonly #documents: CodeDocuments;
  readonly #runs: RunsOfCode;
  readonly #changed = new EventEmitter<void>();
  readonly #following: Disposable;
  readonly #watching = workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('elboLens.inlayHints')) this.#changed.fire();
  });

  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(documents: CodeDocuments, runs: RunsOfCode) {
    this.#documents = documents;
    this.#runs = runs;
    this.#following = runs.onDidChange(() => this.#changed.fire());
  }

  async provideInlayHints(document: TextDocument, range: Range): Promise<InlayHint[]> {
    if (!setting(workspace.getConfiguration('elboLens', document), 'inlayHints.enabled')) return [];
    const code = await this.#documents.read(document);
    if (!code) return [];
    const now = this.#valuesNow(document, code);
    return [...code.reading.inlayHintsOf(code.analysis), ...now].flatMap(({ at, label }) => {
      const position = code.rangeIn(document, { from: at, to: at })?.start;
      if (!position || !range.contains(position)) return [];
      const hint = new InlayHint(position, label);
      hint.paddingLeft = true;
      return hint;
    });
  }

  /** What each term is now, behind its line, while it trains. */
  #valuesNow(document: TextDocument, code: AnalysedCode) {
    return this.#runs
      .termsIn(document, code)
      .filter(({ run }) => isTraining(run))
      .map(({ span, value }) => ({
        at: span.to,
        label: `now ${formatNats(value)} nats per datum`,
      }));
  }

  dispose(): void {
    this.#following.dispose();
    this.#watching.dispose();
    this.#changed.dispose();
  }
}
