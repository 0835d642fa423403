// From a Laplace density whose scale is learned, to the loss that learns both.

import {
  abs,
  exp,
  log,
  minus,
  negative,
  over,
  plus,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { Steps } from './steps.ts';
import { data, dataSize, decoderMean, dimensions, ofData } from './symbols.ts';
import { pxGivenZ, quantity, x, xHat } from './symbols.ts';

const b = symbol('b', ofData);
const error = abs(minus(x, xHat));
const kept = sumOver('data', plus(over(error, b), log(b)));
const constant = times(dimensions, log(2));

const rombach: Source = {
  authors: 'R. Rombach, A. Blattmann, D. Lorenz, P. Esser, B. Ommer',
  title: 'High-Resolution Image Synthesis with Latent Diffusion Models',
  year: 2021,
  id: 'arXiv:2112.10752',
  locator: 'Appendix G',
};

export const laplaceLearnedScale: Derivation<'laplace-learned-scale'> = {
  id: 'laplace-learned-scale',
  title: 'Laplace with learned b: weighted error and log b',
  kind: 'likelihood',
  question: 'What is an L1 loss divided by a learned scale, plus its logarithm?',
  subject: pxGivenZ,
  likelihood: {
    family: 'laplace',
    parameterisation: 'scale',
    parameters: { loc: xHat, scale: b },
    scale: null,
  },
  quantities: [
    data('real'),
    decoderMean,
    quantity('b', 'positive', 'Scale of each dimension.'),
    dataSize,
  ],
  definitions: {},
  steps: Steps.from(productOver('data', over(exp(negative(over(error, b))), times(2, b))))
    .minusLog(
      sumOver('data', plus(over(error, b), log(times(2, b)))),
      'Minus log turns the product into a sum.',
    )
    .rewrite(plus(kept, constant), 'log 2b is log 2 + log b; only the second is learned.')
    .drop(
      constant,
      kept,
      'Free of everything that is learned, so gradients stay.',
      'The value moves by 0.693 nats per dimension. log b must stay: it is what holds b back.',
    )
    .done(),
  conclusion:
    'What code calls a log variance here is log b: the loss divides absolute, not squared, errors. At the best b, b is the ' +
    'mean absolute error.',
  sources: [rombach],
};
