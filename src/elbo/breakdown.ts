// One evaluation of the ELBO split into its terms, and the identity that they sum to it.
// Everything is in nats per datum unless a name says otherwise.

import type { BitsPerDim, Nats } from './units.ts';

/**
 * E_q[log p(x|z)] (up is good), KL(q(z|x) || p(z)) (>= 0 in closed form) and their difference, the ELBO,
 * averaged over data. `elbo = reconstruction - kl` always, whatever beta the objective used.
 */
export interface Breakdown {
  readonly reconstruction: Nats;
  readonly kl: Nats;
  readonly elbo: Nats;
  /** -ELBO / (D ln 2) plus the offset of the data's scale; null where undefined (see `bitsPerDim.ts`). */
  readonly bitsPerDim: BitsPerDim | null;
}

/** A breakdown of one split, with what only an evaluation over the whole split can say. */
export interface SplitBreakdown extends Breakdown {
  readonly count: number;
  /** Draws of z per datum that were averaged. */
  readonly passes: number;
  /** Standard error of the ELBO over data; null with fewer than two data. */
  readonly elboStandardError: Nats | null;
  /** Mean KL of each latent dimension; sums to `kl`. */
  readonly klPerDimension: Float64Array;
  /** Var over data of the posterior mean, per latent dimension: active where above 0.01. */
  readonly varianceOfMean: Float64Array;
  /**
   * log 1/K sum of importance weights: a bound of log p(x) that is never below the ELBO in expectation. Null unless the
   * objective is that bound.
   */
  readonly importanceBound: Nats | null;
}

export function breakdown(
  reconstruction: Nats,
  kl: Nats,
  bitsPerDim: (negativeElbo: Nats) => BitsPerDim | null,
): Breakdown {
  const elbo = reconstruction - kl;
  return { reconstruction, kl, elbo, bitsPerDim: bitsPerDim(-elbo) };
}
