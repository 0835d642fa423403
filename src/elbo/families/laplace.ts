// Laplace: one real value around a location, with tails that fall off exponentially.

import { abs, exp, log, minus, negative, num, over, symbol, times } from '../expr/build.ts';
import type { Family } from './family.ts';
import { scaleSetting } from './settings.ts';
import { numberAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const loc = symbol('loc', ['sample', 'batch', 'data']);
const scale = symbol('scale');
const logscale = symbol('logscale', ['sample', 'batch', 'data']);
const distance = abs(minus(x, loc));
const logTwo = log(num(2));

const valueEffect =
  'Gradients stay the same. The value moves by log 2 = 0.693 nats per dimension, so it is no longer log p(x|z).';

export const laplace: Family<'laplace'> = {
  id: 'laplace',
  name: 'Laplace',
  aliases: ['L1', 'mean absolute error', 'MAE', 'double exponential'],
  summary:
    'Each dimension is a real number near the decoder output, with scale b: the absolute error over b. Outliers cost ' +
    'less than under a Gaussian, so reconstructions are sharper and follow the median. `log p(x|z)` is the logarithm of ' +
    'a density: it exceeds 0 once b is below 0.5, and it changes with the units of x.',
  support: 'real',
  measure: 'density',
  event: {
    of: 'dimension',
    cdf: (value, parameters) => {
      const z = (value - numberAt(parameters, 'loc')) / numberAt(parameters, 'scale');
      return z < 0 ? 0.5 * Math.exp(z) : 1 - 0.5 * Math.exp(-z);
    },
    variance: (parameters) => 2 * numberAt(parameters, 'scale') ** 2,
    sample: (parameters, random) => {
      const u = random.uniform() - 0.5;
      const size = -Math.log1p(-2 * Math.abs(u));
      return numberAt(parameters, 'loc') + numberAt(parameters, 'scale') * Math.sign(u) * size;
    },
  },
  given: [],
  parameterisations: [
    {
      id: 'scale',
      parameters: [
        { name: 'loc', domain: 'real', meaning: 'Mean and median.' },
        { name: 'scale', domain: 'positive', meaning: 'Mean absolute deviation b.' },
      ],
      logProb: minus(minus(negative(over(distance, scale)), log(scale)), logTwo),
      stable: 'same',
      mean: loc,
      toCanonical: { loc, scale },
    },
    {
      id: 'logscale',
      parameters: [
        { name: 'loc', domain: 'real', meaning: 'Mean and median.' },
        { name: 'logscale', domain: 'real', meaning: 'log b.' },
      ],
      logProb: minus(minus(negative(times(distance, exp(negative(logscale)))), logscale), logTwo),
      stable: 'same',
      mean: loc,
      toCanonical: { loc, scale: exp(logscale) },
    },
  ],
  decoder: {
    parameterisation: 'logscale',
    outputs: ['loc'],
    settings: [scaleSetting('b', 'the mean absolute deviation')],
    components: 'none',
  },
  constants: [
    {
      parameterisation: 'scale',
      term: negative(logTwo),
      droppable: 'always',
      effect: valueEffect,
    },
    {
      parameterisation: 'scale',
      term: negative(log(scale)),
      droppable: 'fixedScale',
      effect:
        'With fixed b gradients stay the same and the value moves by log b nats per dimension. If b is learned it ' +
        'must stay: without it nothing holds b back and it grows without bound.',
    },
    {
      parameterisation: 'logscale',
      term: negative(logTwo),
      droppable: 'always',
      effect: valueEffect,
    },
    {
      parameterisation: 'logscale',
      term: negative(logscale),
      droppable: 'never',
      effect:
        'The gradient of the learned scale changes: only the absolute error over b is left, which falls as b ' +
        'grows, so b grows without bound and the decoder stops learning.',
    },
  ],
  sources: [
    {
      authors: 'N. L. Johnson, S. Kotz, N. Balakrishnan',
      title: 'Continuous Univariate Distributions, volume 2',
      year: 1995,
      id: 'ISBN 978-0-471-58494-0',
      locator: 'chapter 24',
    },
  ],
};
