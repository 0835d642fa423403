// From a Gaussian whose scale the decoder or a parameter gives, to the loss that learns both.

import {
  half,
  log,
  minus,
  over,
  pi,
  plus,
  squared,
  sqrt,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import { exp, negative } from '../expr/build.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { kingmaWelling, rybkin } from './sources.ts';
import { Steps } from './steps.ts';
import { data, dataSize, decoderMean, dimensions, logTwoPi, ofData } from './symbols.ts';
import { pxGivenZ, quantity, x, xHat } from './symbols.ts';

const sigma = symbol('sigma', ofData);
const variance = squared(sigma);
const error = squared(minus(x, xHat));
const kept = plus(over(error, variance), log(variance));
const constant = times(over(dimensions, 2), logTwoPi);

export const gaussianLearnedScale: Derivation<'gaussian-learned-scale'> = {
  id: 'gaussian-learned-scale',
  title: 'Gaussian with learned σ: weighted error and log σ²',
  kind: 'likelihood',
  question: 'Why does a learned variance add its own logarithm to the loss?',
  subject: pxGivenZ,
  likelihood: {
    family: 'normal',
    parameterisation: 'scale',
    parameters: { loc: xHat, scale: sigma },
    scale: null,
  },
  quantities: [
    data('real'),
    decoderMean,
    quantity('sigma', 'positive', 'Standard deviation of each dimension.'),
    dataSize,
  ],
  definitions: {},
  steps: Steps.from(
    productOver(
      'data',
      over(exp(negative(over(error, times(2, variance)))), sqrt(times(2, pi, variance))),
    ),
  )
    .minusLog(
      sumOver(
        'data',
        plus(over(error, times(2, variance)), times(half, log(times(2, pi, variance)))),
      ),
      'Minus log turns the product into a sum.',
      kingmaWelling('Appendix C.2'),
    )
    .rewrite(
      plus(times(half, sumOver('data', kept)), constant),
      'log 2πσ² is log 2π + log σ²; only the second changes with what is learned.',
    )
    .drop(
      constant,
      times(half, sumOver('data', kept)),
      'Free of everything that is learned, so gradients stay.',
      'The value moves by 0.919 nats per dimension. log σ² must stay: it is what holds σ back.',
    )
    .done(),
  conclusion:
    'The error is weighed by 1/σ², and log σ² keeps σ from growing to make errors cheap. At the best σ, σ² is the mean ' +
    'squared error. −log p falls without bound as σ goes to 0 on data that are reconstructed exactly.',
  sources: [kingmaWelling('Appendix C.2'), rybkin],
};
