// The lens above the first line of a config: train it, or go to the first problem that prevents it.

import { CodeLens, EventEmitter, Range, workspace } from 'vscode';
import type { CodeLensProvider, Command, TextDocument } from 'vscode';
import { setting } from '../contributions/settings.ts';
import type { Documents } from '../documents.ts';

export class TrainLens implements CodeLensProvider {
  readonly #documents: Documents;
  readonly #changed = new EventEmitter<void>();
  readonly #watching = workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('elboLens.codeLens')) this.#changed.fire();
  });

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (!setting(workspace.getConfiguration('elboLens', document), 'codeLens.enabled')) return [];
    return [new CodeLens(new Range(0, 0, 0, 0), this.#command(document))];
  }

  dispose(): void {
    this.#watching.dispose();
    this.#changed.dispose();
  }

  #command(document: TextDocument): Command {
    const errors = this.#documents
      .parsed(document)
      .problems.filter(({ severity }) => severity === 'error').length;
    const title =
      errors === 0
        ? '$(play) Train'
        : `$(error) ${errors === 1 ? '1 problem' : `${errors} problems`}: fix to train`;
    // With problems the command names the first one and offers to go there.
    return { title, command: 'elboLens.train', arguments: [document.uri] };
  }
}
