// What recognition calls a family, and what configs and pages call it.

import type { FamilyId } from '../../elbo/families/index.ts';

const ids: Readonly<Record<string, FamilyId>> = {
  bernoulli: 'bernoulli',
  bernoulli_logits: 'bernoulli',
  categorical: 'categorical',
  continuous_bernoulli: 'continuous-bernoulli',
  discretized_logistic: 'discretised-logistic',
  gaussian_fixed: 'normal',
  gaussian_learned_var: 'normal',
  laplace: 'laplace',
  student_t: 'student-t',
  poisson: 'poisson',
  negbin: 'negative-binomial',
  zinb: 'zero-inflated-negative-binomial',
  multinomial: 'multinomial',
  beta: 'beta',
  lognormal: 'log-normal',
  von_mises: 'von-mises',
};

/** Null for what is no family that can be trained. */
export const familyIdOf = (recognised: string): FamilyId | null => ids[recognised] ?? null;
