// What an objective must state: how the terms of the ELBO are made into the loss that is minimised.

import type { Expr } from '../expr/expr.ts';
import type { Source } from '../families/family.ts';

/** Goes from `from` at step 0 to `to` at `steps` and stays there. */
interface Ramp {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

/** A straight line. */
export interface LinearSchedule extends Ramp {
  readonly schedule: 'linear';
}

/** A logistic curve between its ends, the steeper in the middle the larger `steepness`. */
export interface SigmoidSchedule extends Ramp {
  readonly schedule: 'sigmoid';
  readonly steepness: number;
}

/**
 * `cycles` cycles of `steps` steps each, then `to`: a straight line over the first share `ramp` of a cycle, `to` over
 * the rest of it.
 */
export interface CyclicalSchedule extends Ramp {
  readonly schedule: 'cyclical';
  readonly cycles: number;
  readonly ramp: number;
}

/** A weight over training steps, or a constant. */
export type Schedule = number | LinearSchedule | SigmoidSchedule | CyclicalSchedule;

export interface Objective<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
  readonly summary: string;
  /**
   * Where the weight of the KL comes from: a config key, only ever a person's hand while training (1 otherwise), or
   * nowhere: set by hand all the same, the objective becomes a beta-ELBO.
   */
  readonly weight: 'beta' | 'gamma' | 'byHand' | 'none';
  /**
   * The minimised loss in nats per datum. Symbols, summed over event axes and averaged over the batch:
   * `reconstructionLoss` (= -E_q[log p(x|z)]), `kl`, and `klPerDimension` along latent. Symbols of each draw, along
   * sample and batch: `logPxGivenZ`, and `logRatio` = log q(z|x) - log p(z). Numbers: the weight `beta` or `gamma`,
   * `freeNats`, `capacity`, `factor`, and `samples`, the number of draws.
   */
  readonly loss: Expr;
  readonly sources: readonly [Source, ...Source[]];
}
