// Loss code in open documents, analysed once per version. Who needs it at once asks; who follows along is told
// when the typing pauses.

import { EventEmitter, window, workspace } from 'vscode';
import type { Disposable, DocumentSelector, TextDocument } from 'vscode';
import { analyze, type Analysis } from '../../analysis/analyze.ts';
import type { Language } from '../../analysis/syntax/ast.ts';

const languages: Readonly<Record<string, Language>> = {
  python: 'python',
  typescript: 'typescript',
  typescriptreact: 'typescript',
  javascript: 'typescript',
  javascriptreact: 'typescript',
};

export const codeSelector: DocumentSelector = Object.keys(languages).map((language) => ({
  language,
}));

/** Larger files are skipped: nobody writes a loss in two million characters. */
const longestText = 2_000_000;
const quietAfterMs = 250;

interface Cached {
  readonly version: number;
  readonly analysis: Analysis;
}

export class CodeDocuments implements Disposable {
  readonly #cache = new WeakMap<TextDocument, Cached>();
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: readonly Disposable[];
  #timer: TimerHandle | undefined;

  /** The active document, or what it says, is another. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscriptions = [
      window.onDidChangeActiveTextEditor(() => this.#soon(0)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const isShown = document === window.activeTextEditor?.document;
        if (isShown && contentChanges.length > 0) this.#soon(quietAfterMs);
      }),
    ];
  }

  isCode({ languageId }: TextDocument): boolean {
    return languageId in languages;
  }

  /** Null for documents that are no code, or too large. */
  analysis(document: TextDocument): Analysis | null {
    const language = languages[document.languageId];
    if (language === undefined) return null;
    const cached = this.#cache.get(document);
    if (cached?.version === document.version) return cached.analysis;
    const text = document.getText();
    if (text.length > longestText) return null;
    const analysis = analyze(text, language);
    this.#cache.set(document, { version: document.version, analysis });
    return analysis;
  }

  /** What the active editor shows, if it is code. */
  active(): { readonly document: TextDocument; readonly analysis: Analysis } | null {
    const document = window.activeTextEditor?.document;
    const analysis = document && this.analysis(document);
    return document && analysis ? { document, analysis } : null;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  /** A change while waiting starts the wait anew: only the last state is analysed. */
  #soon(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(), afterMs);
  }
}
