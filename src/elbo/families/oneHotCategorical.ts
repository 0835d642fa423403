// One-hot categorical: the whole datum is one class, written as a 1 among zeros.

import { exp, logSumExpOver, minus, sumOver, symbol, times, xLogY } from '../expr/build.ts';
import { drawCategory } from '../sampling/category.ts';
import type { Family } from './family.ts';
import { listAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const probs = symbol('probs', ['sample', 'batch', 'data']);
const logits = symbol('logits', ['sample', 'batch', 'data']);
const probsOfLogits = exp(minus(logits, logSumExpOver('data', logits)));

export const oneHotCategorical: Family<'one-hot-categorical'> = {
  id: 'one-hot-categorical',
  name: 'One-hot categorical',
  aliases: ['one-hot', 'one-hot cross-entropy'],
  summary:
    'The datum is one of D classes: its dimension is 1 and the others are 0. All dimensions together are one draw, so ' +
    '`log p(x|z)` is one number for the datum, the logarithm of a probability, and never exceeds 0.',
  support: 'oneHot',
  measure: 'mass',
  event: {
    of: 'datum',
    variance: (parameters) => listAt(parameters, 'probs').map((p) => p * (1 - p)),
    sample: (parameters, random) => {
      const probabilities = listAt(parameters, 'probs');
      const drawn = drawCategory(probabilities, random);
      return probabilities.map((_, index) => (index === drawn ? 1 : 0));
    },
  },
  given: [],
  parameterisations: [
    {
      id: 'probs',
      parameters: [
        { name: 'probs', domain: 'simplex', meaning: 'Probability of each class; they sum to 1.' },
      ],
      logProb: sumOver('data', xLogY(x, probs)),
      stable: 'same',
      mean: probs,
      toCanonical: { probs },
    },
    {
      id: 'logits',
      parameters: [
        {
          name: 'logits',
          domain: 'real',
          meaning: 'Log probability of each class, up to a constant that all classes share.',
        },
      ],
      logProb: minus(sumOver('data', times(x, logits)), logSumExpOver('data', logits)),
      stable: 'same',
      mean: probsOfLogits,
      toCanonical: { probs: probsOfLogits },
    },
  ],
  decoder: { parameterisation: 'logits', outputs: ['logits'], settings: [], components: 'none' },
  constants: [],
  sources: [
    {
      authors: 'M. J. Kusner, B. Paige, J. M. Hernández-Lobato',
      title: 'Grammar Variational Autoencoder',
      year: 2017,
      id: 'arXiv:1703.01925',
    },
  ],
};
