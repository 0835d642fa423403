// The weight of the KL once the likelihood has scale 1, as a formula in sizes and the code's own names.

import { type Code, has, holds, unnamed } from '../lowering/code.ts';
import type { Piece } from './piece.ts';
import { Product, quantityOf } from './product.ts';
import { type ReductionState, reductionOf, unreduced } from './reductions.ts';
import type { Size } from './sizes.ts';
import type { Ratio } from './term.ts';
import { timesWeights } from './weightFactors.ts';

/** What multiplies the two terms of a loss against their exact formulas, with scale 1 where that is free. */
export interface Multipliers {
  readonly divergence: Product;
  readonly likelihood: Product;
}

/** (multiplier of the KL) / (multiplier of the negative log likelihood), sizes and weights as symbols. */
export function ratio(divergence: Piece, likelihood: Piece, sizes: readonly Size[]): Ratio | null {
  const { numerator, denominator } = multipliers(divergence, likelihood);
  if (!numerator || !denominator || denominator.number === 0) return null;
  const quotient = numerator.over(denominator);
  // The sign of what is known by its name alone is not known.
  if (!divergence.match || !likelihood.match) quotient.number = Math.abs(quotient.number);
  return quantityOf(quotient, sizes);
}

export function multipliersOf(divergence: Piece, likelihood: Piece): Multipliers | null {
  const { numerator, denominator } = multipliers(divergence, likelihood);
  return numerator && denominator && { divergence: numerator, likelihood: denominator };
}

/**
 * What multiplies the negative log likelihood of a datum, averaged over the batch: 1/D where it is averaged over the data
 * dimensions, B where it is summed over the batch.
 */
export function factorOf(
  divergence: Piece,
  likelihood: Piece,
  sizes: readonly Size[],
): Ratio | null {
  const { denominator, isPerDatum } = multipliers(divergence, likelihood);
  if (!denominator || !likelihood.match) return null;
  if (!isPerDatum) denominator.times('B', 1);
  return quantityOf(denominator, sizes);
}

function multipliers(divergence: Piece, likelihood: Piece) {
  const above: Side = { piece: divergence, size: 'd', other: likelihood };
  // A datum of classes is a sequence of them.
  const letter = likelihood.sense?.family === 'categorical' ? 'T' : 'D';
  const below: Side = { piece: likelihood, size: letter, other: divergence };
  const states = [stateOf(above), stateOf(below)] as const;
  // A value per datum beside one already reduced over the batch is averaged with it in the end; elements never summed
  // meet a value that is: the mean at the end runs over them too.
  const isPerDatum = states.every(({ batch }) => batch === 'none');
  const isPerElement = states.every(({ features }) => features === 'none');
  const open = { isPerDatum, isPerElement };
  return {
    numerator: multiplierOf(above, states[0], open),
    denominator: multiplierOf(below, states[1], open),
    isPerDatum,
  };
}

interface Side {
  readonly piece: Piece;
  readonly size: 'D' | 'd' | 'T';
  /** The piece it is added to. */
  readonly other: Piece;
}

/** How far a piece is reduced where it is added to another. */
export function reductionBeside(piece: Piece, other: Piece): ReductionState {
  return stateOf({ piece, other });
}

/**
 * How far a piece is reduced. One that cannot be looked into has, where it is added, the shape of what it is added to:
 * beside a value that is summed it is taken to be summed too.
 */
function stateOf({ piece, other }: Pick<Side, 'piece' | 'other'>): ReductionState {
  const { reductions, flags } = piece;
  // Of the weights only those of importance say anything about axes; divisions by sizes are factors of the product.
  const weights = piece.weights.filter((weight) => has(weight, holds.softmax));
  const plain = { reductions, flags, weights };
  if (!isOpaque(piece)) return reductionOf(plain);
  if (isOpaque(other)) return reductionOf(plain, { ...unreduced, features: 'sum' });
  const shared = sharedReductions(piece, other);
  const there = reductionOf({
    flags: other.flags,
    reductions: other.reductions.slice(shared),
    weights: other.weights.filter((weight) => !piece.weights.includes(weight)),
  });
  const own = reductionOf({ ...plain, reductions: plain.reductions.slice(shared) });
  const isSummedThere = own.features === 'none' && there.features !== 'none';
  return reductionOf(
    { ...plain, reductions: plain.reductions.slice(0, shared) },
    {
      batch: own.batch === 'none' ? there.batch : own.batch,
      features: isSummedThere ? 'sum' : own.features,
    },
  );
}

/** Nothing is known of its axes: no formula, and no library's loss whose axes are known. */
function isOpaque({ match, kernel }: Piece): boolean {
  return match === null && !(kernel.kind === 'library' && kernel.family === 'categorical');
}

/** The reductions around the sum both stand in. */
function sharedReductions(a: Piece, b: Piece): number {
  let count = 0;
  while (count < a.reductions.length && a.reductions[count] === b.reductions[count]) count += 1;
  return count;
}

function multiplierOf(
  { piece, size, other }: Side,
  { batch, features }: ReductionState,
  open: { readonly isPerDatum: boolean; readonly isPerElement: boolean },
): Product | null {
  const product = new Product();
  product.number = piece.coefficient * (piece.match?.scale ?? 1);
  // What cannot be looked into is taken to be reduced as it should be.
  const isKnown = !isOpaque(piece);
  if (features === 'mean' || (features === 'none' && isKnown && !open.isPerElement))
    product.times(size, -1);
  if (batch === 'mean' || (batch === 'none' && isKnown && !open.isPerDatum)) product.times('B', -1);
  const isLatent = (tensor: Code) => rolesOf(size === 'd' ? piece : other).includes(tensor);
  return timesWeights(product, piece.weights, isLatent) ? product : null;
}

/** What the variables of a formula are, under their names. */
function rolesOf({ match }: Piece): readonly Code[] {
  return match?.roles.map(unnamed) ?? [];
}
