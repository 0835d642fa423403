// Terms that are no kernel of one statement: a KL by the names of two densities, one handed in and weighed, and what the
// addends of a statement make together.

import { plainFields } from './losses.ts';
import { kindOfWord, type NamedSense, namedSense } from './names.ts';
import type { Piece } from './piece.ts';
import type { Reading } from './reading.ts';
import type { Term } from './term.ts';
import { describe, parameterOfNames } from './terms.ts';
import { type Code, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';

/** log q(z|x) - log p(z) by the names of two opaque values of opposite sign. */
export function sampledKl({ fact, pieces, structure }: Reading): readonly Term[] {
  if (
    pieces.length < 2 ||
    pieces.length > 6 ||
    pieces.some(({ sense }) => sense?.kind === 'kl') ||
    structure !== null
  )
    return [];
  const named = (sense: NamedSense) => pieces.find((piece) => namedSense(piece, true) === sense);
  const [q, p] = densitiesOfOnePoint(pieces) ?? [named('logPosterior'), named('logPrior')];
  if (!q || !p || logSign(q) === logSign(p)) return [];
  const described = describe({ kind: 'kl', family: 'monte_carlo', certainty: 'likely' }, q, fact);
  return [
    {
      ...described,
      sign: logSign(q) > 0 ? '+' : '-',
      scale: null,
      match: null,
      parameter: parameterOfNames(q),
      droppedConstant: null,
    },
  ];
}

const signOf = (piece: Piece) => Math.sign(piece.coefficient);

/** The sign of a log density; what a library is known to compute is its negative. */
const logSign = (piece: Piece) => signOf(piece) * (piece.kernel.kind === 'library' ? -1 : 1);

/** Two log densities of one value, by distributions nobody can look into, of opposite signs: the one of q, then of p. */
function densitiesOfOnePoint(pieces: readonly Piece[]): readonly [Piece, Piece] | undefined {
  const densities = pieces.filter(
    ({ kernel }) => kernel.kind === 'library' && kernel.term === 'reconstruction',
  );
  const [a, b] = densities;
  if (densities.length !== 2 || !a || !b || signOf(a) === signOf(b)) return undefined;
  const [of, other] = [pointOf(a), pointOf(b)];
  if (of === undefined || of !== other) return undefined;
  // Sums of log densities are written as bounds, and their difference as a divergence: names tell which is which.
  const isPrior = (piece: Piece) =>
    /(?:^|[_.])(?:p|pz|zp\w*|cp\w*|prior\w*)(?:$|[_.\d[(])/iu.test(nameOf(piece));
  return isPrior(a) && !isPrior(b)
    ? [b, a]
    : isPrior(b) && !isPrior(a)
      ? [a, b]
      : [positive(a, b), negative(a, b)];
}

const pointOf = ({ kernel }: Piece) =>
  kernel.kind === 'library' && kernel.args[0] ? unnamed(kernel.args[0]) : undefined;
const nameOf = ({ kernel }: Piece) =>
  kernel.kind === 'library' && kernel.args[1] ? labelOf(kernel.args[1]) : '';
const positive = (a: Piece, b: Piece) => (a.coefficient < 0 ? a : b);
const negative = (a: Piece, b: Piece) => (a.coefficient < 0 ? b : a);

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

export function structureTerm({ fact, structure }: Reading): readonly Term[] {
  // A name returned was reported where it was given; a helper's result, where the helper makes it.
  const isNamed = fact.value.kind === 'named' && fact.kind === 'return';
  if (!structure || isNamed || isCalled(fact.value)) return [];
  const { symbol, functionSpan, span } = fact;
  return [{ ...plainFields, ...structure, symbol, functionSpan, span, summary: structure.family }];
}

function isCalled(value: Code): boolean {
  return value.kind === 'named' && (value.name.startsWith('@') || isCalled(value.value));
}
