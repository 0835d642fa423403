// Beta: a value strictly between 0 and 1, with a mean and a concentration around it.

import {
  exp,
  klDiv,
  log,
  log1p,
  logFactorialRemainder,
  logGamma,
  minus,
  negative,
  over,
  plus,
  sigmoid,
  softplus,
  symbol,
  times,
} from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { drawGamma } from '../sampling/gamma.ts';
import { betainc } from '../special/betainc.ts';
import type { Family } from './family.ts';
import { positiveSetting } from './settings.ts';
import { numberAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const concentration1 = symbol('concentration1', ['sample', 'batch', 'data']);
const concentration0 = symbol('concentration0', ['sample', 'batch', 'data']);
const logits = symbol('logits', ['sample', 'batch', 'data']);
const logconcentration = symbol('logconcentration', ['sample', 'batch', 'data']);

const kappa = exp(logconcentration);
const [alpha, beta1] = [times(kappa, sigmoid(logits)), times(kappa, sigmoid(negative(logits)))];

/** -log B(a, b), in three addends. */
const normaliser = (a: Expr, b: Expr, both: Expr): readonly Expr[] => [
  logGamma(both),
  negative(logGamma(a)),
  negative(logGamma(b)),
];

const powers = (a: Expr, b: Expr): readonly Expr[] => [
  times(minus(a, 1), log(x)),
  times(minus(b, 1), log1p(negative(x))),
];

/**
 * The same with what is large taken out: for concentrations in the hundreds powers and normaliser are hundreds of nats
 * each and cancel. What is left is kappa times the divergence of the mean from x, and small remainders.
 */
const stable = plus(
  negative(klDiv(alpha, times(kappa, x))),
  negative(klDiv(beta1, times(kappa, minus(1, x)))),
  negative(log(x)),
  negative(log1p(negative(x))),
  logFactorialRemainder(kappa),
  negative(logFactorialRemainder(alpha)),
  negative(logFactorialRemainder(beta1)),
  logconcentration,
  negative(softplus(logits)),
  negative(softplus(negative(logits))),
);

const effect =
  'Gradients change: B depends on both parameters. Without it the density is not normalised, and larger ' +
  'concentrations look better than they are.';

export const beta: Family<'beta'> = {
  id: 'beta',
  name: 'Beta',
  aliases: ['beta regression'],
  summary:
    'Each dimension lies strictly between 0 and 1, with mean m and concentration kappa: near 0, near 1, or both, where ' +
    'kappa is small. `log p(x|z)` is the logarithm of a density and may exceed 0. At exactly 0 or 1 it is infinite, ' +
    'so grey levels need dequantisation first.',
  support: 'openUnitInterval',
  measure: 'density',
  event: {
    of: 'dimension',
    cdf: (value, parameters) =>
      betainc(
        numberAt(parameters, 'concentration1'),
        numberAt(parameters, 'concentration0'),
        Math.min(1, Math.max(0, value)),
      ),
    variance: (parameters) => {
      const a = numberAt(parameters, 'concentration1');
      const b = numberAt(parameters, 'concentration0');
      return (a * b) / ((a + b) ** 2 * (a + b + 1));
    },
    sample: (parameters, random) => {
      const first = drawGamma(numberAt(parameters, 'concentration1'), random);
      const second = drawGamma(numberAt(parameters, 'concentration0'), random);
      return first / (first + second);
    },
  },
  given: [],
  parameterisations: [
    {
      id: 'concentrations',
      parameters: [
        {
          name: 'concentration1',
          domain: 'positive',
          meaning: 'Weight of 1 (alpha): large ones push x up.',
        },
        {
          name: 'concentration0',
          domain: 'positive',
          meaning: 'Weight of 0 (beta): large ones push x down.',
        },
      ],
      logProb: plus(
        ...powers(concentration1, concentration0),
        ...normaliser(concentration1, concentration0, plus(concentration1, concentration0)),
      ),
      stable: 'same',
      mean: over(concentration1, plus(concentration1, concentration0)),
      toCanonical: { concentration1, concentration0 },
    },
    {
      id: 'logits',
      parameters: [
        { name: 'logits', domain: 'real', meaning: 'log(m / (1 - m)) of the mean m.' },
        {
          name: 'logconcentration',
          domain: 'real',
          meaning: 'log kappa, the sum of both concentrations.',
        },
      ],
      logProb: plus(...powers(alpha, beta1), ...normaliser(alpha, beta1, kappa)),
      stable,
      mean: sigmoid(logits),
      toCanonical: { concentration1: alpha, concentration0: beta1 },
    },
  ],
  decoder: {
    parameterisation: 'logits',
    outputs: ['logits'],
    settings: [
      positiveSetting(
        'logconcentration',
        { key: 'concentration', description: 'Where the concentration kappa comes from.' },
        {
          key: 'kappa',
          default: 10,
          description:
            'The sum of both concentrations: the larger, the closer x is to its mean, with variance m (1 − m)/(kappa + 1).',
        },
      ),
    ],
    components: 'none',
  },
  constants: [
    {
      parameterisation: 'concentrations',
      term: plus(
        ...normaliser(concentration1, concentration0, plus(concentration1, concentration0)),
      ),
      droppable: 'never',
      effect,
    },
    {
      parameterisation: 'logits',
      term: plus(...normaliser(alpha, beta1, kappa)),
      droppable: 'never',
      effect,
    },
  ],
  sources: [
    {
      authors: 'S. L. P. Ferrari, F. Cribari-Neto',
      title: 'Beta Regression for Modelling Rates and Proportions',
      year: 2004,
      id: 'doi:10.1080/0266476042000214501',
      locator: 'section 2',
    },
  ],
};
