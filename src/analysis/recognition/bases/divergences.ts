// KL between Gaussians, in closed form and as a difference of log densities.

import { exp, minus, num, over, squared, symbol } from '../../../elbo/expr/build.ts';
import { type Basis, basis } from '../basis.ts';

const one = num(1);
const [z, e, m, mu] = [symbol('z'), symbol('e'), symbol('m'), symbol('mu')];
const [m1, m2] = [symbol('m1'), symbol('m2')];
const [lv, lv1, lv2] = [symbol('lv'), symbol('lv1'), symbol('lv2')];

export const gaussianDivergences: readonly Basis[] = [
  basis('klStandard', 'kl', 'diag_gaussian_vs_standard', 'mu lv', [
    ['mu^2', squared(mu), 0.5],
    ['sigma^2', exp(lv), 0.5],
    ['log sigma^2', lv, -0.5],
    ['1', one, -0.5],
  ]),
  basis('klPriorScale', 'kl', 'diag_gaussian_vs_diag_gaussian', 'mu lv1 lv2', [
    ['mu^2/sigma_p^2', over(squared(mu), exp(lv2)), 0.5],
    ['sigma^2/sigma_p^2', exp(minus(lv1, lv2)), 0.5],
    ['log sigma_p^2', lv2, 0.5],
    ['log sigma^2', lv1, -0.5],
    ['1', one, null],
  ]),
  basis(
    'klUnitPrior',
    'kl',
    'diag_gaussian_vs_diag_gaussian',
    'm1 m2 lv',
    [
      ['(mu-mu_p)^2', squared(minus(m1, m2)), 0.5],
      ['sigma^2', exp(lv), 0.5],
      ['log sigma^2', lv, -0.5],
      ['1', one, null],
    ],
    { symmetric: [0, 1] },
  ),
  basis(
    'klPair',
    'kl',
    'diag_gaussian_vs_diag_gaussian',
    'm1 m2 lv1 lv2',
    [
      ['(mu-mu_p)^2/sigma_p^2', over(squared(minus(m1, m2)), exp(lv2)), 0.5],
      ['sigma^2/sigma_p^2', exp(minus(lv1, lv2)), 0.5],
      ['log sigma_p^2', lv2, 0.5],
      ['log sigma^2', lv1, -0.5],
      ['1', one, null],
    ],
    { symmetric: [0, 1] },
  ),
  basis('klSampleStandard', 'kl', 'monte_carlo', 'z m lv', [
    ['(z-mu)^2/sigma^2', over(squared(minus(z, m)), exp(lv)), -0.5],
    ['log sigma^2', lv, -0.5],
    ['z^2', squared(z), 0.5],
    ['1', one, null],
  ]),
  // log q averaged in closed form, log p at one sample.
  basis('klSampleCross', 'kl', 'monte_carlo', 'z m2 lv1 lv2', [
    ['(z-mu_p)^2/sigma_p^2', over(squared(minus(z, m2)), exp(lv2)), 0.5],
    ['log sigma_p^2', lv2, 0.5],
    ['log sigma^2', lv1, -0.5],
    ['1', one, null],
  ]),
  // log q at the noise its sample was made of.
  basis('klSampleNoise', 'kl', 'monte_carlo', 'z e lv', [
    ['eps^2', squared(e), -0.5],
    ['log sigma^2', lv, -0.5],
    ['z^2', squared(z), 0.5],
    ['1', one, null],
  ]),
  basis('klSamplePair', 'kl', 'monte_carlo', 'z m1 m2 lv1 lv2', [
    ['(z-mu)^2/sigma^2', over(squared(minus(z, m1)), exp(lv1)), -0.5],
    ['log sigma^2', lv1, -0.5],
    ['(z-mu_p)^2/sigma_p^2', over(squared(minus(z, m2)), exp(lv2)), 0.5],
    ['log sigma_p^2', lv2, 0.5],
    ['1', one, null],
  ]),
];
