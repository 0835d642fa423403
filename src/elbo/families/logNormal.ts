// Log-normal: a positive value whose logarithm is normal.

import {
  exp,
  log,
  minus,
  negative,
  over,
  pi,
  plus,
  squared,
  symbol,
  times,
} from '../expr/build.ts';
import { normalCdf } from '../special/normalCdf.ts';
import type { Family } from './family.ts';
import { scaleSetting } from './settings.ts';
import { numberAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const loc = symbol('loc', ['sample', 'batch', 'data']);
const scale = symbol('scale');
const logscale = symbol('logscale', ['sample', 'batch', 'data']);
const logX = log(x);
const halfLogTwoPi = times(-0.5, log(times(2, pi)));

const jacobianEffect =
  'Gradients stay the same. What is left is the density of log x, not of x: it may not be compared with the log p of ' +
  'any other family on x, nor turned into bits.';

const valueEffect =
  'Gradients stay the same. The value moves by 0.919 nats per dimension, so it is no longer log p(x|z).';

const jacobian = (parameterisation: string) =>
  ({
    parameterisation,
    term: negative(logX),
    droppable: 'always',
    effect: jacobianEffect,
  }) as const;

const gaussian = (parameterisation: string) =>
  ({
    parameterisation,
    term: halfLogTwoPi,
    droppable: 'always',
    effect: valueEffect,
  }) as const;

export const logNormal: Family<'log-normal'> = {
  id: 'log-normal',
  name: 'Log-normal',
  aliases: ['lognormal', 'MSE of logarithms'],
  summary:
    'Each dimension is above 0 and its logarithm is Gaussian, with scale sigma: errors are relative. It is the squared ' +
    'error of the logarithms with the Jacobian `-log x` of the change from log x to x. `log p(x|z)` is the logarithm of ' +
    'a density and may exceed 0.',
  support: 'positive',
  measure: 'density',
  event: {
    of: 'dimension',
    cdf: (value, parameters) =>
      value <= 0
        ? 0
        : normalCdf(
            (Math.log(value) - numberAt(parameters, 'loc')) / numberAt(parameters, 'scale'),
          ),
    variance: (parameters) => {
      const square = numberAt(parameters, 'scale') ** 2;
      return Math.expm1(square) * Math.exp(2 * numberAt(parameters, 'loc') + square);
    },
    sample: (parameters, random) =>
      Math.exp(numberAt(parameters, 'loc') + numberAt(parameters, 'scale') * random.normal()),
  },
  given: [],
  parameterisations: [
    {
      id: 'scale',
      parameters: [
        { name: 'loc', domain: 'real', meaning: 'Mean of log x.' },
        { name: 'scale', domain: 'positive', meaning: 'Standard deviation sigma of log x.' },
      ],
      logProb: plus(
        times(-0.5, squared(over(minus(logX, loc), scale))),
        negative(log(scale)),
        halfLogTwoPi,
        negative(logX),
      ),
      stable: 'same',
      mean: exp(plus(loc, times(0.5, squared(scale)))),
      toCanonical: { loc, scale },
    },
    {
      id: 'logscale',
      parameters: [
        { name: 'loc', domain: 'real', meaning: 'Mean of log x.' },
        { name: 'logscale', domain: 'real', meaning: 'log sigma, of log x.' },
      ],
      logProb: plus(
        times(-0.5, squared(times(minus(logX, loc), exp(negative(logscale))))),
        negative(logscale),
        halfLogTwoPi,
        negative(logX),
      ),
      stable: 'same',
      mean: exp(plus(loc, times(0.5, exp(times(2, logscale))))),
      toCanonical: { loc, scale: exp(logscale) },
    },
  ],
  decoder: {
    parameterisation: 'logscale',
    outputs: ['loc'],
    settings: [scaleSetting('sigma', 'a standard deviation of log x')],
    components: 'none',
  },
  constants: [
    gaussian('scale'),
    jacobian('scale'),
    {
      parameterisation: 'scale',
      term: negative(log(scale)),
      droppable: 'fixedScale',
      effect:
        'With fixed sigma gradients stay the same and the value moves by log sigma nats per dimension. If sigma is ' +
        'learned it must stay: without it sigma grows without bound.',
    },
    gaussian('logscale'),
    jacobian('logscale'),
    {
      parameterisation: 'logscale',
      term: negative(logscale),
      droppable: 'never',
      effect:
        'The gradient of the learned scale changes: only the squared error over sigma^2 is left, so sigma grows ' +
        'without bound.',
    },
  ],
  sources: [
    {
      authors: 'N. L. Johnson, S. Kotz, N. Balakrishnan',
      title: 'Continuous Univariate Distributions, volume 1',
      year: 1994,
      id: 'ISBN 978-0-471-58495-7',
      locator: 'chapter 14',
    },
  ],
};
