// The registry of divergences, keyed by the families of q and p.

import type { Divergence } from './divergence.ts';
import { klBetaBeta } from './klBetaBeta.ts';
import { klCategoricalCategorical } from './klCategoricalCategorical.ts';
import { klCategoricalUniform } from './klCategoricalUniform.ts';
import { klGammaGamma } from './klGammaGamma.ts';
import { klMultivariateNormal } from './klMultivariateNormal.ts';
import { klNormalNormal } from './klNormalNormal.ts';
import { klNormalStandardNormal } from './klNormalStandardNormal.ts';
import { klVonMisesFisherUniform } from './klVonMisesFisherUniform.ts';
import { klVonMisesUniform } from './klVonMisesUniform.ts';

export const divergences = [
  klNormalStandardNormal,
  klNormalNormal,
  klMultivariateNormal,
  klCategoricalUniform,
  klCategoricalCategorical,
  klVonMisesUniform,
  klVonMisesFisherUniform,
  klGammaGamma,
  klBetaBeta,
] as const satisfies readonly Divergence[];

export type DivergenceId = (typeof divergences)[number]['id'];

/** The divergence from q to p; `undefined` where none is registered for the pair. */
export function findDivergence(q: string, p: string): Divergence<DivergenceId> | undefined {
  return divergences.find((divergence) => divergence.q === q && divergence.p === p);
}
