// The losses of a document as a tree: each with its terms, then what stands outside any loss.

import type { Analysis } from '../analyze.ts';
import type { LossModel, Term } from '../recognition/term.ts';
import type { Verdict } from '../recognition/verdicts.ts';
import type { Span } from '../syntax/ast.ts';
import { branchesOf, whenText } from './branches.ts';
import { verdictName } from './hoverVerdict.ts';
import { termName, termsInOrder } from './lenses.ts';
import { shortReading } from './objective.ts';
import { betaReading, nameOf, reductionText } from './wordsOfNumbers.ts';
import { totalWords } from './words.ts';

export type OutlineKind = 'loss' | 'likelihood' | 'divergence' | 'draw' | 'other';

export interface OutlineNode {
  readonly kind: OutlineKind;
  readonly label: string;
  /** Short: a side bar is narrow. */
  readonly description: string;
  /** All there is to say. */
  readonly tooltip: string;
  /** The code to reveal. */
  readonly span: Span;
  readonly children: readonly OutlineNode[];
}

export function outlineOf(analysis: Analysis): readonly OutlineNode[] {
  const branches = analysis.losses.flatMap(branchesOf);
  const losses = branches.map((loss) => lossNode(analysis, loss));
  const inLoss = new Set(branches.flatMap(({ terms }) => terms));
  const alone = analysis.terms.filter(
    (term) =>
      !inLoss.has(term) &&
      !(
        term.kind === 'elbo_total' &&
        analysis.losses.some(({ span }) => span.from === term.span.from)
      ),
  );
  const others = analysis.verdicts.map((verdict) => verdictNode(verdict));
  return [...losses, ...alone.map((term) => termNode(analysis, term, null)), ...others].toSorted(
    (a, b) => a.span.from - b.span.from,
  );
}

function lossNode(analysis: Analysis, loss: LossModel): OutlineNode {
  const total = analysis.terms.find(
    ({ kind, span }) => kind === 'elbo_total' && span.from === loss.span.from,
  );
  const { text } = analysis.program;
  const name = (loss.symbol === '' ? nameOf(text, loss.span) : loss.symbol) ?? 'loss';
  const when = whenText(loss, text);
  const label = when === null ? name : `${name}, ${when}`;
  const words = totalWords[total?.family ?? ''] ?? 'ELBO';
  return {
    kind: 'loss',
    label,
    description: shortReading(loss) ?? words,
    tooltip: `${label}: ${betaReading(loss) ?? words}`,
    span: loss.span,
    children: termsInOrder(loss).map((term) => termNode(analysis, term, loss)),
  };
}

function verdictNode(verdict: Verdict): OutlineNode {
  const label = verdictName(verdict);
  const description = verdict.symbol === '' ? 'no ELBO' : `no ELBO, in ${verdict.symbol}`;
  return {
    kind: 'other',
    label,
    description,
    tooltip: `${label}: ${description}`,
    span: verdict.span,
    children: [],
  };
}

function termNode({ program }: Analysis, term: Term, loss: LossModel | null): OutlineNode {
  const label = termName(term);
  const name = nameOf(program.text, term.span);
  const parts = [
    // What the author calls it stands last: a click shows it.
    [reductionText(term, loss), name].filter((part) => part !== null).join(' · '),
    loss === null && term.symbol !== '' ? `in ${term.symbol}` : '',
  ];
  const description = parts.filter((part) => part !== '').join(', ');
  return {
    kind: kindOf(term),
    label,
    description,
    tooltip: description === '' ? label : `${label}: ${description}`,
    span: term.span,
    children: [],
  };
}

function kindOf({ kind }: Term): OutlineKind {
  switch (kind) {
    case 'elbo_total':
      return 'loss';
    case 'reconstruction':
      return 'likelihood';
    case 'kl':
    case 'discrete_kl':
      return 'divergence';
    case 'reparameterize':
      return 'draw';
    case 'tc':
    case 'mmd':
    case 'regulariser':
      return 'other';
  }
}
