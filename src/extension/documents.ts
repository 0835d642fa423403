// What each open config file says, worked out once per version of its text.

import { workspace } from 'vscode';
import type { DocumentFilter, TextDocument, Uri } from 'vscode';
import { formatOf, parseExperiment, type ParsedExperiment } from '../config/parse.ts';
import { configGlob } from './contributions.ts';
import { isConfigUri } from './workspaceConfigs.ts';

/** Config files keep the language of their syntax; providers find them by name. */
export const configSelector: DocumentFilter = { pattern: configGlob };

export const isConfigDocument = (document: TextDocument): boolean => isConfigUri(document.uri);

interface Cached {
  readonly version: number;
  readonly parsed: ParsedExperiment;
}

export class Documents {
  readonly #cache = new WeakMap<TextDocument, Cached>();

  parsed(document: TextDocument): ParsedExperiment {
    const cached = this.#cache.get(document);
    if (cached?.version === document.version) return cached.parsed;
    const parsed = parseExperiment(document.getText(), {
      format: formatOf(document.uri.path),
      fileName: document.uri.path,
    });
    this.#cache.set(document, { version: document.version, parsed });
    return parsed;
  }

  /** The document as the user sees it: the open one, saved or not, else read from disk. */
  open(uri: Uri): Thenable<TextDocument> {
    return workspace.openTextDocument(uri);
  }

  find(uri: string): TextDocument | undefined {
    return workspace.textDocuments.find((document) => document.uri.toString() === uri);
  }
}
