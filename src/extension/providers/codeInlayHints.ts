// Units and axes behind the terms of a loss.

import { EventEmitter, InlayHint, workspace } from 'vscode';
import type { InlayHintsProvider, Range, TextDocument } from 'vscode';
import { setting } from '../contributions/settings.ts';
import type { CodeDocuments } from './codeDocuments.ts';

export class LossInlayHints implements InlayHintsProvider {
  readonly #documents: CodeDocuments;
  readonly #changed = new EventEmitter<void>();
  readonly #watching = workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('elboLens.inlayHints')) this.#changed.fire();
  });

  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(documents: CodeDocuments) {
    this.#documents = documents;
  }

  async provideInlayHints(document: TextDocument, range: Range): Promise<InlayHint[]> {
    if (!setting(workspace.getConfiguration('elboLens', document), 'inlayHints.enabled')) return [];
    const code = await this.#documents.read(document);
    if (!code) return [];
    return code.reading.inlayHintsOf(code.analysis).flatMap(({ at, label }) => {
      const position = code.rangeIn(document, { from: at, to: at })?.start;
      if (!position || !range.contains(position)) return [];
      const hint = new InlayHint(position, label);
      hint.paddingLeft = true;
      return hint;
    });
  }

  dispose(): void {
    this.#watching.dispose();
    this.#changed.dispose();
  }
}
