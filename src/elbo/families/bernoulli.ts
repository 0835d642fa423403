// Bernoulli: one binary value with a probability of being 1.

import {
  minus,
  plus,
  sigmoid,
  softplus,
  symbol,
  times,
  xLog1pMinusY,
  xLogY,
} from '../expr/build.ts';
import type { Family } from './family.ts';
import { numberAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const probs = symbol('probs', ['sample', 'batch', 'data']);
const logits = symbol('logits', ['sample', 'batch', 'data']);

export const bernoulli: Family<'bernoulli'> = {
  id: 'bernoulli',
  name: 'Bernoulli',
  aliases: ['binary cross-entropy', 'BCE', 'sigmoid cross-entropy'],
  summary:
    'Each dimension is 0 or 1; the decoder says how probable 1 is. `log p(x|z)` is the logarithm of a probability, ' +
    'so it never exceeds 0 and the reconstruction loss is never negative. On grey levels between 0 and 1 the same ' +
    'formula is a cross-entropy, not the log of a probability of those levels.',
  support: 'zeroOrOne',
  measure: 'mass',
  event: {
    of: 'dimension',
    cdf: (value, parameters) => {
      if (value < 0) return 0;
      return value < 1 ? 1 - numberAt(parameters, 'probs') : 1;
    },
    variance: (parameters) => {
      const probability = numberAt(parameters, 'probs');
      return probability * (1 - probability);
    },
    sample: (parameters, random) => (random.uniform() < numberAt(parameters, 'probs') ? 1 : 0),
  },
  given: [],
  parameterisations: [
    {
      id: 'probs',
      parameters: [
        { name: 'probs', domain: 'openUnitInterval', meaning: 'Probability that x is 1.' },
      ],
      logProb: plus(xLogY(x, probs), xLog1pMinusY(minus(1, x), probs)),
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
          meaning: 'log(p / (1 - p)) of the probability p that x is 1.',
        },
      ],
      // Not log(sigmoid(logits)): that is -infinity once the sigmoid rounds to 0.
      logProb: minus(times(x, logits), softplus(logits)),
      stable: 'same',
      mean: sigmoid(logits),
      toCanonical: { probs: sigmoid(logits) },
    },
  ],
  decoder: { parameterisation: 'logits', outputs: ['logits'], settings: [], components: 'none' },
  constants: [],
  sources: [
    {
      authors: 'D. P. Kingma, M. Welling',
      title: 'Auto-Encoding Variational Bayes',
      year: 2013,
      id: 'arXiv:1312.6114',
      locator: 'Appendix C.1',
    },
    {
      authors: 'G. Loaiza-Ganem, J. P. Cunningham',
      title: 'The continuous Bernoulli: fixing a pervasive error in variational autoencoders',
      year: 2019,
      id: 'arXiv:1907.06845',
    },
  ],
};
