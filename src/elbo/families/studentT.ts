// Student-t: one real value around a location, with tails heavy enough for outliers.

import {
  devianceOfShift,
  exp,
  half,
  log,
  log1p,
  logFactorialRemainder,
  logGamma,
  minus,
  negative,
  over,
  pi,
  plus,
  squared,
  symbol,
  times,
} from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { drawGamma } from '../sampling/gamma.ts';
import { betainc } from '../special/betainc.ts';
import type { Family } from './family.ts';
import { positiveSetting, scaleSetting } from './settings.ts';
import { numberAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const loc = symbol('loc', ['sample', 'batch', 'data']);
const df = symbol('df');
const scale = symbol('scale');
const logdf = symbol('logdf', ['sample', 'batch', 'data']);
const logscale = symbol('logscale', ['sample', 'batch', 'data']);

/** log Gamma((nu + 1)/2) - log Gamma(nu/2) - log(pi nu)/2, in three addends. */
const normaliser = (nu: Expr): readonly Expr[] => [
  logGamma(times(half, plus(nu, 1))),
  negative(logGamma(times(half, nu))),
  times(-0.5, log(times(pi, nu))),
];

/** -(nu + 1)/2 log(1 + t^2/nu) */
const tail = (nu: Expr, t: Expr): Expr => times(-0.5, plus(nu, 1), log1p(over(squared(t), nu)));

/**
 * log Gamma(y + 1/2) - log Gamma(y) - log(y)/2 with y = nu/2, by Stirling's formula without its large parts: two
 * log gammas of nu = 10^6 differ by 7 and are 6 * 10^6 each, of which float32 keeps no digit of the difference.
 */
function stableRatio(nu: Expr): Expr {
  const y = times(half, nu);
  return plus(
    devianceOfShift(half, y),
    negative(log1p(over(half, y))),
    logFactorialRemainder(plus(y, half)),
    negative(logFactorialRemainder(y)),
  );
}

const freedom = exp(logdf);
const standardised = times(minus(x, loc), exp(negative(logscale)));

export const studentT: Family<'student-t'> = {
  id: 'student-t',
  name: 'Student-t',
  aliases: ["Student's t", 't', 'StudentT'],
  summary:
    'Each dimension is a real number near the decoder output, with scale sigma and degrees of freedom nu. Large errors ' +
    'cost only their logarithm, so outliers do not pull reconstructions; as nu grows it becomes the Gaussian. ' +
    '`log p(x|z)` is the logarithm of a density, may exceed 0 and changes with the units of x. The mean exists for ' +
    'nu above 1, the variance for nu above 2.',
  support: 'real',
  measure: 'density',
  event: {
    of: 'dimension',
    cdf: (value, parameters) => {
      const nu = numberAt(parameters, 'df');
      const t = (value - numberAt(parameters, 'loc')) / numberAt(parameters, 'scale');
      const within = betainc(0.5, nu / 2, (t * t) / (nu + t * t));
      return 0.5 + 0.5 * Math.sign(t) * within;
    },
    variance: (parameters) => {
      const nu = numberAt(parameters, 'df');
      if (nu <= 2) return nu > 1 ? Infinity : Number.NaN;
      return (numberAt(parameters, 'scale') ** 2 * nu) / (nu - 2);
    },
    sample: (parameters, random) => {
      const nu = numberAt(parameters, 'df');
      const spread = Math.sqrt(nu / (2 * drawGamma(nu / 2, random)));
      return numberAt(parameters, 'loc') + numberAt(parameters, 'scale') * spread * random.normal();
    },
  },
  given: [],
  parameterisations: [
    {
      id: 'scale',
      parameters: [
        { name: 'df', domain: 'positive', meaning: 'Degrees of freedom nu.' },
        { name: 'loc', domain: 'real', meaning: 'Median, and mean where nu is above 1.' },
        { name: 'scale', domain: 'positive', meaning: 'Scale sigma; not the standard deviation.' },
      ],
      logProb: plus(...normaliser(df), negative(log(scale)), tail(df, over(minus(x, loc), scale))),
      stable: 'same',
      mean: loc,
      toCanonical: { df, loc, scale },
    },
    {
      id: 'logscale',
      parameters: [
        { name: 'logdf', domain: 'real', meaning: 'log nu.' },
        { name: 'loc', domain: 'real', meaning: 'Median, and mean where nu is above 1.' },
        { name: 'logscale', domain: 'real', meaning: 'log sigma.' },
      ],
      logProb: plus(...normaliser(freedom), negative(logscale), tail(freedom, standardised)),
      stable: plus(
        stableRatio(freedom),
        times(-0.5, log(times(2, pi))),
        negative(logscale),
        tail(freedom, standardised),
      ),
      mean: loc,
      toCanonical: { df: freedom, loc, scale: exp(logscale) },
    },
  ],
  decoder: {
    parameterisation: 'logscale',
    outputs: ['loc'],
    settings: [
      scaleSetting('sigma', 'which for few degrees of freedom is less than the standard deviation'),
      positiveSetting(
        'logdf',
        { key: 'degreesOfFreedom', description: 'Where the degrees of freedom nu come from.' },
        {
          key: 'nu',
          default: 4,
          description:
            'Degrees of freedom: the smaller, the heavier the tails; 1 is a Cauchy, above 30 nearly a Gaussian.',
        },
      ),
    ],
    components: 'none',
  },
  constants: [
    {
      parameterisation: 'scale',
      term: plus(...normaliser(df)),
      droppable: 'fixedScale',
      effect:
        'With fixed nu gradients stay the same and the value moves by a constant. If nu is learned it must stay: ' +
        'it is what keeps nu from going to 0.',
    },
    {
      parameterisation: 'scale',
      term: negative(log(scale)),
      droppable: 'fixedScale',
      effect:
        'With fixed sigma gradients stay the same and the value moves by log sigma nats per dimension. If sigma is ' +
        'learned it must stay: without it sigma grows without bound.',
    },
    {
      parameterisation: 'logscale',
      term: plus(...normaliser(freedom)),
      droppable: 'fixedScale',
      effect: 'As long as nu is fixed, gradients stay the same. If nu is learned it must stay.',
    },
    {
      parameterisation: 'logscale',
      term: negative(logscale),
      droppable: 'never',
      effect:
        'The gradient of the learned scale changes: what is left falls as sigma grows, so sigma grows without bound.',
    },
  ],
  sources: [
    {
      authors: 'H. Takahashi, T. Iwata, Y. Yamanaka, M. Yamada, S. Yagi',
      title: 'Student-t Variational Autoencoder for Robust Density Estimation',
      year: 2018,
      id: 'doi:10.24963/ijcai.2018/374',
    },
    {
      authors: 'N. L. Johnson, S. Kotz, N. Balakrishnan',
      title: 'Continuous Univariate Distributions, volume 2',
      year: 1995,
      id: 'ISBN 978-0-471-58494-0',
      locator: 'chapter 28',
    },
  ],
};
