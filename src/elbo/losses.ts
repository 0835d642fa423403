// A breakdown's terms as losses, as they are shown and exported: nats per datum, lower is better, total = reconstruction
// + KL.

import type { Breakdown } from './breakdown.ts';

export interface Losses {
  /** -ELBO. */
  readonly total: number;
  /** -E_q[log p(x|z)]; below 0 where the likelihood is a density above 1. */
  readonly reconstruction: number;
  readonly kl: number;
}

export type LossTerm = keyof Losses;

const negated = (nats: number): number => -nats;

export const lossesOf = ({ reconstruction, kl, elbo }: Breakdown): Losses => ({
  total: negated(elbo),
  reconstruction: negated(reconstruction),
  kl,
});
