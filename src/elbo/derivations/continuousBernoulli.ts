// From the continuous Bernoulli to cross-entropy and the constant that it forgets.

import { log, minus, negative, over, plus, power, sumOver, symbol, times } from '../expr/build.ts';
import { xLog1pMinusY, xLogY } from '../expr/build.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { loaizaGanem } from './sources.ts';
import { Steps } from './steps.ts';
import { data, ofData, pxGivenZ, quantity, x } from './symbols.ts';

const probs = symbol('probs', ofData);
const crossEntropy = negative(
  sumOver('data', plus(xLogY(x, probs), xLog1pMinusY(minus(1, x), probs))),
);
/** 2 artanh(1 - 2p) / (1 - 2p), which is 2 at p = 1/2. */
const normaliserAt = over(log(over(minus(1, probs), probs)), minus(1, times(2, probs)));
const normaliser = symbol('normaliser', ofData);
const forgotten = negative(sumOver('data', log(normaliser)));

export const continuousBernoulli: Derivation<'continuous-bernoulli'> = {
  id: 'continuous-bernoulli',
  title: 'Continuous Bernoulli: what cross-entropy on grey levels forgets',
  kind: 'likelihood',
  question: 'What is missing when binary cross-entropy is used on values between 0 and 1?',
  subject: pxGivenZ,
  likelihood: {
    family: 'continuous-bernoulli',
    parameterisation: 'probs',
    parameters: { probs },
    scale: null,
  },
  quantities: [
    data('unitInterval'),
    quantity('probs', 'openUnitInterval', 'The parameter λ; not the mean.'),
  ],
  definitions: { normaliser: normaliserAt },
  steps: Steps.from(
    productOver('data', times(normaliser, power(probs, x), power(minus(1, probs), minus(1, x)))),
  )
    .minusLog(
      sumOver(
        'data',
        minus(negative(plus(xLogY(x, probs), xLog1pMinusY(minus(1, x), probs))), log(normaliser)),
      ),
      'Minus log turns the product into a sum. C = 2 artanh(1 − 2p)/(1 − 2p) makes the density integrate to 1 over [0, 1].',
      loaizaGanem,
    )
    .rewrite(plus(crossEntropy, forgotten), 'The first sum is binary cross-entropy.')
    .forget(
      forgotten,
      crossEntropy,
      'Binary cross-entropy on grey levels leaves it out.',
      'It depends on the decoder output, so gradients change: what is left is no density of x.',
    )
    .done(),
  conclusion:
    'log C is at least 0.693 nats per dimension and grows toward p = 0 and p = 1. Leaving it out is another model: without ' +
    'it the optimum is p = x, with it p goes further to the ends.',
  sources: [loaizaGanem],
};
