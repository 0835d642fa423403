// From the mass of one class out of D, written as a 1 among zeros, to cross-entropy.

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
import { data, ofData, pxGivenZ, quantity, x } from './symbols.ts';

const probs = symbol('probs', ofData);
const logits = symbol('logits', ofData);
const softmax = over(exp(logits), sumOver('data', exp(logits)));

const bishop: Source = {
  authors: 'C. M. Bishop',
  title: 'Pattern Recognition and Machine Learning',
  year: 2006,
  id: 'ISBN 978-0-387-31073-2',
  locator: 'section 4.3.4',
};

export const oneHotCategorical: Derivation<'one-hot-categorical'> = {
  id: 'one-hot-categorical',
  title: 'One-hot categorical: cross-entropy of one class',
  kind: 'likelihood',
  question: 'What is the likelihood of a datum that is one class?',
  subject: pxGivenZ,
  likelihood: {
    family: 'one-hot-categorical',
    parameterisation: 'logits',
    parameters: { logits },
    scale: null,
  },
  quantities: [data('oneHot'), quantity('logits', 'real', 'One logit for each class.')],
  definitions: { probs: softmax },
  steps: Steps.from(productOver('data', power(probs, x)))
    .minusLog(
      negative(sumOver('data', times(x, log(probs)))),
      'Minus log turns the product into a sum. Only the class of x is left.',
      bishop,
    )
    .rewrite(
      minus(logSumExpOver('data', logits), sumOver('data', times(x, logits))),
      'The decoder puts out logits; p is their softmax, and x adds up to 1.',
    )
    .done(),
  conclusion:
    'Binary cross-entropy over the same zeros and ones is another model: D independent bits, any number of which may be 1.',
  sources: [bishop],
};
