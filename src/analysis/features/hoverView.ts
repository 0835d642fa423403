// What a hover says, before anything is drawn: an editor, a terminal or a test can show it.

import type { Analysis } from '../analyze.ts';
import type { Certainty, LossModel, Term } from '../recognition/term.ts';
import type { Span } from '../syntax/ast.ts';
import type { Printed } from './toExpr.ts';

/** What a hover needs to know around its term. */
export interface HoverContext {
  readonly analysis: Analysis;
  readonly text: string;
  readonly term: Term;
  /** The loss the term is part of, if any. */
  readonly loss: LossModel | null;
  /** How a place is named: `line 7`. */
  readonly where: (offset: number) => string;
}

/** Text with its important parts marked, and names of the code. */
export type Rich = readonly (string | { readonly strong: string } | { readonly code: string })[];

export interface Answer {
  readonly question: string;
  readonly answer: Rich;
}

/** An assumption behind a number, and the code it came from. */
export interface Source {
  readonly text: string;
  readonly span: Span | null;
  /** The file that is in; null for the file the hover is in. */
  readonly path: string | null;
}

export interface HoverFormula extends Printed {
  /** The LaTeX on two lines, for where one is too narrow. */
  readonly broken?: string;
}

export interface HoverView {
  /** The code the hover is about. */
  readonly span: Span;
  readonly title: string;
  readonly verdict: string;
  readonly formula: HoverFormula | null;
  /** Absent where there is nothing to say. */
  readonly notice: { readonly kind: 'warning' | 'information'; readonly text: Rich } | null;
  readonly answers: readonly Answer[];
  readonly sources: { readonly title: string; readonly items: readonly Source[] } | null;
  readonly certainty: Certainty;
}

export const plain = (rich: Rich): string =>
  rich
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.code))
    .join('');

/** A hover as Markdown with LaTeX, for notes and issues. */
export function toMarkdown(view: HoverView): string {
  const styled = (rich: Rich): string =>
    rich
      .map((part) =>
        typeof part === 'string'
          ? part
          : 'strong' in part
            ? `**${part.strong}**`
            : `\`${part.code}\``,
      )
      .join('');
  return [
    `**${view.title}**: ${view.verdict}`,
    ...(view.formula ? [`$$${view.formula.latex}$$`] : []),
    ...(view.notice ? [styled(view.notice.text)] : []),
    view.answers
      .map(({ question, answer }, i) => `${i + 1}. **${question}** ${styled(answer)}`)
      .join('\n'),
    ...(view.sources ? [view.sources.items.map(({ text }) => `- ${text}`).join('\n')] : []),
  ].join('\n\n');
}
