// What a divergence between two families must state, keyed by (family of q, family of p).

import type { Expr } from '../expr/expr.ts';
import type { Source } from '../families/family.ts';

export interface Divergence<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
  /** Family of the approximate posterior q(z|x). */
  readonly q: string;
  /** Family of the prior p(z). */
  readonly p: string;
  readonly summary: string;
  /**
   * KL(q || p) of one latent dimension in nats, in the symbols `mu` and `logvar` (axes batch, latent);
   * `none` where no closed form is known.
   */
  readonly closedForm: Expr | 'none';
  /**
   * log q(z|x) - log p(z) of one latent dimension at one draw z, in `z`, `mu`, `logvar`: unbiased for the KL
   * when z ~ q(z|x); a single draw may be negative.
   */
  readonly monteCarlo: Expr;
  readonly sources: readonly [Source, ...Source[]];
}
