// Loss code in open documents, analysed once per version. Who needs it at once asks; who follows along is told
// when the typing pauses.

import { EventEmitter, window, workspace } from 'vscode';
import type { Disposable, DocumentSelector, TextDocument, Uri } from 'vscode';
import type { Language } from '../../analysis/syntax/ast.ts';
import type { Analysis } from '../../analysis/analyze.ts';
import { loadChunk } from '../chunk.ts';
import { AnalysedCode } from './analysedCode.ts';
import type { LossReading } from './lossReading.ts';
import type { SizeMemory } from './sizeMemory.ts';
import { WorkspaceFiles } from './workspaceFiles.ts';

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
const cellScheme = 'vscode-notebook-cell';

/** An import may lead to a file whose imports lead further; what is deeper is left as it is. */
const maximumRounds = 8;

interface Cached {
  readonly versions: string;
  readonly code: Promise<AnalysedCode>;
  /** What was understood last. */
  readonly last: { analysis?: Analysis };
}

export class CodeDocuments implements Disposable {
  readonly #extensionUri: Uri;
  /** What people said of sizes that the code does not. */
  readonly sizes: SizeMemory;
  readonly #cache = new WeakMap<TextDocument, Cached>();
  readonly #files = new WorkspaceFiles();
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: readonly Disposable[];
  #timer: TimerHandle | undefined;
  #chunk: Promise<LossReading> | undefined;

  /** The active document, or what it says, is another. */
  readonly onDidChange = this.#changed.event;

  constructor(extensionUri: Uri, sizes: SizeMemory) {
    this.#extensionUri = extensionUri;
    this.sizes = sizes;
    this.#subscriptions = [
      this.#files,
      this.#files.onDidChange(() => this.#soon(quietAfterMs)),
      sizes.onDidChange(() => this.#soon(0)),
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

  /** Null for documents that are no code, or too large. The cells of a notebook are one program. */
  async read(document: TextDocument): Promise<AnalysedCode | null> {
    const language = languages[document.languageId];
    if (language === undefined) return null;
    const parts = document.uri.scheme === cellScheme ? cellsBeside(document) : [document];
    const [first = document] = parts;
    const versions = [
      this.#files.version,
      this.sizes.version,
      ...parts.map(({ uri, version }) => `${uri.fragment}:${version}`),
    ].join(' ');
    const cached = this.#cache.get(first);
    if (cached?.versions === versions) return cached.code;
    const texts = parts.map((part) => part.getText());
    if (texts.reduce((length, text) => length + text.length, 0) > longestText) return null;
    const last = cached?.last ?? {};
    const code = this.#analysed(parts, texts, language, last);
    this.#cache.set(first, { versions, code, last });
    return code;
  }

  /** Reads the files that imports lead to as they turn up. */
  async #analysed(
    parts: readonly TextDocument[],
    texts: readonly string[],
    language: Language,
    last: Cached['last'],
  ): Promise<AnalysedCode> {
    const [first] = parts as [TextDocument];
    const reading = await this.#reading();
    const isNotebook = first.uri.scheme === cellScheme && language === 'python';
    const text = (isNotebook ? texts.map(reading.blankMagics) : texts).join('\n');
    const around = { ...this.#files.around(first, reading), sizes: this.sizes.of(first.uri) };
    let analysis = reading.analyze(text, language, last.analysis, around);
    for (let round = 0; round < maximumRounds && around.files?.isComplete === false; round += 1) {
      await around.files.load();
      analysis = reading.analyze(text, language, analysis, around);
    }
    last.analysis = analysis;
    return new AnalysedCode(reading, analysis, parts, texts, around.files?.base ?? null);
  }

  /** What the active editor shows, if it is code. */
  async active(): Promise<{
    readonly document: TextDocument;
    readonly code: AnalysedCode;
  } | null> {
    const document = window.activeTextEditor?.document;
    const code = document && (await this.read(document));
    return document && code ? { document, code } : null;
  }

  #reading(): Promise<LossReading> {
    this.#chunk ??= loadChunk<LossReading>(this.#extensionUri, 'lossReading.cjs');
    return this.#chunk;
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

/** Cells of the same notebook in the same language, in order. */
function cellsBeside(document: TextDocument): readonly TextDocument[] {
  const notebook = workspace.notebookDocuments.find((candidate) =>
    candidate.getCells().some((cell) => cell.document === document),
  );
  const cells = notebook?.getCells().map((cell) => cell.document) ?? [document];
  return cells.filter(({ languageId }) => languageId === document.languageId);
}
