// The derivation panel and the code it is told of: marks in the editor, selections that lead to their step, and the same
// derivation anew when the code has changed.

import { Range, Selection, TextEditorRevealType, Uri, window, workspace } from 'vscode';
import type { Disposable, LogOutputChannel, TextDocument } from 'vscode';
import type { CodeSpan, DerivationContent } from '../../elbo/derivations/told.ts';
import type { DerivationRequest, ToExplain } from '../../protocol/explain.ts';
import type { Paint } from '../api.ts';
import type { Emitter } from '../emitter.ts';
import { ExplainPanel } from '../panels/explainPanel.ts';
import { sharedHandlers } from '../panels/explainHandlers.ts';
import type { PanelHost } from '../panels/panelHost.ts';
import type { CodeDocuments } from '../providers/codeDocuments.ts';
import { CodeMarks } from './codeMarks.ts';

/** What is on show, and where its code is. */
interface Shown {
  readonly request: DerivationRequest;
  readonly content: DerivationContent;
  readonly document: TextDocument | null;
  /** Offset of the document in the text that was read: the cells of a notebook are one text. */
  readonly offset: number;
}

const nothing: DerivationContent = { told: null, general: null, code: null, problem: null };

export class DerivationPanel implements Disposable {
  readonly #panel: ExplainPanel;
  readonly #code: CodeDocuments;
  readonly #marks = new CodeMarks();
  readonly #subscriptions: readonly Disposable[];
  #shown: Shown | undefined;

  constructor(
    host: PanelHost,
    extensionUri: Uri,
    code: CodeDocuments,
    log: LogOutputChannel,
    painted: Emitter<Paint>,
  ) {
    this.#code = code;
    this.#panel = new ExplainPanel(host, extensionUri, {
      kind: 'derivation',
      title: 'Derivation',
      handlers: {
        ...sharedHandlers('derivation', log, painted, (message) => this.#panel.send(message)),
        derivationWished: ({ request }) => void this.#show(request),
        stepPointed: ({ letters, span }) => this.#point(letters, span),
        codeWished: ({ span }) => void this.#reveal(span),
      },
      onReady: (request) => {
        if (request) void this.#show(request);
        else if (!this.#shown) void this.#show({ code: null, derivation: null, family: null });
      },
      onClosed: () => this.#close(),
    });
    this.#subscriptions = [
      window.onDidChangeTextEditorSelection(({ textEditor, selections }) =>
        this.#select(textEditor.document, selections[0]),
      ),
      window.onDidChangeVisibleTextEditors(() => this.#mark()),
      code.onDidChange(() => void this.#refresh()),
    ];
  }

  /** Opens the panel on a derivation. */
  async show(request: DerivationRequest): Promise<void> {
    const reading = this.#read(request);
    this.#panel.open(reading.then(told));
    this.#take(await reading);
  }

  dispose(): void {
    this.#panel.dispose();
    this.#marks.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #show(request: DerivationRequest): Promise<void> {
    const shown = await this.#read(request);
    this.#take(shown);
    this.#panel.send(told(shown));
  }

  #take(shown: Shown): void {
    const before = this.#shown;
    if (before?.document && before.document !== shown.document) this.#marks.clear(before.document);
    this.#shown = shown;
    this.#panel.title = titleOf(shown.content);
    this.#mark();
  }

  async #read(request: DerivationRequest): Promise<Shown> {
    const plain = (content: DerivationContent): Shown => ({
      request,
      content,
      document: null,
      offset: 0,
    });
    if (request.code === null) {
      // The page has the registry of derivations.
      return plain({ ...nothing, general: request.derivation });
    }
    const document = await openDocument(request.code.uri);
    const code = document && (await this.#code.read(document));
    if (!document || !code) return plain({ ...nothing, problem: noDocument(request.code.uri) });
    const offset = code.fromOffset(document, 0);
    const content = code.reading.readDerivation(
      code.analysis,
      offset + request.code.at,
      (at) => code.where(at),
      request.family,
    );
    return { request, content, document, offset };
  }

  /** The code has changed: the same place, read anew. */
  async #refresh(): Promise<void> {
    const shown = this.#shown;
    if (!this.#panel.isOpen || !shown?.document || shown.document.isClosed) return;
    const read = await this.#read(shown.request);
    if (shown !== this.#shown) return;
    if (JSON.stringify(read.content) === JSON.stringify(shown.content)) return;
    this.#shown = read;
    this.#panel.send(told(read));
    this.#mark();
  }

  #mark(): void {
    const { document, content, offset } = this.#shown ?? {};
    if (document && content?.code) this.#marks.show(document, content.code.links, offset ?? 0);
  }

  #point(letters: readonly string[], span: CodeSpan | null): void {
    const { document, content, offset } = this.#shown ?? {};
    if (!document || offset === undefined) return;
    const linked = (content?.code?.links ?? [])
      .filter(({ letter }) => letters.includes(letter))
      .flatMap(({ spans }) => spans);
    this.#marks.point(document, span ? [span] : linked, offset);
  }

  /** A selection in the code leads to its step. */
  #select(document: TextDocument, selection: Selection | undefined): void {
    const shown = this.#shown;
    if (!selection || !this.#panel.isOpen || shown?.document !== document) return;
    const from = shown.offset + document.offsetAt(selection.start);
    const to = shown.offset + document.offsetAt(selection.end);
    this.#panel.send({ type: 'codeSelected', span: { from, to } });
  }

  async #reveal({ from, to }: CodeSpan): Promise<void> {
    const { document, offset } = this.#shown ?? {};
    if (!document || offset === undefined) return;
    const range = new Range(document.positionAt(from - offset), document.positionAt(to - offset));
    const open = window.visibleTextEditors.find((editor) => editor.document === document);
    const column = open?.viewColumn;
    const editor = await window.showTextDocument(document, {
      selection: new Selection(range.start, range.end),
      ...(column !== undefined && { viewColumn: column }),
    });
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  #close(): void {
    if (this.#shown?.document) this.#marks.clear(this.#shown.document);
    this.#shown = undefined;
  }
}

const told = ({ request, content }: Shown): ToExplain => ({
  type: 'derivationShown',
  request,
  content,
});

function titleOf({ code }: DerivationContent): string {
  if (code && code.name !== '') return `Derivation: ${code.name}`;
  return 'Derivation';
}

async function openDocument(uri: string): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(Uri.parse(uri));
  } catch {
    return undefined;
  }
}

const noDocument = (uri: string): NonNullable<DerivationContent['problem']> => ({
  what: `${uri.split('/').at(-1) ?? uri} cannot be read as loss code.`,
  why: 'It is gone, too large, or in a language that ELBO Lens does not read.',
  now: 'Open a Python, TypeScript or JavaScript file and run ELBO: Show Derivation on a line of its loss.',
});
