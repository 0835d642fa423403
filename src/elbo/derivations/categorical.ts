// From a categorical mass to cross-entropy over classes.

import {
  exp,
  log,
  logSumExpOver,
  minus,
  negative,
  over,
  power,
  sumOver,
  symbol,
} from '../expr/build.ts';
import { times } from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { Steps } from './steps.ts';
import { pxGivenZ, quantity } from './symbols.ts';

const axes = ['batch', 'data', 'category'] as const;
/** x as a 1 among zeros. */
const y = symbol('y', axes);
const probs = symbol('probs', axes);
const logits = symbol('logits', axes);
const softmax = over(exp(logits), sumOver('category', exp(logits)));

const bishop: Source = {
  authors: 'C. M. Bishop',
  title: 'Pattern Recognition and Machine Learning',
  year: 2006,
  id: 'ISBN 978-0-387-31073-2',
  locator: 'section 4.3.4',
};

export const categorical: Derivation<'categorical'> = {
  id: 'categorical',
  title: 'Categorical: cross-entropy over classes',
  kind: 'likelihood',
  question: 'Why is softmax cross-entropy a log likelihood?',
  subject: pxGivenZ,
  likelihood: 'none',
  quantities: [
    quantity('y', 'oneHot', 'x as a 1 among zeros, one place for each class.'),
    quantity('logits', 'real', 'One logit for each class.'),
  ],
  definitions: { probs: softmax },
  steps: Steps.from(productOver('data', productOver('category', power(probs, y))))
    .minusLog(
      negative(sumOver('data', sumOver('category', times(y, log(probs))))),
      'Minus log turns products into sums. Of the classes only that of x is left: y is 1 there and 0 elsewhere.',
      bishop,
    )
    .rewrite(
      negative(sumOver('data', sumOver('category', times(y, log(softmax))))),
      'The decoder puts out logits; p is their softmax.',
    )
    .rewrite(
      sumOver(
        'data',
        minus(logSumExpOver('category', logits), sumOver('category', times(y, logits))),
      ),
      'The logarithm of a quotient. What cross-entropy from logits computes, shifted by the largest logit.',
    )
    .done(),
  conclusion:
    'Exactly −log p, never negative, directly comparable in bits. A mean over positions divides it by their number, while ' +
    'the KL beside it counts whole; padding counts unless it is masked.',
  sources: [bishop],
};
