// Discretised logistic: one of the data's levels, with the mass of a logistic density on its bin.

import { exp, negative, over, symbol } from '../expr/build.ts';
import type { Family } from './family.ts';
import {
  levelCdf,
  levelMoments,
  levelOfDraw,
  logMass,
  meanLevel,
  stableLogMass,
} from './logisticMass.ts';
import { scaleSetting } from './settings.ts';
import { numberAt } from './values.ts';

const loc = symbol('loc', ['sample', 'batch', 'data']);
const scale = symbol('scale');
const logscale = symbol('logscale', ['sample', 'batch', 'data']);
const precision = exp(negative(logscale));

export const discretisedLogistic: Family<'discretised-logistic'> = {
  id: 'discretised-logistic',
  name: 'Discretised logistic',
  aliases: ['discretized logistic', 'quantised logistic'],
  summary:
    'Each dimension takes one of equally spaced levels, such as 256 grey levels. A logistic density around the decoder ' +
    'output, with scale s, gives each level the mass of its bin; the lowest and the highest bin reach to infinity. ' +
    '`log p(x|z)` is the logarithm of a probability and never exceeds 0, so it is directly comparable in bits.',
  support: 'levels',
  measure: 'mass',
  event: {
    of: 'dimension',
    cdf: (value, parameters) =>
      levelCdf(value, numberAt(parameters, 'loc'), numberAt(parameters, 'scale'), parameters),
    variance: (parameters) =>
      levelMoments(numberAt(parameters, 'loc'), numberAt(parameters, 'scale'), parameters).variance,
    sample: (parameters, random) =>
      levelOfDraw(
        random.uniform(),
        numberAt(parameters, 'loc'),
        numberAt(parameters, 'scale'),
        parameters,
      ),
  },
  given: ['levels', 'binWidth', 'minimum', 'maximum'],
  parameterisations: [
    {
      id: 'scale',
      parameters: [
        { name: 'loc', domain: 'real', meaning: 'Centre of the logistic density.' },
        { name: 'scale', domain: 'positive', meaning: 'Its scale s: 0.55 standard deviations.' },
      ],
      logProb: logMass(loc, over(1, scale)),
      stable: stableLogMass(loc, over(1, scale)),
      mean: meanLevel(loc, over(1, scale)),
      toCanonical: { loc, scale },
    },
    {
      id: 'logscale',
      parameters: [
        { name: 'loc', domain: 'real', meaning: 'Centre of the logistic density.' },
        { name: 'logscale', domain: 'real', meaning: 'log s.' },
      ],
      logProb: logMass(loc, precision),
      stable: stableLogMass(loc, precision),
      mean: meanLevel(loc, precision),
      toCanonical: { loc, scale: exp(logscale) },
    },
  ],
  decoder: {
    parameterisation: 'logscale',
    outputs: ['loc'],
    settings: [scaleSetting('s', 'that of the logistic density', 0.1)],
    components: 'none',
  },
  constants: [],
  sources: [
    {
      authors: 'D. P. Kingma, T. Salimans, R. Jozefowicz, X. Chen, I. Sutskever, M. Welling',
      title: 'Improving Variational Inference with Inverse Autoregressive Flow',
      year: 2016,
      id: 'arXiv:1606.04934',
    },
    {
      authors: 'T. Salimans, A. Karpathy, X. Chen, D. P. Kingma',
      title: 'PixelCNN++',
      year: 2017,
      id: 'arXiv:1701.05517',
      locator: 'section 2.1',
    },
  ],
};
