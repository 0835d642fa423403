// The difference of two log densities of a latent that cannot be looked into: a Monte Carlo KL by the names of the
// densities, or because both are of one value.

import { type Code, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import { type NamedSense, namedSense } from './names.ts';
import type { Piece } from './piece.ts';
import type { Structure } from './structures.ts';

export interface SampledDivergence {
  /** The addend that is log q. */
  readonly q: Piece;
  readonly sign: '+' | '-';
  /** The addend that is log p. */
  readonly p: Piece;
  /** The value both are densities of, where it can be seen. */
  readonly point: Code | null;
}

export function sampledDivergence({
  pieces,
  structure,
}: {
  readonly pieces: readonly Piece[];
  readonly structure: Structure | null;
}): SampledDivergence | null {
  if (
    pieces.length < 2 ||
    pieces.length > 6 ||
    pieces.some(({ sense }) => sense?.kind === 'kl') ||
    structure !== null
  )
    return null;
  const named = (sense: NamedSense) => pieces.find((piece) => namedSense(piece, true) === sense);
  const [q, p] = densitiesOfOnePoint(pieces) ?? [named('logPosterior'), named('logPrior')];
  if (!q || !p || logSign(q) === logSign(p)) return null;
  return { q, p, sign: logSign(q) > 0 ? '+' : '-', point: pointOf(q) ?? null };
}

const signOf = (piece: Piece) => Math.sign(piece.coefficient);

/** The sign of a log density; what a library is known to compute is its negative. */
const logSign = (piece: Piece) => signOf(piece) * (piece.kernel.kind === 'library' ? -1 : 1);

/** Two log densities of one value, by distributions nobody can look into, of opposite signs: the one of q, then of p. */
function densitiesOfOnePoint(pieces: readonly Piece[]): readonly [Piece, Piece] | undefined {
  const densities = pieces.filter(
    ({ kernel }) => kernel.kind === 'library' && kernel.term === 'reconstruction',
  );
  const pair = densities.flatMap((a) => {
    const same = densities.filter((b) => pointOf(a) !== undefined && pointOf(a) === pointOf(b));
    return same.length === 2 && same[0] === a ? [same] : [];
  })[0];
  const [a, b] = pair ?? [];
  if (!a || !b || signOf(a) === signOf(b)) return undefined;
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
