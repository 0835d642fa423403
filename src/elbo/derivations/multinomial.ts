// From a multinomial mass to the cross-entropy of counts.

import {
  exp,
  log,
  logGamma,
  logSumExpOver,
  minus,
  negative,
  over,
  plus,
  power,
} from '../expr/build.ts';
import { sumOver, symbol, times } from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { Steps } from './steps.ts';
import { data, ofData, pxGivenZ, quantity, x } from './symbols.ts';

const probs = symbol('probs', ofData);
const logits = symbol('logits', ofData);
const total = symbol('totalCount', ['batch']);
const softmax = over(exp(logits), sumOver('data', exp(logits)));
const logWays = minus(logGamma(plus(total, 1)), sumOver('data', logGamma(plus(x, 1))));
const crossEntropy = negative(sumOver('data', times(x, log(probs))));

const liang: Source = {
  authors: 'D. Liang, R. G. Krishnan, M. D. Hoffman, T. Jebara',
  title: 'Variational Autoencoders for Collaborative Filtering',
  year: 2018,
  id: 'arXiv:1802.05814',
  locator: 'equation 2',
};

export const multinomial: Derivation<'multinomial'> = {
  id: 'multinomial',
  title: 'Multinomial: cross-entropy of counts',
  kind: 'likelihood',
  question: 'Which likelihood is the sum of x log softmax?',
  subject: pxGivenZ,
  likelihood: {
    family: 'multinomial',
    parameterisation: 'logits',
    parameters: { logits },
    scale: null,
  },
  quantities: [data('naturalNumber'), quantity('logits', 'real', 'One logit for each dimension.')],
  definitions: { totalCount: sumOver('data', x), probs: softmax },
  steps: Steps.from(
    times(
      over(exp(logGamma(plus(total, 1))), productOver('data', exp(logGamma(plus(x, 1))))),
      productOver('data', power(probs, x)),
    ),
  )
    .minusLog(
      plus(negative(logWays), crossEntropy),
      'Minus log turns the product into a sum. The factor counts the orders in which the items may come.',
      liang,
    )
    .drop(
      negative(logWays),
      crossEntropy,
      'It depends on the data alone, so gradients stay.',
      'The value does not: what is left is no log probability of the counts.',
    )
    .rewrite(
      minus(times(total, logSumExpOver('data', logits)), sumOver('data', times(x, logits))),
      'The decoder puts out logits; log p is a logit minus the logarithm of their sum.',
    )
    .done(),
  conclusion:
    'A mean over items divides it by their number while the KL beside it counts whole: β is then that number.',
  sources: [liang],
};
