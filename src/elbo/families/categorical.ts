// Categorical: one out of several levels, each with a probability of its own: grey levels or classes.

import { equal, exp, logSumExpOver, minus, sumOver, symbol, times, xLogY } from '../expr/build.ts';
import { drawCategory } from '../sampling/category.ts';
import type { Family, Parameters } from './family.ts';
import { listAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const levels = symbol('levels', ['category']);
const probs = symbol('probs', ['sample', 'batch', 'data', 'category']);
const logits = symbol('logits', ['sample', 'batch', 'data', 'category']);
const probsOfLogits = exp(minus(logits, logSumExpOver('category', logits)));

const weighted = (parameters: Parameters, weight: (level: number) => number): number => {
  const values = listAt(parameters, 'levels');
  return listAt(parameters, 'probs').reduce(
    (sum, probability, index) => sum + probability * weight(values[index] ?? Number.NaN),
    0,
  );
};

export const categorical: Family<'categorical'> = {
  id: 'categorical',
  name: 'Categorical',
  aliases: ['softmax', 'softmax cross-entropy', 'discrete'],
  summary:
    'Each dimension takes one of finitely many levels: 256 grey levels, the classes of an answer, 0 and 1. The decoder ' +
    'gives one logit for each level, so it knows nothing of their order and needs as many outputs. `log p(x|z)` is the ' +
    'logarithm of a probability and never exceeds 0; it is directly comparable in bits.',
  support: 'levels',
  measure: 'mass',
  event: {
    of: 'dimension',
    cdf: (value, parameters) => weighted(parameters, (level) => (level <= value ? 1 : 0)),
    variance: (parameters) => {
      const mean = weighted(parameters, (level) => level);
      return weighted(parameters, (level) => (level - mean) ** 2);
    },
    sample: (parameters, random) =>
      listAt(parameters, 'levels')[drawCategory(listAt(parameters, 'probs'), random)] ?? Number.NaN,
  },
  given: ['levels'],
  parameterisations: [
    {
      id: 'probs',
      parameters: [
        { name: 'probs', domain: 'simplex', meaning: 'Probability of each level; they sum to 1.' },
      ],
      logProb: sumOver('category', xLogY(equal(x, levels), probs)),
      stable: 'same',
      mean: sumOver('category', times(levels, probs)),
      toCanonical: { probs },
    },
    {
      id: 'logits',
      parameters: [
        {
          name: 'logits',
          domain: 'real',
          meaning: 'Log probability of each level, up to a constant that all levels share.',
        },
      ],
      logProb: minus(
        sumOver('category', times(equal(x, levels), logits)),
        logSumExpOver('category', logits),
      ),
      stable: 'same',
      mean: sumOver('category', times(levels, probsOfLogits)),
      toCanonical: { probs: probsOfLogits },
    },
  ],
  decoder: { parameterisation: 'logits', outputs: ['logits'], settings: [], components: 'none' },
  constants: [],
  sources: [
    {
      authors: 'A. van den Oord, N. Kalchbrenner, K. Kavukcuoglu',
      title: 'Pixel Recurrent Neural Networks',
      year: 2016,
      id: 'arXiv:1601.06759',
      locator: 'section 2.2',
    },
  ],
};
