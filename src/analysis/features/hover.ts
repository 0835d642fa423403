// The hover at a place: the term whose statement is there, explained on its own terms.

import type { Analysis } from '../analyze.ts';
import type { LossModel, Term } from '../recognition/term.ts';
import type { Span } from '../syntax/ast.ts';
import { branchesOf } from './branches.ts';
import { divergenceView } from './hoverDivergence.ts';
import { likelihoodView } from './hoverLikelihood.ts';
import { samplerView } from './hoverSampler.ts';
import { termsInOrder } from './lenses.ts';
import { lineOf } from './excerpt.ts';
import { verdictAt, verdictView } from './hoverVerdict.ts';
import { otherView, totalView } from './hoverTotal.ts';
import type { HoverContext, HoverView } from './hoverView.ts';

/** The term at an offset; the smallest where several statements hold it. */
export function termAt({ terms }: Pick<Analysis, 'terms'>, offset: number): Term | null {
  const here = terms.filter(({ span }) => span.from <= offset && offset <= span.to);
  const [smallest] = here.toSorted((a, b) => length(a) - length(b) || rank(a) - rank(b));
  return smallest ?? null;
}

/** Where to look for an explanation: the term or the verdict at an offset, else the nearest of either. */
export function nearestSubject(
  analysis: Pick<Analysis, 'terms' | 'verdicts'>,
  offset: number,
): Span | null {
  const term = nearestTerm(analysis, offset);
  const [verdict] = analysis.verdicts.toSorted((a, b) => distance(a, offset) - distance(b, offset));
  if (!term || !verdict) return (term ?? verdict)?.span ?? null;
  return distance(verdict, offset) < distance(term, offset) ? verdict.span : term.span;
}

const distance = ({ span }: { readonly span: Span }, offset: number): number =>
  Math.max(span.from - offset, offset - span.to, 0);

/** The term at an offset, else the one whose code is fewest characters away. */
export function nearestTerm(analysis: Pick<Analysis, 'terms'>, offset: number): Term | null {
  const [nearest] = analysis.terms.toSorted((a, b) => distance(a, offset) - distance(b, offset));
  return termAt(analysis, offset) ?? nearest ?? null;
}

const length = ({ span }: Term): number => span.to - span.from;
/** Where one statement is a whole loss and its terms, the whole is what a person asks about last. */
const rank = ({ kind }: Term): number => (kind === 'elbo_total' ? 1 : 0);

/** `where` names places for people; without it, lines of the text. */
export function hoverAt(
  analysis: Analysis,
  offset: number,
  where?: HoverContext['where'],
): HoverView | null {
  const term = termAt(analysis, offset);
  if (term) return viewOf(analysis, term, where);
  const verdict = verdictAt(analysis.verdicts, offset);
  return verdict && verdictView(verdict);
}

export function viewOf(
  analysis: Analysis,
  term: Term,
  where: HoverContext['where'] = (offset) => `line ${lineOf(analysis.program.text, offset)}`,
): HoverView {
  const context: HoverContext = {
    analysis,
    text: analysis.program.text,
    term,
    loss: lossOf(analysis, term),
    where,
  };
  switch (term.kind) {
    case 'reconstruction':
      return likelihoodView(context);
    case 'kl':
    case 'discrete_kl':
      return divergenceView(context);
    case 'reparameterize':
      return samplerView(context);
    case 'elbo_total':
      return totalView(context);
    case 'tc':
    case 'mmd':
    case 'regulariser':
      return otherView(context);
  }
}

/** The loss a term is part of: that of its own function, else the next below it, else any. */
export function lossOf({ losses }: Pick<Analysis, 'losses'>, term: Term): LossModel | null {
  if (term.kind === 'elbo_total') {
    const isSame = ({ span, symbol }: LossModel): boolean =>
      span.from === term.span.from && symbol === term.symbol;
    return losses.find(isSame) ?? null;
  }
  const holding = losses.flatMap(branchesOf).filter((loss) => termsInOrder(loss).includes(term));
  const own = holding.filter(({ symbol }) => symbol === term.symbol);
  const candidates = own.length > 0 ? own : holding;
  return candidates.find(({ span }) => span.to >= term.span.from) ?? candidates[0] ?? null;
}
