// From a Bernoulli mass to the cross-entropy that takes logits.

import {
  log,
  minus,
  negative,
  plus,
  sigmoid,
  softplus,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import { toCrossEntropy } from './bernoulli.ts';
import type { Derivation } from './derivation.ts';
import { kingmaWelling } from './sources.ts';
import { data, ofData, pxGivenZ, quantity, x } from './symbols.ts';

const logits = symbol('logits', ofData);
const probsOfLogits = sigmoid(logits);

export const bernoulliLogits: Derivation<'bernoulli-logits'> = {
  id: 'bernoulli-logits',
  title: 'Bernoulli from logits: the stable cross-entropy',
  kind: 'likelihood',
  question: 'Why may cross-entropy take logits instead of probabilities?',
  subject: pxGivenZ,
  likelihood: {
    family: 'bernoulli',
    parameterisation: 'logits',
    parameters: { logits },
    scale: null,
  },
  quantities: [
    data('zeroOrOne'),
    quantity('logits', 'real', 'log(p / (1 − p)) of the probability p that x is 1.'),
  ],
  definitions: { probs: probsOfLogits },
  steps: toCrossEntropy()
    .rewrite(
      negative(
        sumOver(
          'data',
          plus(times(x, log(probsOfLogits)), times(minus(1, x), log(minus(1, probsOfLogits)))),
        ),
      ),
      'The decoder puts out logits; p is their sigmoid.',
    )
    .rewrite(
      sumOver('data', minus(softplus(logits), times(x, logits))),
      'log p is ℓ − log(1 + e^ℓ) and log(1 − p) is −log(1 + e^ℓ): no logarithm of a number that rounds to 0.',
    )
    .done(),
  conclusion:
    'The same number as cross-entropy of the sigmoid, with no rounding to log 0. A sigmoid before it would be taken twice.',
  sources: [kingmaWelling('Appendix C.1')],
};
