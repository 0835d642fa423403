// Marks in the editor that tie code to formulas: each letter has a colour, an underline of its own and a badge, so that
// none rests on colour alone. The code of the step that is pointed at stands out.

import { OverviewRulerLane, Range, ThemeColor, window } from 'vscode';
import type { Disposable, TextDocument, TextEditor, TextEditorDecorationType } from 'vscode';
import type { CodeLink, CodeSpan } from '../../elbo/derivations/told.ts';

const looks = [
  { color: 'elboLens.link1', line: 'solid' },
  { color: 'elboLens.link2', line: 'dashed' },
  { color: 'elboLens.link3', line: 'dotted' },
] as const;

/** Letters in the order of the colours. */
const letters = ['A', 'B', 'C'] as const;

export class CodeMarks implements Disposable {
  readonly #underlines: readonly TextEditorDecorationType[];
  readonly #badges: readonly TextEditorDecorationType[];
  readonly #pointed = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('editor.findMatchHighlightBackground'),
    border: '1px solid',
    borderColor: new ThemeColor('contrastActiveBorder'),
    overviewRulerColor: new ThemeColor('focusBorder'),
    overviewRulerLane: OverviewRulerLane.Center,
  });

  constructor() {
    this.#underlines = looks.map(({ color, line }) =>
      window.createTextEditorDecorationType({
        borderColor: new ThemeColor(color),
        borderStyle: line,
        borderWidth: '0 0 2px 0',
      }),
    );
    this.#badges = looks.map(({ color }, at) =>
      window.createTextEditorDecorationType({
        after: {
          contentText: letters[at] ?? '',
          color: new ThemeColor('editor.background'),
          backgroundColor: new ThemeColor(color),
          margin: '0 2px 0 3px',
          width: '1.25em',
          height: '1.25em',
          fontWeight: '600',
          // The only way to a round badge: the property is copied into the style as it is.
          textDecoration:
            'none; border-radius: 50%; text-align: center; display: inline-block; font-size: 0.8em; line-height: 1.3; vertical-align: middle',
        },
      }),
    );
  }

  /** Marks the links in every editor of the document. */
  show(document: TextDocument, links: readonly CodeLink[], offset: number): void {
    for (const editor of editorsOf(document)) {
      letters.forEach((letter, at) => {
        const spans = links.filter((link) => link.letter === letter).flatMap(({ spans }) => spans);
        const ranges = spans.map((span) => rangeOf(document, span, offset));
        const last = ranges.toSorted((a, b) => a.end.compareTo(b.end)).at(-1);
        set(editor, this.#underlines[at], ranges);
        set(editor, this.#badges[at], last ? [new Range(last.end, last.end)] : []);
      });
    }
  }

  /** The code of a step; none: nothing is pointed at. */
  point(document: TextDocument, spans: readonly CodeSpan[], offset: number): void {
    const ranges = spans.map((span) => rangeOf(document, span, offset));
    for (const editor of editorsOf(document)) editor.setDecorations(this.#pointed, ranges);
  }

  clear(document: TextDocument): void {
    this.show(document, [], 0);
    this.point(document, [], 0);
  }

  dispose(): void {
    for (const type of [...this.#underlines, ...this.#badges, this.#pointed]) type.dispose();
  }
}

const editorsOf = (document: TextDocument): readonly TextEditor[] =>
  window.visibleTextEditors.filter((editor) => editor.document === document);

function set(
  editor: TextEditor,
  type: TextEditorDecorationType | undefined,
  ranges: readonly Range[],
): void {
  if (type) editor.setDecorations(type, ranges);
}

const rangeOf = (document: TextDocument, { from, to }: CodeSpan, offset: number): Range =>
  new Range(document.positionAt(from - offset), document.positionAt(to - offset));
