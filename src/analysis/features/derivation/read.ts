// The derivation of the code at a place, with what is known of that code, and what is not.

import type {
  DerivationContent,
  LikelihoodReading,
  TellingProblem,
  TermChoice,
} from '../../../elbo/derivations/told.ts';
import type { Analysis } from '../../analyze.ts';
import type { LossModel, Term } from '../../recognition/term.ts';
import { excerpt, placeWords } from '../excerpt.ts';
import { lossOf, nearestTerm, termAt } from '../hover.ts';
import { termName, termsInOrder } from '../lenses.ts';
import type { TellingContext } from './context.ts';
import { frameworkOf } from './framework.ts';
import { generalDerivation } from './general.ts';
import { likelihoodReading, tellOther, verdictOfOther } from './otherFamily.ts';
import { tell, type ToldOfCode } from './tell.ts';
import { tellTotal } from './total.ts';
import { verdictOf } from './verdict.ts';

const noLoss: TellingProblem = {
  what: 'There is no loss in this file that ELBO Lens could read.',
  why: 'A loss needs a reconstruction term and a KL, or a draw of a latent variable beside a likelihood.',
  now: 'Put the cursor on a line of a loss, or choose a derivation from the list.',
};

export function readDerivation(
  analysis: Analysis,
  offset: number,
  where: (offset: number) => string,
  family: string | null = null,
): DerivationContent {
  const here = termAt(analysis, offset) ?? termAt(analysis, codeOfLine(analysis, offset));
  // A draw is no term of a loss: it is shown only where the cursor is on it.
  const terms = analysis.terms.filter(({ kind }) => kind !== 'reparameterize');
  const term = here ?? nearestTerm({ terms }, offset);
  if (!term) return { told: null, general: null, code: null, problem: noLoss };
  const loss = lossOf(analysis, term);
  const context: TellingContext = { analysis, term, loss, where };
  const likelihood = likelihoodReading(context, family);
  const own = tellAny(context);
  const found = likelihood?.isOther ? toldOfOther(likelihood, own) : own;
  const general = found ? null : generalDerivation(term);
  return {
    told: found?.told ?? null,
    general,
    code: {
      name: nameOfCode(term, loss),
      terms: choicesOf(context),
      sizes: sizesOf(context),
      links: found?.links ?? [],
      scale: found?.scale ?? null,
      verdict: likelihood?.isOther
        ? verdictOfOther(likelihood, where(term.span.from))
        : verdictOf(context, found?.scale ?? null),
      framework: frameworkOf(analysis.program),
      likelihood,
    },
    problem: here ? (found ? null : notFollowed(term, general !== null)) : elsewhere(term, where),
  };
}

function tellAny(context: TellingContext): ToldOfCode | null {
  if (context.term.kind !== 'elbo_total') return tell(context);
  const total = tellTotal(context);
  return total && { ...total, scale: null };
}

/** Where the code of a line begins: a cursor in front of it is meant for it. */
function codeOfLine({ program: { text } }: Analysis, offset: number): number {
  const begin = text.lastIndexOf('\n', offset - 1) + 1;
  return begin + (/^[ \t]*/u.exec(text.slice(begin))?.[0].length ?? 0);
}

/** The code it takes the place of keeps its letters, without the reductions that were its own. */
function toldOfOther(likelihood: LikelihoodReading, own: ToldOfCode | null): ToldOfCode | null {
  const told = tellOther(likelihood);
  const links = (own?.links ?? []).filter(({ letter }) => letter === 'A');
  return told && { told, links, scale: null };
}

const nameOfCode = (term: Term, loss: LossModel | null): string =>
  (loss?.symbol || term.symbol).split('.').at(-1) ?? '';

function choicesOf({ analysis, term, loss, where }: TellingContext): readonly TermChoice[] {
  const terms = loss ? termsInOrder(loss) : [term];
  const whole = loss
    ? analysis.terms.filter(
        ({ kind, span }) => kind === 'elbo_total' && span.from === loss.span.from,
      )
    : [];
  const all = [...new Set([...terms, ...whole])];
  return all.map((one) => ({
    label: termName(one),
    where: where(one.span.from),
    at: one.span.from,
    isChosen: one === term,
  }));
}

const sizesOf = ({ analysis, loss, where }: TellingContext) =>
  (loss?.sizes ?? []).map((size) => ({
    symbol: size.symbol,
    value: size.value,
    where: `${excerpt(size, analysis.program.text, 40)}, ${placeWords(size, where)}`,
    span: size.source ? null : size.span,
  }));

const notFollowed = ({ certainty }: Term, isGeneral: boolean): TellingProblem => ({
  what: 'The arithmetic of this line could not be followed.',
  why:
    certainty === 'hint'
      ? 'It is known by its name alone.'
      : 'A library computes it, or it is a term without a derivation of its own.',
  now: isGeneral
    ? 'Its derivation is shown in general symbols; how this line differs from it is not known.'
    : 'Choose another term of the loss, or a derivation from the list.',
});

const elsewhere = (term: Term, where: (offset: number) => string): TellingProblem => ({
  what: 'The cursor stands on no term of a loss.',
  why: `The nearest one is in ${where(term.span.from)}.`,
  now: 'It is shown here.',
});
