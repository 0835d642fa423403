// Uniform noise on levels: a density of x + u bounds the mass of the level from below.

import { log, minus, sumOver, symbol, times } from '../expr/build.ts';
import type { Derivation } from './derivation.ts';
import { Steps } from './steps.ts';
import { theis } from './sources.ts';
import { quantity } from './symbols.ts';

const noise = symbol('uniformNoise', ['state']);
const density = symbol('pxPlusU', ['state']);
const mean = (of: typeof noise) => sumOver('state', times(noise, of));
const gap = symbol('dequantisationGap');

export const dequantisation: Derivation<'dequantisation'> = {
  id: 'dequantisation',
  title: 'Dequantisation: a density that bounds a mass',
  kind: 'bound',
  question: 'Why is uniform noise added to pixels before a density is fitted?',
  subject: log(symbol('levelMass')),
  likelihood: 'none',
  quantities: [
    quantity(
      'uniformNoise',
      'weights',
      'Weights of the points u in [0, 1) at which the bin is sampled.',
    ),
    quantity('pxPlusU', 'positive', 'The density at x + u.'),
  ],
  definitions: { dequantisationGap: minus(log(mean(density)), mean(log(density))) },
  steps: Steps.from(log(mean(density)))
    .bound(
      {
        gap,
        gapName: 'how uneven the density is within the bin',
        bound: symbol('dequantisedBound'),
      },
      mean(log(density)),
      'The mass of a level is the mean of the density over its bin of width 1. The logarithm of a mean is at least the mean of logarithms.',
      theis('equation 5'),
    )
    .done(),
  conclusion:
    'So −log p(x + u), averaged over the noise, is at least −log of the mass of x: bits per dimension of a density mean something ' +
    'only then. Without noise a density on levels can grow without bound.',
  sources: [theis('section 3.1')],
};
