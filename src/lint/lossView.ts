// A loss as rules look at it: its two sides, how each is reduced at the total, and which sizes the weight of the KL is made of.

import type { Code } from '../analysis/lowering/code.ts';
import { reductionBeside } from '../analysis/recognition/effectiveBeta.ts';
import { pairOf } from '../analysis/recognition/lossModel.ts';
import type { Piece } from '../analysis/recognition/piece.ts';
import { isInverseBatch, type ReductionState } from '../analysis/recognition/reductions.ts';
import type { LossModel, Ratio, Term } from '../analysis/recognition/term.ts';

/** One of the two addends that make a loss an ELBO. */
export interface Side {
  readonly piece: Piece;
  /** Where it is stated; null where it is known by its name alone. */
  readonly term: Term | null;
  /** At the total. */
  readonly reduction: ReductionState;
}

export type SizeLetter = 'B' | 'D' | 'd' | 'T' | 'N' | 'K';
const letters: ReadonlySet<string> = new Set(['B', 'D', 'd', 'T', 'N', 'K'] satisfies SizeLetter[]);

/** Names of the code that are numbers of something rather than preferences. */
const sizeName =
  /(?:^|_)(?:n|num|count|len|size|dim|dims|shape|pixels?|nodes?|width|height|rows|cols|channels|features?|input|samples?|examples?|norm|total)(?:$|_|\d)|(?:size|dim)s?$/iu;

export const isSizeName = (name: string): boolean => sizeName.test(name);

export class LossView {
  readonly loss: LossModel;
  readonly likelihood: Side | null;
  readonly divergence: Side | null;

  constructor(loss: LossModel, isTotal: boolean) {
    this.loss = loss;
    this.isTotal = isTotal;
    const { likelihood, divergence } = pairOf(loss.parts.map(({ piece }) => piece));
    const sideOf = (piece: Piece, other: Piece): Side => ({
      piece,
      term: loss.parts.find((part) => part.piece === piece)?.terms[0] ?? null,
      reduction: atTotal(piece, reductionBeside(piece, other)),
    });
    this.likelihood = likelihood && divergence ? sideOf(likelihood, divergence) : null;
    this.divergence = likelihood && divergence ? sideOf(divergence, likelihood) : null;
  }

  get beta(): Ratio | null {
    return this.loss.effectiveBeta;
  }

  /** A statement adds them up; else they are returned side by side. */
  readonly isTotal: boolean;

  /** Both sides are what they are by formula or by call, one of them a KL, and its weight could be followed. */
  get isKnown(): boolean {
    return (
      this.beta !== null &&
      this.likelihood?.piece.sense?.kind === 'reconstruction' &&
      ['kl', 'discrete_kl'].includes(this.divergence?.piece.sense?.kind ?? '')
    );
  }

  /** How often a size stands in the weight of the KL: 1 for D of D/2, -1 for d of 1/d; 0 where the code takes it away. */
  power(size: SizeLetter): number {
    const exponent = this.beta?.powers.get(size) ?? 0;
    return exponent !== 0 && this.#isTakenAway(size, exponent) ? 0 : exponent;
  }

  /** Names of the code that weigh it by choice. */
  get weights(): readonly string[] {
    return this.#names.filter((name) => !sizeName.test(name));
  }

  get #names(): readonly string[] {
    return [...(this.beta?.powers.keys() ?? [])].filter((name) => !letters.has(name));
  }

  /** One side is summed over the batch where the other is not: the weight has the batch size in it. */
  get isBatchMixed(): boolean {
    const batches = [this.likelihood?.reduction.batch, this.divergence?.reduction.batch];
    const [likelihood] = batches;
    const isMixed =
      batches.includes('sum') &&
      (batches.includes('mean') || (likelihood === 'sum' && batches.includes('none')));
    return this.isKnown && this.power('B') !== 0 && isMixed;
  }

  get isOne(): boolean {
    const { beta } = this;
    if (!beta) return false;
    return beta.value === null ? beta.formula === '1' : Math.abs(beta.value - 1) < 1e-6;
  }

  /** Several sizes make one number, or the code divides by what it calls a number of something, or by one like 784. */
  #isTakenAway(size: SizeLetter, exponent: number): boolean {
    const { beta } = this;
    if (!beta) return false;
    const isNumber = this.weights.length === 0 && beta.value !== null && isSimple(beta.value);
    if (isNumber && (this.#names.length > 0 || !isSimple(beta.factor))) return true;
    const opposite = this.#names.some(
      (name) =>
        sizeName.test(name) && Math.sign(beta.powers.get(name) ?? 0) === -Math.sign(exponent),
    );
    if (opposite) return true;
    const known = this.loss.sizes.some(({ symbol }) => symbol === size);
    return !known && isCount(exponent > 0 ? 1 / beta.factor : beta.factor);
  }
}

/** A sum over the batch that is divided by its size is an average. */
function atTotal({ weights }: Piece, { batch, features }: ReductionState): ReductionState {
  const isDivided = batch !== 'mean' && weights.some(isInverseBatch);
  return { batch: isDivided ? 'mean' : batch, features };
}

const isSimple = (value: number): boolean =>
  [1, 2, 0.5, 4, 0.25].some((simple) => Math.abs(value - simple) < 1e-6);

/** 784 or 1568, 392: a number of dimensions, with or without a half. */
function isCount(value: number): boolean {
  return [0.5, 1, 2].some((factor) => {
    const count = value * factor;
    return (
      count >= 16 &&
      Math.abs(count - Math.round(count)) < 1e-6 * count &&
      Math.round(count) % 10 !== 0
    );
  });
}

/** Numeric factor of a side against the exact negative log density or KL, without its named weights. */
export function factorOf({ piece }: Side): number | null {
  return piece.match ? piece.coefficient * piece.match.scale : null;
}

/** Factors that weigh a side, as they are written. */
export function weightsOf({ piece }: Side): readonly Code[] {
  return piece.weights;
}
