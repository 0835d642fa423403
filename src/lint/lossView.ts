// A loss as rules look at it: its two sides, how each is reduced at the total, and which sizes the weight of the KL is made of.

import { reductionBeside } from '../analysis/recognition/effectiveBeta.ts';
import { pairOf } from '../analysis/recognition/lossModel.ts';
import type { Piece } from '../analysis/recognition/piece.ts';
import type { ReductionState } from '../analysis/recognition/reductions.ts';
import type { LossModel, Ratio, Term } from '../analysis/recognition/term.ts';

/** One of the two addends that make a loss an ELBO. */
export interface Side {
  readonly piece: Piece;
  /** Where it is stated; null where it is known by its name alone. */
  readonly term: Term | null;
  /** At the total. */
  readonly reduction: ReductionState;
}

const sizes: ReadonlySet<string> = new Set(['B', 'D', 'd', 'T', 'N', 'K']);

export class LossView {
  readonly loss: LossModel;
  readonly likelihood: Side | null;
  readonly divergence: Side | null;

  constructor(loss: LossModel) {
    this.loss = loss;
    const { likelihood, divergence } = pairOf(loss.parts.map(({ piece }) => piece));
    const sideOf = (piece: Piece, other: Piece): Side => ({
      piece,
      term: loss.parts.find((part) => part.piece === piece)?.terms[0] ?? null,
      reduction: reductionBeside(piece, other),
    });
    this.likelihood = likelihood && divergence ? sideOf(likelihood, divergence) : null;
    this.divergence = likelihood && divergence ? sideOf(divergence, likelihood) : null;
  }

  get beta(): Ratio | null {
    return this.loss.effectiveBeta;
  }

  /** How often a size stands in the weight of the KL: 1 for D of D/2, -1 for d of 1/d. */
  power(size: 'B' | 'D' | 'd' | 'T' | 'N'): number {
    return this.beta?.powers.get(size) ?? 0;
  }

  /** Names of the code that weigh it. */
  get weights(): readonly string[] {
    return [...(this.beta?.powers.keys() ?? [])].filter((name) => !sizes.has(name));
  }

  /** Both sides are known, by formula or by call, and so is the weight. */
  get isKnown(): boolean {
    return this.beta !== null && this.likelihood !== null && this.divergence !== null;
  }

  get isOne(): boolean {
    const { beta } = this;
    if (!beta) return false;
    return beta.value === null ? beta.formula === '1' : Math.abs(beta.value - 1) < 1e-6;
  }
}
