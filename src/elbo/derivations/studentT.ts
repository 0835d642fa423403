// From a Student-t density to the loss that outliers do not pull.

import { exp, half, log, logGamma, minus, negative, over, pi, plus, power } from '../expr/build.ts';
import { sqrt, squared, sumOver, symbol, times } from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { Steps } from './steps.ts';
import { data, dataSize, decoderMean, dimensions, pxGivenZ, quantity } from './symbols.ts';
import { sigma, x, xHat } from './symbols.ts';

const df = symbol('df');
const variance = squared(sigma);
const spread = plus(1, over(squared(minus(x, xHat)), times(df, variance)));
const halfMore = over(plus(df, 1), 2);
const density = over(
  times(exp(minus(logGamma(halfMore), logGamma(over(df, 2)))), power(spread, negative(halfMore))),
  sqrt(times(df, pi, variance)),
);
const constant = times(
  dimensions,
  plus(
    times(half, log(times(df, pi, variance))),
    logGamma(over(df, 2)),
    negative(logGamma(halfMore)),
  ),
);
const kept = times(halfMore, sumOver('data', log(spread)));

const takahashi: Source = {
  authors: 'H. Takahashi, T. Iwata, Y. Yamanaka, M. Yamada, S. Yagi',
  title: 'Student-t Variational Autoencoder for Robust Density Estimation',
  year: 2018,
  id: 'doi:10.24963/ijcai.2018/374',
  locator: 'equation 9',
};

export const studentT: Derivation<'student-t'> = {
  id: 'student-t',
  title: 'Student-t: logarithms of squared errors',
  kind: 'likelihood',
  question: 'Which likelihood makes outliers cheap?',
  subject: pxGivenZ,
  likelihood: {
    family: 'student-t',
    parameterisation: 'scale',
    parameters: { df, loc: xHat, scale: sigma },
    scale: null,
  },
  quantities: [
    data('real'),
    decoderMean,
    quantity('df', 'positive', 'Degrees of freedom ν.'),
    quantity('sigma', 'positive', 'Scale σ; not the standard deviation.'),
    dataSize,
  ],
  definitions: {},
  steps: Steps.from(productOver('data', density))
    .minusLog(
      sumOver(
        'data',
        plus(
          times(halfMore, log(spread)),
          times(half, log(times(df, pi, variance))),
          logGamma(over(df, 2)),
          negative(logGamma(halfMore)),
        ),
      ),
      'Minus log turns the product into a sum.',
      takahashi,
    )
    .rewrite(plus(kept, constant), 'ν and σ are the same for every dimension here.')
    .drop(
      constant,
      kept,
      'With ν and σ fixed, gradients stay.',
      'The value does not. If ν or σ is learned it must stay: it holds them.',
    )
    .done(),
  conclusion:
    'Large errors cost only their logarithm. As ν grows it becomes the squared error over 2σ²; at ν = 1 it is the Cauchy loss.',
  sources: [takahashi],
};
