// From a Laplace density to the absolute error and its weight.

import { abs, exp, log, meanOver, minus, negative, over, plus, sumOver } from '../expr/build.ts';
import { symbol, times } from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { Steps } from './steps.ts';
import { data, dataSize, decoderMean, dimensions, pxGivenZ, quantity, x, xHat } from './symbols.ts';

const b = symbol('b');
const error = abs(minus(x, xHat));
const errors = over(sumOver('data', error), b);
const constant = times(dimensions, log(times(2, b)));

const kotz: Source = {
  authors: 'S. Kotz, T. J. Kozubowski, K. Podgórski',
  title: 'The Laplace Distribution and Generalizations',
  year: 2001,
  id: 'doi:10.1007/978-1-4612-0173-1',
  locator: 'equation 2.1.1',
};

export const laplace: Derivation<'laplace'> = {
  id: 'laplace',
  title: 'Laplace with fixed b: absolute error',
  kind: 'likelihood',
  question: 'Which likelihood is an L1 loss?',
  subject: pxGivenZ,
  likelihood: {
    family: 'laplace',
    parameterisation: 'scale',
    parameters: { loc: xHat, scale: b },
    scale: 'b',
  },
  quantities: [
    data('real'),
    decoderMean,
    quantity('b', 'positive', 'Mean absolute deviation.'),
    dataSize,
  ],
  definitions: {},
  steps: Steps.from(productOver('data', over(exp(negative(over(error, b))), times(2, b))))
    .minusLog(
      sumOver('data', plus(over(error, b), log(times(2, b)))),
      'Minus log turns the product into a sum.',
      kotz,
    )
    .rewrite(
      plus(errors, constant),
      'b is the same for every dimension, so it comes out of the sum.',
    )
    .drop(
      constant,
      errors,
      'No parameter is learned in it, so gradients stay.',
      'The value does not: −log p, bits per dimension and comparisons lose this much.',
    )
    .rewrite(
      times(over(dimensions, b), meanOver('data', error)),
      'A mean over dimensions instead of a sum: the weight of a mean absolute error is D/b.',
    )
    .done(),
  conclusion:
    'A sum of absolute errors states b = 1; a mean over dimensions b = D. The median, not the mean, is what such a ' +
    'decoder learns.',
  sources: [kotz],
};
