// The registry of likelihood families, in the order users see them.

import { bernoulli } from './bernoulli.ts';
import { beta } from './beta.ts';
import { categorical } from './categorical.ts';
import { continuousBernoulli } from './continuousBernoulli.ts';
import { discretisedLogistic } from './discretisedLogistic.ts';
import { discretisedLogisticMixture } from './discretisedLogisticMixture.ts';
import type { Family, Parameterisation } from './family.ts';
import { laplace } from './laplace.ts';
import { logNormal } from './logNormal.ts';
import { multinomial } from './multinomial.ts';
import { negativeBinomial } from './negativeBinomial.ts';
import { normal } from './normal.ts';
import { oneHotCategorical } from './oneHotCategorical.ts';
import { poisson } from './poisson.ts';
import { studentT } from './studentT.ts';
import { vonMises } from './vonMises.ts';
import { zeroInflatedNegativeBinomial } from './zeroInflatedNegativeBinomial.ts';

export const families = [
  bernoulli,
  normal,
  laplace,
  studentT,
  continuousBernoulli,
  beta,
  discretisedLogistic,
  discretisedLogisticMixture,
  categorical,
  oneHotCategorical,
  poisson,
  negativeBinomial,
  zeroInflatedNegativeBinomial,
  multinomial,
  logNormal,
  vonMises,
] as const satisfies readonly Family[];

export type FamilyId = (typeof families)[number]['id'];

export const familyIds: readonly FamilyId[] = families.map(({ id }) => id);

export function getFamily(id: FamilyId): Family<FamilyId> {
  const found = families.find((family) => family.id === id);
  if (found === undefined) throw new Error(`no family is called "${id}"`);
  return found;
}

/** The parameterisation called `id`; asking for one the family does not state breaks the caller's contract. */
export function getParameterisation(family: Family, id: string): Parameterisation {
  const found = family.parameterisations.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`${family.name} has no parameterisation "${id}"`);
  return found;
}

/** The parameterisation that is trained. */
export const trainedForm = (family: Family): Parameterisation =>
  getParameterisation(family, family.decoder.parameterisation);
