// From a Gaussian with a fixed scale to the squared error and its weight.

import {
  exp,
  half,
  log,
  meanOver,
  over,
  pi,
  plus,
  sqrt,
  squared,
  sumOver,
  times,
} from '../expr/build.ts';
import { minus, negative } from '../expr/build.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { kingmaWelling, rybkin } from './sources.ts';
import { Steps } from './steps.ts';
import { data, dataSize, decoderMean, dimensions, pxGivenZ, quantity } from './symbols.ts';
import { sigma, x, xHat } from './symbols.ts';

const error = squared(minus(x, xHat));
const variance = squared(sigma);
const twoPiVariance = times(2, pi, variance);
const squares = over(sumOver('data', error), times(2, variance));
const constant = times(over(dimensions, 2), log(twoPiVariance));

export const gaussianFixedScale: Derivation<'gaussian-fixed-scale'> = {
  id: 'gaussian-fixed-scale',
  title: 'Gaussian with fixed σ: squared error',
  kind: 'likelihood',
  question: 'Why is a squared error a log likelihood, and with which weight?',
  subject: pxGivenZ,
  likelihood: {
    family: 'normal',
    parameterisation: 'scale',
    parameters: { loc: xHat, scale: sigma },
    scale: 'sigma',
  },
  quantities: [
    data('real'),
    decoderMean,
    quantity('sigma', 'positive', 'Standard deviation of x around the decoder output.'),
    dataSize,
  ],
  definitions: {},
  steps: Steps.from(
    productOver('data', over(exp(negative(over(error, times(2, variance)))), sqrt(twoPiVariance))),
  )
    .minusLog(
      sumOver('data', plus(over(error, times(2, variance)), times(half, log(twoPiVariance)))),
      'Minus log turns the product into a sum. Each density may exceed 1, so an addend may be negative.',
      kingmaWelling('Appendix C.2'),
    )
    .rewrite(
      plus(squares, constant),
      'σ is the same for every dimension, so it comes out of the sum.',
    )
    .drop(
      constant,
      squares,
      'No parameter is learned in it, so gradients stay.',
      'The value does not: −log p, bits per dimension and comparisons lose this much.',
    )
    .rewrite(
      times(over(dimensions, times(2, variance)), meanOver('data', error)),
      'A mean over dimensions instead of a sum: the weight of a mean squared error is D/2σ².',
      rybkin,
    )
    .done(),
  conclusion:
    'A sum of squares without ½ states σ² = ½; half of it σ = 1; a mean over dimensions σ² = D/2. Whatever weighs the ' +
    'squared error against the KL is a statement about σ.',
  sources: [kingmaWelling('Appendix C.2'), rybkin],
};
