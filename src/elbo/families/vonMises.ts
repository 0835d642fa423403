// Von Mises: one angle around a direction, the normal distribution of the circle.

import {
  cos,
  exp,
  half,
  log,
  logBesselI0,
  logBesselI0e,
  minus,
  negative,
  pi,
  plus,
  sin,
  squared,
  symbol,
  times,
} from '../expr/build.ts';
import { drawVonMises } from '../sampling/vonMises.ts';
import { besselQuotient, oneMinusBesselRatio } from '../special/bessel.ts';
import type { Family } from './family.ts';
import { positiveSetting } from './settings.ts';
import { numberAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const loc = symbol('loc', ['sample', 'batch', 'data']);
const concentration = symbol('concentration');
const logconcentration = symbol('logconcentration', ['sample', 'batch', 'data']);
const kappa = exp(logconcentration);
const logTwoPi = log(times(2, pi));

/**
 * P(-pi <= X <= angle) around 0 by the Fourier series of the density, whose coefficients I_j / I_0 are products of
 * quotients of neighbours. K. V. Mardia, P. E. Jupp, 2000, section 3.5.4.
 */
function centredCdf(angle: number, kappa: number): number {
  const terms = Math.ceil(12 * Math.sqrt(kappa)) + 30;
  let [coefficient, sum] = [1, 0];
  for (let j = 1; j <= terms && coefficient > 1e-18; j++) {
    coefficient *= besselQuotient(j - 1, kappa);
    sum += (coefficient * Math.sin(j * angle)) / j;
  }
  return 0.5 + angle / (2 * Math.PI) + sum / Math.PI;
}

const valueEffect =
  'Gradients stay the same. The value moves by log 2 pi = 1.838 nats per dimension, so it is no longer log p(x|z).';

export const vonMises: Family<'von-mises'> = {
  id: 'von-mises',
  name: 'Von Mises',
  aliases: ['VonMises', 'circular normal', 'angular'],
  summary:
    'Each dimension is an angle in radians; angles that differ by 2 pi are the same. It lies around the decoder output ' +
    'with concentration kappa: uniform at 0, nearly a Gaussian of variance 1/kappa when large. `log p(x|z)` is the ' +
    'logarithm of a density per radian and may exceed 0.',
  support: 'circle',
  measure: 'density',
  event: {
    of: 'dimension',
    cdf: (value, parameters) => {
      const angle = value - numberAt(parameters, 'loc');
      if (angle <= -Math.PI) return 0;
      return angle >= Math.PI ? 1 : centredCdf(angle, numberAt(parameters, 'concentration'));
    },
    variance: (parameters) => oneMinusBesselRatio(numberAt(parameters, 'concentration')),
    sample: (parameters, random) =>
      numberAt(parameters, 'loc') + drawVonMises(numberAt(parameters, 'concentration'), random),
  },
  given: [],
  parameterisations: [
    {
      id: 'concentration',
      parameters: [
        { name: 'loc', domain: 'real', meaning: 'Mean direction.' },
        { name: 'concentration', domain: 'positive', meaning: 'Concentration kappa.' },
      ],
      logProb: plus(
        times(concentration, cos(minus(x, loc))),
        negative(logTwoPi),
        negative(logBesselI0(concentration)),
      ),
      stable: 'same',
      mean: loc,
      toCanonical: { loc, concentration },
    },
    {
      id: 'logconcentration',
      parameters: [
        { name: 'loc', domain: 'real', meaning: 'Mean direction.' },
        { name: 'logconcentration', domain: 'real', meaning: 'log kappa.' },
      ],
      logProb: plus(
        times(kappa, cos(minus(x, loc))),
        negative(logTwoPi),
        negative(logBesselI0(kappa)),
      ),
      // kappa cos(x) and log I_0(kappa) are both close to kappa; taken from both, what is left is of order 1.
      stable: plus(
        times(-2, kappa, squared(sin(times(half, minus(x, loc))))),
        negative(logTwoPi),
        negative(logBesselI0e(kappa)),
      ),
      mean: loc,
      toCanonical: { loc, concentration: kappa },
    },
  ],
  decoder: {
    parameterisation: 'logconcentration',
    outputs: ['loc'],
    settings: [
      positiveSetting(
        'logconcentration',
        { key: 'concentration', description: 'Where the concentration kappa comes from.' },
        {
          key: 'kappa',
          default: 1,
          description: 'The concentration around the decoded angle; for large values 1/variance.',
        },
      ),
    ],
    components: 'none',
  },
  constants: [
    {
      parameterisation: 'concentration',
      term: negative(logTwoPi),
      droppable: 'always',
      effect: valueEffect,
    },
    {
      parameterisation: 'concentration',
      term: negative(logBesselI0(concentration)),
      droppable: 'fixedScale',
      effect:
        'With fixed kappa gradients stay the same and the value moves by log I0(kappa). If kappa is learned it must ' +
        'stay: without it kappa grows without bound.',
    },
    {
      parameterisation: 'logconcentration',
      term: negative(logTwoPi),
      droppable: 'always',
      effect: valueEffect,
    },
    {
      parameterisation: 'logconcentration',
      term: negative(logBesselI0(kappa)),
      droppable: 'never',
      effect:
        'The gradient of the learned concentration changes: what is left rises with kappa wherever the decoder is ' +
        'within a right angle, so kappa grows without bound.',
    },
  ],
  sources: [
    {
      authors: 'K. V. Mardia, P. E. Jupp',
      title: 'Directional Statistics',
      year: 2000,
      id: 'doi:10.1002/9780470316979',
      locator: 'section 3.5.4',
    },
  ],
};
