// The registry of derivations, in the order users see them.

import type { FamilyId } from '../families/index.ts';
import { bernoulli } from './bernoulli.ts';
import { bernoulliLogits } from './bernoulliLogits.ts';
import { beta } from './beta.ts';
import { betaAsScale } from './betaAsScale.ts';
import { bitsPerDimension } from './bitsPerDimension.ts';
import { categorical } from './categorical.ts';
import { categoricalKl } from './categoricalKl.ts';
import { changeOfUnits } from './changeOfUnits.ts';
import { continuousBernoulli } from './continuousBernoulli.ts';
import { dequantisation } from './dequantisation.ts';
import type { Derivation } from './derivation.ts';
import { discretisedLogistic } from './discretisedLogistic.ts';
import { discretisedLogisticMixture } from './discretisedLogisticMixture.ts';
import { evidenceByJensen } from './evidenceByJensen.ts';
import { evidenceByPosterior } from './evidenceByPosterior.ts';
import { freeBits } from './freeBits.ts';
import { gaussianFixedScale } from './gaussianFixedScale.ts';
import { gaussianKl } from './gaussianKl.ts';
import { gaussianLearnedScale } from './gaussianLearnedScale.ts';
import { gaussianPairKl } from './gaussianPairKl.ts';
import { hyperbolicSecant } from './hyperbolicSecant.ts';
import { importanceWeighted } from './importanceWeighted.ts';
import { laplace } from './laplace.ts';
import { laplaceLearnedScale } from './laplaceLearnedScale.ts';
import { logNormal } from './logNormal.ts';
import { multinomial } from './multinomial.ts';
import { negativeBinomial } from './negativeBinomial.ts';
import { oneHotCategorical } from './oneHotCategorical.ts';
import { poisson } from './poisson.ts';
import { reparameterisation } from './reparameterisation.ts';
import { sampledKl } from './sampledKl.ts';
import { sampledPairKl } from './sampledPairKl.ts';
import { studentT } from './studentT.ts';
import { sumAndMean } from './sumAndMean.ts';
import { totalCorrelation } from './totalCorrelation.ts';
import { vonMises } from './vonMises.ts';
import { zeroInflatedNegativeBinomial } from './zeroInflatedNegativeBinomial.ts';

export const derivations = [
  evidenceByJensen,
  evidenceByPosterior,
  gaussianFixedScale,
  gaussianLearnedScale,
  bernoulli,
  bernoulliLogits,
  continuousBernoulli,
  laplace,
  laplaceLearnedScale,
  studentT,
  hyperbolicSecant,
  logNormal,
  beta,
  vonMises,
  categorical,
  oneHotCategorical,
  multinomial,
  discretisedLogistic,
  discretisedLogisticMixture,
  poisson,
  negativeBinomial,
  zeroInflatedNegativeBinomial,
  gaussianKl,
  gaussianPairKl,
  categoricalKl,
  sampledKl,
  sampledPairKl,
  betaAsScale,
  sumAndMean,
  changeOfUnits,
  bitsPerDimension,
  dequantisation,
  reparameterisation,
  importanceWeighted,
  freeBits,
  totalCorrelation,
] as const satisfies readonly Derivation[];

export type DerivationId = (typeof derivations)[number]['id'];

export const derivationIds: readonly DerivationId[] = derivations.map(({ id }) => id);

export const isDerivationId = (id: string): id is DerivationId =>
  derivationIds.some((known) => known === id);

export function getDerivation(id: DerivationId): Derivation {
  const found = derivations.find((derivation) => derivation.id === id);
  if (found === undefined) throw new Error(`no derivation has the id ${id}`);
  return found;
}

/** From each family's likelihood to its loss. */
export const derivationOfFamily: Readonly<Record<FamilyId, DerivationId>> = {
  bernoulli: 'bernoulli',
  'continuous-bernoulli': 'continuous-bernoulli',
  normal: 'gaussian-fixed-scale',
  laplace: 'laplace',
  'student-t': 'student-t',
  'log-normal': 'log-normal',
  beta: 'beta',
  'von-mises': 'von-mises',
  categorical: 'categorical',
  'one-hot-categorical': 'one-hot-categorical',
  multinomial: 'multinomial',
  'discretised-logistic': 'discretised-logistic',
  'discretised-logistic-mixture': 'discretised-logistic-mixture',
  poisson: 'poisson',
  'negative-binomial': 'negative-binomial',
  'zero-inflated-negative-binomial': 'zero-inflated-negative-binomial',
};
