// Normal (Gaussian): one real value around a location, with a fixed or a learned scale.

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
import type { Family, Setting } from './family.ts';
import { scaleSetting } from './settings.ts';
import { numberAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const loc = symbol('loc', ['sample', 'batch', 'data']);
const scale = symbol('scale');
const logvar = symbol('logvar', ['sample', 'batch', 'data']);

const logTwoPi = log(times(2, pi));
const halfLogTwoPi = times(-0.5, logTwoPi);

const valueEffect =
  'Gradients stay the same. The value moves by 0.919 nats per dimension, so it is no longer log p(x|z): ' +
  'bits per dimension and comparisons with losses that keep it are off by that much.';

const sigma: Setting = {
  ...scaleSetting('sigma', 'a standard deviation'),
  parameter: 'logvar',
  learnedFromValue: (value) => 2 * Math.log(value),
  valueFromLearned: (value) => Math.exp(0.5 * value),
};

export const normal: Family<'normal'> = {
  id: 'normal',
  name: 'Gaussian',
  aliases: ['normal', 'mean squared error', 'MSE', 'Gaussian NLL'],
  summary:
    'Each dimension is a real number near the decoder output, with scale sigma. `log p(x|z)` is the logarithm of a ' +
    'density: it exceeds 0 where the density exceeds 1, which happens once sigma is below 0.399, and it changes with ' +
    'the units of x. A negative reconstruction loss is then correct. With fixed sigma it is the squared error ' +
    'times 1/(2 sigma^2), plus a constant.',
  support: 'real',
  measure: 'density',
  event: {
    of: 'dimension',
    cdf: (value, parameters) =>
      normalCdf((value - numberAt(parameters, 'loc')) / numberAt(parameters, 'scale')),
    variance: (parameters) => numberAt(parameters, 'scale') ** 2,
    sample: (parameters, random) =>
      numberAt(parameters, 'loc') + numberAt(parameters, 'scale') * random.normal(),
  },
  given: [],
  parameterisations: [
    {
      id: 'scale',
      parameters: [
        { name: 'loc', domain: 'real', meaning: 'Mean.' },
        { name: 'scale', domain: 'positive', meaning: 'Standard deviation sigma.' },
      ],
      logProb: minus(
        minus(times(-0.5, squared(over(minus(x, loc), scale))), log(scale)),
        times(0.5, logTwoPi),
      ),
      stable: 'same',
      mean: loc,
      toCanonical: { loc, scale },
    },
    {
      id: 'logvar',
      parameters: [
        { name: 'loc', domain: 'real', meaning: 'Mean.' },
        { name: 'logvar', domain: 'real', meaning: 'log sigma^2, the logarithm of the variance.' },
      ],
      logProb: times(
        -0.5,
        plus(times(squared(minus(x, loc)), exp(negative(logvar))), logvar, logTwoPi),
      ),
      stable: 'same',
      mean: loc,
      toCanonical: { loc, scale: exp(times(0.5, logvar)) },
    },
  ],
  decoder: {
    parameterisation: 'logvar',
    outputs: ['loc'],
    settings: [sigma],
    components: 'none',
  },
  constants: [
    {
      parameterisation: 'scale',
      term: halfLogTwoPi,
      droppable: 'always',
      effect: valueEffect,
    },
    {
      parameterisation: 'scale',
      term: negative(log(scale)),
      droppable: 'fixedScale',
      effect:
        'With fixed sigma gradients stay the same and the value moves by log sigma nats per dimension: bits per ' +
        'dimension and comparisons between different sigma are lost. If sigma is learned it must stay: without ' +
        'it nothing holds sigma back and it grows without bound.',
    },
    {
      parameterisation: 'logvar',
      term: halfLogTwoPi,
      droppable: 'always',
      effect: valueEffect,
    },
    {
      parameterisation: 'logvar',
      term: times(-0.5, logvar),
      droppable: 'never',
      effect:
        'The gradient of the learned scale changes: only the squared error over sigma^2 is left, which falls ' +
        'as sigma grows, so sigma grows without bound and the decoder stops learning.',
    },
  ],
  sources: [
    {
      authors: 'D. P. Kingma, M. Welling',
      title: 'Auto-Encoding Variational Bayes',
      year: 2013,
      id: 'arXiv:1312.6114',
      locator: 'Appendix C.2',
    },
    {
      authors: 'O. Rybkin, K. Daniilidis, S. Levine',
      title: 'Simple and Effective VAE Training with Calibrated Decoders',
      year: 2020,
      id: 'arXiv:2006.13202',
    },
  ],
};
