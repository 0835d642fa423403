// What an objective must state: how the terms of the ELBO are weighted into the loss that is minimised.

import type { Expr } from '../expr/expr.ts';
import type { Source } from '../families/family.ts';

/** A weight over training steps. `linear` goes from `from` at step 0 to `to` at `steps` and stays there. */
export type Schedule =
  | number
  | {
      readonly schedule: 'linear';
      readonly from: number;
      readonly to: number;
      readonly steps: number;
    };

export interface Objective<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
  readonly summary: string;
  /** Whether the config may state beta; without it beta is 1. */
  readonly hasBeta: boolean;
  /**
   * The minimised loss in nats per datum, in the symbols `reconstructionLoss` (= -E_q[log p(x|z)]),
   * `kl` and `beta`, already summed over event axes and averaged over the batch.
   */
  readonly loss: Expr;
  readonly sources: readonly [Source, ...Source[]];
}
