// The line above every loss; a click explains it.

import { CodeLens, EventEmitter, workspace } from 'vscode';
import type { CodeLensProvider, TextDocument } from 'vscode';
import type { CodeArgument } from '../commands/codeArgument.ts';
import { setting } from '../contributions/settings.ts';
import type { CodeDocuments } from './codeDocuments.ts';

export class LossLenses implements CodeLensProvider {
  readonly #documents: CodeDocuments;
  readonly #onLoss: () => void;
  readonly #changed = new EventEmitter<void>();
  readonly #watching = workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('elboLens.codeLens')) this.#changed.fire();
  });

  readonly onDidChangeCodeLenses = this.#changed.event;

  /** `onLoss` is called where a loss is shown: a hover will follow. */
  constructor(documents: CodeDocuments, onLoss: () => void) {
    this.#documents = documents;
    this.#onLoss = onLoss;
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (!setting(workspace.getConfiguration('elboLens', document), 'codeLens.loss')) return [];
    const code = await this.#documents.read(document);
    if (!code) return [];
    const lenses = code.reading.lensesOf(code.analysis);
    if (lenses.length > 0) this.#onLoss();
    return lenses.flatMap(({ at, title, target, asks }) => {
      const range = code.rangeIn(document, { from: at, to: at });
      const place = code.placeOf(target);
      if (!range || !place) return [];
      const argument: CodeArgument = { uri: place.document.uri.toString(), from: place.from };
      if (asks !== null) {
        return new CodeLens(range, {
          title,
          tooltip: 'Remembered for this file, in this workspace',
          command: 'elboLens.setSize',
          arguments: [{ ...argument, symbol: asks }],
        });
      }
      return [
        new CodeLens(range, {
          title,
          tooltip: 'Explain this loss',
          command: 'elboLens.explainLoss',
          arguments: [argument],
        }),
        new CodeLens(range, {
          title: 'Derivation',
          tooltip: 'From p(x|z) to this line, step by step',
          command: 'elboLens.showDerivation',
          arguments: [argument],
        }),
        new CodeLens(range, {
          title: 'Train…',
          tooltip:
            'Write a config of this loss, as it is written or as the exact ELBO, and train it',
          command: 'elboLens.trainThisLoss',
          arguments: [argument],
        }),
      ];
    });
  }

  dispose(): void {
    this.#watching.dispose();
    this.#changed.dispose();
  }
}
