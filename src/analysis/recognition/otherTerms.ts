// Terms that are no kernel of one statement: a KL by the names of two densities, one handed in and weighed, and what the
// addends of a statement make together.

import { plainFields } from './losses.ts';
import { kindOfWord } from './names.ts';
import type { Reading } from './reading.ts';
import type { Piece } from './piece.ts';
import { placeOfSpans } from './places.ts';
import { reductionOf } from './reductions.ts';
import { sampledDivergence } from './sampledDivergence.ts';
import type { Term } from './term.ts';
import { describe, parameterOfNames, placed } from './terms.ts';
import type { Code } from '../lowering/code.ts';

/** log q(z|x) - log p(z) of densities that cannot be looked into. */
export function sampledKl(reading: Reading, isInTotal: boolean): readonly Term[] {
  const found = sampledDivergence(reading);
  if (!found) return [];
  const { fact } = reading;
  const sense = { kind: 'kl', family: 'monte_carlo', certainty: 'likely' } as const;
  const term: Term = {
    ...describe(sense, found.q, fact),
    sign: found.sign,
    scale: null,
    match: null,
    parameter: parameterOfNames(found.q),
    droppedConstant: null,
  };
  // The innermost name of each is that of the density itself.
  const spans = [found.q, found.p].flatMap((piece) => piece.spans.slice(-1));
  return [placed(term, placeOfSpans(spans, fact, isInTotal))];
}

export function firstPerFunction(terms: readonly Term[]): readonly Term[] {
  const seen = new Set<number>();
  return terms.filter(
    ({ functionSpan }) => !seen.has(functionSpan.from) && seen.add(functionSpan.from),
  );
}

/** `return self.beta * kl_loss`: a KL handed in, weighed and handed back. Its family is that of the document's KL. */
export function weighedParameter({ fact, pieces }: Reading): readonly Term[] {
  if (fact.kind !== 'return' || pieces.length > 2) return [];
  const found = pieces.find(
    ({ kernel, weights, flags }) =>
      kernel.kind === 'symbol' &&
      kernel.symbol.origin === 'parameter' &&
      kindOfWord(kernel.symbol.name, false) === 'divergence' &&
      (weights.length > 0 || flags.has('capacity')),
  );
  return found
    ? [describe({ kind: 'kl', family: 'library', certainty: 'likely' }, found, fact)]
    : [];
}

export function structureTerm({ fact, pieces, structure }: Reading): readonly Term[] {
  // A name returned was reported where it was given; a helper's result, where the helper makes it.
  const isNamed = fact.value.kind === 'named' && fact.kind === 'return';
  if (!structure || isNamed || isCalled(fact.value)) return [];
  const { symbol, functionSpan, span } = fact;
  const term: Term = {
    ...plainFields,
    ...structure,
    symbol,
    functionSpan,
    span,
    summary: structure.family,
  };
  return [structure.kind === 'kl' ? { ...term, ...densityOf(pieces) } : term];
}

/** What a difference of densities is a divergence of: the scale they are given, and how the plain one is reduced. */
function densityOf(pieces: readonly Piece[]): Partial<Term> {
  const plain = pieces.find(({ flags }) => !flags.has('importance'));
  const scaled = pieces.find(({ match }) => match?.parameter);
  return {
    ...(plain ? { reduction: reductionOf(plain) } : {}),
    parameter: scaled?.match?.parameter ?? null,
  };
}

function isCalled(value: Code): boolean {
  return value.kind === 'named' && (value.name.startsWith('@') || isCalled(value.value));
}
