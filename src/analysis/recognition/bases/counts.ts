// Counts and other families whose normaliser is a function of their parameters, and so of their formula: negative
// binomial with and without extra zeros, Poisson with its factorial, beta, Student-t, log-normal, von Mises.

import { functionValues } from '../../lowering/functions.ts';
import { type Basis, basis, type Row } from '../basis.ts';

const lgamma = (x: number) => functionValues.logGamma(x, 0);
const softplus = (x: number) => functionValues.softplus(x, 0);
const logBessel = (x: number) => functionValues.logBesselI0(x, 0);

/** log(theta / (theta + mu)) and log(mu / (theta + mu)) */
const logFailure = (mu: number, theta: number) => Math.log(theta / (theta + mu));
const logSuccess = (mu: number, theta: number) => Math.log(mu / (theta + mu));

/** log NB(x; mu, theta) up to -log x!. */
const logNegativeBinomial = (x: number, mu: number, theta: number) =>
  theta * logFailure(mu, theta) + x * logSuccess(mu, theta) + lgamma(x + theta) - lgamma(theta);

const factorial: Row = ['log x!', (x) => lgamma((x ?? 0) + 1), 1];
const gammas: readonly Row[] = [
  ['log Gamma(x+r)', (x = 0, r = 0) => lgamma(x + r), -1],
  ['log Gamma(r)', (_, r = 0) => lgamma(r), 1],
];

const negativeBinomials: readonly Basis[] = [true, false].flatMap((isFull) => {
  const rest = isFull ? [factorial] : [];
  const constant = isFull ? null : 'sum log x!';
  const tag = isFull ? '' : 'Short';
  return [
    basis(
      `negbin${tag}`,
      'reconstruction',
      'negbin',
      'x mu theta',
      [
        [
          'theta log(theta/(theta+mu))',
          (_, mu = 0, theta = 0) => theta * logFailure(mu, theta),
          -1,
        ],
        ['x log(mu/(theta+mu))', (x = 0, mu = 0, theta = 0) => x * logSuccess(mu, theta), -1],
        ['log Gamma(x+theta)', (x = 0, _, theta = 0) => lgamma(x + theta), -1],
        ['log Gamma(theta)', (_, __, theta = 0) => lgamma(theta), 1],
        ...rest,
      ],
      { constant },
    ),
    basis(
      `negbinLogits${tag}`,
      'reconstruction',
      'negbin',
      'x r l',
      [
        ['r softplus(l)', (_, r = 0, l = 0) => r * softplus(l), 1],
        ['x softplus(-l)', (x = 0, _, l = 0) => x * softplus(-l), 1],
        ...gammas,
        ...rest,
      ],
      { constant },
    ),
    basis(
      `negbinProbs${tag}`,
      'reconstruction',
      'negbin',
      'x r p',
      [
        ['r log(1-p)', (_, r = 0, p = 0) => r * Math.log(1 - p), -1],
        ['x log p', (x = 0, _, p = 0) => x * Math.log(p), -1],
        ...gammas,
        ...rest,
      ],
      { constant },
    ),
  ];
});

/** log of the mass at zero, and at x > 0, with extra zeros of logit `l`. */
const logZero = (mu: number, theta: number, l: number) =>
  softplus(-l + theta * logFailure(mu, theta)) - softplus(-l);
const logCount = (x: number, mu: number, theta: number, l: number) =>
  -softplus(-l) - l + logNegativeBinomial(x, mu, theta) - lgamma(x + 1);

const zeroInflated: readonly Basis[] = [
  basis('zinb', 'reconstruction', 'zinb', 'x mu theta l zero more', [
    ['log p(0)', (_, mu = 0, theta = 0, l = 0, zero = 0) => zero * logZero(mu, theta, l), -1],
    [
      'log p(x)',
      (x = 0, mu = 0, theta = 0, l = 0, _ = 0, more = 0) => more * logCount(x, mu, theta, l),
      -1,
    ],
  ]),
  basis('zinbChoice', 'reconstruction', 'zinb', 'x mu theta l zero', [
    ['log p(0)', (_, mu = 0, theta = 0, l = 0, zero = 0) => zero * logZero(mu, theta, l), -1],
    [
      'log p(x)',
      (x = 0, mu = 0, theta = 0, l = 0, zero = 0) => (1 - zero) * logCount(x, mu, theta, l),
      -1,
    ],
  ]),
];

const poisson: readonly Basis[] = [
  basis('poissonRateFull', 'reconstruction', 'poisson', 'x r', [
    ['x log r', (x = 0, r = 0) => x * Math.log(r), -1],
    ['r', (_, r = 0) => r, 1],
    factorial,
  ]),
  basis('poissonLogRateFull', 'reconstruction', 'poisson', 'x l', [
    ['x l', (x = 0, l = 0) => x * l, -1],
    ['exp(l)', (_, l = 0) => Math.exp(l), 1],
    factorial,
  ]),
];

export const normalisedFamilies: readonly Basis[] = [
  ...negativeBinomials,
  ...zeroInflated,
  ...poisson,
  basis('beta', 'reconstruction', 'beta', 'x a b', [
    ['(a-1) log x', (x = 0, a = 0) => (a - 1) * Math.log(x), -1],
    ['(b-1) log(1-x)', (x = 0, _, b = 0) => (b - 1) * Math.log(1 - x), -1],
    ['log Gamma(a+b)', (_, a = 0, b = 0) => lgamma(a + b), -1],
    ['log Gamma(a)', (_, a = 0) => lgamma(a), 1],
    ['log Gamma(b)', (_, __, b = 0) => lgamma(b), 1],
  ]),
  basis('studentT', 'reconstruction', 'student_t', 'x m nu lv', [
    [
      '(nu+1)/2 log(1+(x-m)^2/(nu sigma^2))',
      (x = 0, m = 0, nu = 0, lv = 0) =>
        ((nu + 1) / 2) * Math.log1p((x - m) ** 2 / (nu * Math.exp(lv))),
      1,
    ],
    ['log sigma^2', (_, __, ___, lv = 0) => lv, 0.5],
    ['log nu', (_, __, nu = 0) => Math.log(nu), 0.5],
    ['log Gamma((nu+1)/2)', (_, __, nu = 0) => lgamma((nu + 1) / 2), -1],
    ['log Gamma(nu/2)', (_, __, nu = 0) => lgamma(nu / 2), 1],
    ['1', () => 1, null],
  ]),
  basis(
    'lognormal',
    'reconstruction',
    'lognormal',
    'x m lv',
    [
      ['(log x-m)^2/sigma^2', (x = 0, m = 0, lv = 0) => (Math.log(x) - m) ** 2 / Math.exp(lv), 0.5],
      ['log sigma^2', (_, __, lv = 0) => lv, 0.5],
      ['log x', (x = 0) => Math.log(x), 1],
      ['1', () => 1, null],
    ],
    { constant: 'D/2*log(2*pi)' },
  ),
  basis(
    'vonMises',
    'reconstruction',
    'von_mises',
    'x m k',
    [
      ['k cos(x-m)', (x = 0, m = 0, k = 0) => k * Math.cos(x - m), -1],
      ['log I0(k)', (_, __, k = 0) => logBessel(k), 1],
      ['1', () => 1, null],
    ],
    { symmetric: [0, 1], constant: 'D*log(2*pi)' },
  ),
];
