// Multinomial: counts that share a total, such as the words of a document or the items of a basket.

import {
  exp,
  log,
  logFactorialRemainder,
  logGamma,
  logSumExpOver,
  minus,
  negative,
  plus,
  sumOver,
  symbol,
  times,
  xLogY,
} from '../expr/build.ts';
import { drawCategory } from '../sampling/category.ts';
import { countDivergence } from './countDivergence.ts';
import type { Family } from './family.ts';
import { listAt, numberAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const totalCount = symbol('totalCount', ['batch']);
const probs = symbol('probs', ['sample', 'batch', 'data']);
const logits = symbol('logits', ['sample', 'batch', 'data']);
const logSum = logSumExpOver('data', logits);

/** log n! - sum of log x!, in two addends. */
const coefficient = [
  logGamma(plus(totalCount, 1)),
  negative(sumOver('data', logGamma(plus(x, 1)))),
] as const;

/** The parts of log p grow with the counts; counts from their expectations are a few nats apart. */
const stable = plus(
  logFactorialRemainder(totalCount),
  negative(sumOver('data', logFactorialRemainder(x))),
  negative(sumOver('data', countDivergence(x, minus(plus(logits, log(totalCount)), logSum)))),
);

const effect =
  'Gradients stay the same. What is left is the cross-entropy of the counts, which is no log probability of them: it ' +
  'says nothing about bits or about Poisson counts.';

export const multinomial: Family<'multinomial'> = {
  id: 'multinomial',
  name: 'Multinomial',
  aliases: ['bag of words', 'softmax of counts'],
  summary:
    'The datum is D counts that add up to its own total n, spread over the dimensions by a softmax of the decoder ' +
    'output. Only shares are modelled, not n. `log p(x|z)` is one number for the datum, the logarithm of a probability, ' +
    'and never exceeds 0. With n = 1 it is the one-hot categorical.',
  support: 'naturalNumber',
  measure: 'mass',
  event: {
    of: 'datum',
    variance: (parameters) =>
      listAt(parameters, 'probs').map((p) => numberAt(parameters, 'totalCount') * p * (1 - p)),
    sample: (parameters, random) => {
      const probabilities = listAt(parameters, 'probs');
      const counts = probabilities.map(() => 0);
      for (let n = 0; n < numberAt(parameters, 'totalCount'); n++) {
        const drawn = drawCategory(probabilities, random);
        counts[drawn] = (counts[drawn] ?? 0) + 1;
      }
      return counts;
    },
  },
  given: ['totalCount'],
  parameterisations: [
    {
      id: 'probs',
      parameters: [
        { name: 'probs', domain: 'simplex', meaning: 'Share of each dimension; they sum to 1.' },
      ],
      logProb: plus(...coefficient, sumOver('data', xLogY(x, probs))),
      stable: 'same',
      mean: times(totalCount, probs),
      toCanonical: { probs },
    },
    {
      id: 'logits',
      parameters: [
        {
          name: 'logits',
          domain: 'real',
          meaning: 'Log share of each dimension, up to a constant that all share.',
        },
      ],
      logProb: plus(
        ...coefficient,
        sumOver('data', times(x, logits)),
        times(-1, totalCount, logSum),
      ),
      stable,
      mean: times(totalCount, exp(minus(logits, logSum))),
      toCanonical: { probs: exp(minus(logits, logSum)) },
    },
  ],
  decoder: { parameterisation: 'logits', outputs: ['logits'], settings: [], components: 'none' },
  constants: [
    { parameterisation: 'probs', term: plus(...coefficient), droppable: 'always', effect },
    { parameterisation: 'logits', term: plus(...coefficient), droppable: 'always', effect },
  ],
  sources: [
    {
      authors: 'D. Liang, R. G. Krishnan, M. D. Hoffman, T. Jebara',
      title: 'Variational Autoencoders for Collaborative Filtering',
      year: 2018,
      id: 'arXiv:1802.05814',
      locator: 'equation 2',
    },
  ],
};
