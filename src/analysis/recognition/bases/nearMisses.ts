// Formulas with a slip in them: the columns of a KL or of a density, and beside them what stands there by mistake, which
// the exact formula has not at all.

import { exp, minus, num, over, plus, squared, symbol, times } from '../../../elbo/expr/build.ts';
import { type Basis, basis } from '../basis.ts';

const one = num(1);
const [mu, lv, z, m] = [symbol('mu'), symbol('lv'), symbol('z'), symbol('m')];
const sigma = exp(times(0.5, lv));

/** In order of how likely the slip is. */
export const nearMisses: readonly Basis[] = [
  basis('klStandardNear', 'kl', 'diag_gaussian_vs_standard', 'mu lv', [
    ['mu^2', squared(mu), 0.5],
    ['sigma^2', exp(lv), 0.5],
    ['log sigma^2', lv, -0.5],
    ['1', one, -0.5],
    ['mu', mu, 0],
    ['sigma', sigma, 0],
    ['(log sigma^2)^2', squared(lv), 0],
    ['mu sigma', times(mu, sigma), 0],
  ]),
  // Half of a sampled KL to the standard normal, a bracket in the wrong place.
  basis('klSampleNear', 'kl', 'monte_carlo', 'z m lv', [
    ['(z-mu)^2/sigma^2', over(squared(minus(z, m)), exp(lv)), -0.5],
    ['log sigma^2', lv, -0.5],
    ['z^2', squared(z), 0.5],
    ['1', one, null],
    ['log sigma^2/sigma^2', over(lv, exp(lv)), 0],
    ['(z-mu)^2', squared(minus(z, m)), 0],
    ['(z-mu)^2/sigma', over(squared(minus(z, m)), sigma), 0],
    ['1/sigma^2', over(1, exp(plus(lv, num(0)))), 0],
  ]),
];

/** log q or log p of a Gaussian latent whose brackets divide the logarithm too. */
export const densityNearMiss: Basis = basis('densityNear', 'kl', 'monte_carlo', 'z m lv', [
  ['(z-mu)^2/sigma^2', over(squared(minus(z, m)), exp(lv)), 0.5],
  ['log sigma^2', lv, 0.5],
  ['1', one, null],
  ['log sigma^2/sigma^2', over(lv, exp(lv)), 0],
  ['1/sigma^2', over(1, exp(plus(lv, num(0)))), 0],
]);
