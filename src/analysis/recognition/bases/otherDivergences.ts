// KL between two gamma and between two beta distributions.

import { functionValues } from '../../lowering/functions.ts';
import { type Basis, basis, type Row } from '../basis.ts';

const lgamma = (x: number) => functionValues.logGamma(x, 0);
const digamma = (x: number) => functionValues.digamma(x, 0);

/** Gamma(a, rate u) against Gamma(c, rate v); `rate` reads the role as a rate. */
const gammaRows = (rate: (u: number) => number): readonly Row[] => [
  ['a psi(a)', (a = 0) => a * digamma(a), 1],
  ['c psi(a)', (a = 0, _, c = 0) => c * digamma(a), -1],
  ['log Gamma(a)', (a = 0) => lgamma(a), -1],
  ['log Gamma(c)', (_, __, c = 0) => lgamma(c), 1],
  ['c log(u/v)', (_, u = 0, c = 0, v = 0) => c * Math.log(rate(u) / rate(v)), 1],
  ['a v/u', (a = 0, u = 0, _, v = 0) => (a * rate(v)) / rate(u), 1],
  ['a', (a = 0) => a, -1],
];

export const otherDivergences: readonly Basis[] = [
  basis(
    'klGamma',
    'kl',
    'gamma',
    'a u c v',
    gammaRows((u) => u),
  ),
  basis(
    'klGammaScale',
    'kl',
    'gamma',
    'a u c v',
    gammaRows((u) => 1 / u),
  ),
  basis('klBeta', 'kl', 'beta', 'a b c d', [
    ['log Gamma(a+b)', (a = 0, b = 0) => lgamma(a + b), 1],
    ['log Gamma(a) Gamma(b)', (a = 0, b = 0) => lgamma(a) + lgamma(b), -1],
    ['log Gamma(c+d)', (_, __, c = 0, d = 0) => lgamma(c + d), -1],
    ['log Gamma(c) Gamma(d)', (_, __, c = 0, d = 0) => lgamma(c) + lgamma(d), 1],
    [
      '(a-c) psi(a) + (b-d) psi(b)',
      (a = 0, b = 0, c = 0, d = 0) => (a - c) * digamma(a) + (b - d) * digamma(b),
      1,
    ],
    ['(a-c+b-d) psi(a+b)', (a = 0, b = 0, c = 0, d = 0) => (a - c + b - d) * digamma(a + b), -1],
  ]),
];
