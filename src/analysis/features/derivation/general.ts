// What is derived where the arithmetic of a term cannot be followed: by its family alone.

import type { DerivationId } from '../../../elbo/derivations/index.ts';
import type { Term } from '../../recognition/term.ts';

const likelihoods: Readonly<Record<string, DerivationId>> = {
  bernoulli: 'bernoulli',
  bernoulli_logits: 'bernoulli-logits',
  categorical: 'categorical',
  continuous_bernoulli: 'continuous-bernoulli',
  discretized_logistic: 'discretised-logistic',
  gaussian_fixed: 'gaussian-fixed-scale',
  gaussian_learned_var: 'gaussian-learned-scale',
  laplace: 'laplace',
  logcosh: 'hyperbolic-secant',
  student_t: 'student-t',
  poisson: 'poisson',
  negbin: 'negative-binomial',
  zinb: 'zero-inflated-negative-binomial',
  beta: 'beta',
  lognormal: 'log-normal',
  von_mises: 'von-mises',
  multinomial: 'multinomial',
};

const divergences: Readonly<Record<string, DerivationId>> = {
  diag_gaussian_vs_standard: 'gaussian-kl',
  unit_variance_gaussian: 'gaussian-kl',
  diag_gaussian_vs_diag_gaussian: 'gaussian-pair-kl',
  categorical: 'categorical-kl',
  monte_carlo: 'sampled-kl',
  dimension_wise_mc: 'total-correlation',
};

/** Null where there is none. */
export function generalDerivation({ kind, family }: Term): DerivationId | null {
  switch (kind) {
    case 'reconstruction':
      return likelihoods[family] ?? null;
    case 'kl':
    case 'discrete_kl':
      return divergences[family] ?? null;
    case 'tc':
      return 'total-correlation';
    case 'elbo_total':
      return family === 'iwae' ? 'importance-weighted' : 'evidence-by-jensen';
    case 'reparameterize':
      return 'reparameterisation';
    case 'mmd':
    case 'regulariser':
      return null;
  }
}
