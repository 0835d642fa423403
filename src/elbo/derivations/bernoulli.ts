// From a Bernoulli mass to binary cross-entropy.

import {
  minus,
  negative,
  plus,
  power,
  sumOver,
  symbol,
  times,
  xLog1pMinusY,
  xLogY,
} from '../expr/build.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { kingmaWelling } from './sources.ts';
import { Steps } from './steps.ts';
import { data, ofData, pxGivenZ, quantity, x } from './symbols.ts';

const probs = symbol('probs', ofData);
const mass = times(power(probs, x), power(minus(1, probs), minus(1, x)));
const crossEntropy = negative(
  sumOver('data', plus(xLogY(x, probs), xLog1pMinusY(minus(1, x), probs))),
);

/** The two steps that both forms begin with. */
export const toCrossEntropy = (): Steps =>
  Steps.from(productOver('data', mass)).minusLog(
    crossEntropy,
    'Minus log turns the product into a sum. For x = 0 or 1 one of the two addends is 0, and nothing is dropped.',
    kingmaWelling('Appendix C.1'),
  );

export const bernoulli: Derivation<'bernoulli'> = {
  id: 'bernoulli',
  title: 'Bernoulli: binary cross-entropy',
  kind: 'likelihood',
  question: 'Why is cross-entropy a log likelihood here, and not a squared error?',
  subject: pxGivenZ,
  likelihood: {
    family: 'bernoulli',
    parameterisation: 'probs',
    parameters: { probs },
    scale: null,
  },
  quantities: [
    data('zeroOrOne'),
    quantity('probs', 'openUnitInterval', 'Probability that x is 1.'),
  ],
  definitions: {},
  steps: toCrossEntropy().done(),
  conclusion:
    'Exactly −log p for binary x, never negative, and no scale to choose: β = 1 beside a sum over dimensions. On grey ' +
    'levels the same formula is a cross-entropy whose floor is the entropy of the pixels, and no log p of them.',
  sources: [kingmaWelling('Appendix C.1')],
};
