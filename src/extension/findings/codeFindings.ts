// The findings of open loss code, worked out once for each version of a document and of the settings.

import { EventEmitter, workspace } from 'vscode';
import type { Disposable, TextDocument } from 'vscode';
import type { Check } from '../../lint/fixes/verify.ts';
import type { Finding } from '../../lint/rule.ts';
import { setting } from '../contributions/settings.ts';
import type { AnalysedCode } from '../providers/analysedCode.ts';
import type { CodeDocuments } from '../providers/codeDocuments.ts';
import { ProjectSettings } from './projectSettings.ts';

export interface FoundCode {
  readonly code: AnalysedCode;
  readonly findings: readonly Finding[];
  /** Finds all of another version of the text. */
  readonly check: Check;
}

export class CodeFindings implements Disposable {
  readonly #documents: CodeDocuments;
  readonly #settings = new ProjectSettings();
  readonly #known = new WeakMap<
    AnalysedCode,
    { readonly version: number; readonly found: Promise<FoundCode> }
  >();
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: readonly Disposable[];

  /** Settings are others: what was found may be graver, or nothing. */
  readonly onDidChange = this.#changed.event;

  constructor(documents: CodeDocuments) {
    this.#documents = documents;
    this.#subscriptions = [
      this.#settings,
      this.#settings.onDidChange(() => this.#changed.fire()),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('elboLens.diagnostics')) this.#changed.fire();
      }),
      this.#changed,
    ];
  }

  /** Null where nothing is to be found: no code, or switched off. */
  async in(document: TextDocument): Promise<FoundCode | null> {
    if (!setting(workspace.getConfiguration('elboLens', document), 'diagnostics.enabled'))
      return null;
    const code = await this.#documents.read(document);
    if (!code) return null;
    const { version } = this.#settings;
    const known = this.#known.get(code);
    if (known?.version === version) return known.found;
    const found = this.#find(document, code);
    this.#known.set(code, { version, found });
    return found;
  }

  async #find(document: TextDocument, code: AnalysedCode): Promise<FoundCode> {
    const { reading, analysis } = code;
    const options = await this.#settings.of(document.uri, reading);
    const where = (offset: number): string => code.where(offset);
    const check: Check = (other) => reading.lint(other, options);
    return { code, findings: reading.lint(analysis, { ...options, where }), check };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
