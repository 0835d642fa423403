// What multiplies a term, as an expression of sizes and of the code's own names, with its value where all are known.

import type { Expr } from '../../../elbo/expr/expr.ts';
import { type Code, unnamed } from '../../lowering/code.ts';
import { multipliersOf } from '../../recognition/effectiveBeta.ts';
import type { Piece } from '../../recognition/piece.ts';
import { Product, quantityOf } from '../../recognition/product.ts';
import { isInverseBatch } from '../../recognition/reductions.ts';
import { isDivergence, isLikelihood } from '../../recognition/sense.ts';
import type { Size } from '../../recognition/sizes.ts';
import type { LossModel, Quantity, Term } from '../../recognition/term.ts';
import { timesWeights } from '../../recognition/weightFactors.ts';
import { formulaExpr } from '../toExpr.ts';

export interface Weight {
  readonly expr: Expr;
  readonly value: number | null;
}

/** Null where the formula is no plain arithmetic. */
export function weightOf({ formula, value }: Quantity): Weight | null {
  const expr = formulaExpr(formula);
  return expr && { expr, value };
}

export const isUnit = ({ expr }: Weight): boolean => expr.kind === 'number' && expr.value === 1;

export interface LossProducts {
  /** Of -log p(x|z) with its exact coefficients, scale 1 where that is free, for one datum. */
  readonly likelihood: Product;
  /** Of the KL with its exact coefficients, for one datum. */
  readonly divergence: Product;
}

/** Per datum: without the division by the batch that the likelihood's mean over it is. */
export function productsOf(loss: LossModel): LossProducts | null {
  const likelihood = loss.parts.find(({ piece }) => isLikelihood(piece.sense))?.piece;
  const divergence = loss.parts.find(({ piece }) => isDivergence(piece.sense))?.piece;
  const multipliers = likelihood && divergence && multipliersOf(divergence, likelihood);
  if (!multipliers) return null;
  const batch = new Product();
  batch.times('B', multipliers.likelihood.powers.get('B') ?? 0);
  return {
    likelihood: multipliers.likelihood.over(batch),
    divergence: multipliers.divergence.over(batch),
  };
}

/** Of a term by its own statement, for one datum. `letter` is the size of the axis that a mean runs over. */
export function ownProduct(term: Term, letter: 'D' | 'd'): Product | null {
  const { match, piece, reduction } = term;
  if (!match || !piece) return null;
  const product = new Product();
  product.number = piece.coefficient * match.scale;
  if (reduction.features === 'mean') product.times(letter, -1);
  const weights = piece.weights.filter((weight) => !isInverseBatch(weight));
  const roles = new Set(match.roles.map(unnamed));
  const isLatent = (tensor: Code): boolean => letter === 'd' && roles.has(tensor);
  return timesWeights(product, weights, isLatent) ? product : null;
}

/** Of the weights alone: without the number and the mean that belong to the kernel as code has it. */
export function weightsAlone(
  own: Product,
  { match, piece, reduction }: Term,
  letter: 'D' | 'd',
): Product {
  const kernel = new Product();
  kernel.number = (piece?.coefficient ?? 1) * (match?.scale ?? 1);
  if (reduction.features === 'mean') kernel.times(letter, -1);
  return own.over(kernel);
}

export const weightOfProduct = (product: Product, sizes: readonly Size[]): Weight | null =>
  weightOf(quantityOf(product.over(new Product()), sizes));

/** The part of a loss that a term is. */
export const pieceIn = (loss: LossModel, { piece }: Term): Piece | null =>
  loss.parts.find((part) => part.piece.kernel === piece?.kernel)?.piece ?? null;
