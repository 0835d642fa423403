// From the hyperbolic secant density to the log-cosh loss.

import { exp, log, minus, over, pi, plus, sumOver, times } from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { Steps } from './steps.ts';
import { data, dataSize, decoderMean, dimensions, pxGivenZ, x, xHat } from './symbols.ts';

const twoCosh = plus(exp(minus(x, xHat)), exp(minus(xHat, x)));
const kept = sumOver('data', log(twoCosh));
const constant = times(dimensions, log(over(pi, 2)));

const johnson: Source = {
  authors: 'N. L. Johnson, S. Kotz, N. Balakrishnan',
  title: 'Continuous Univariate Distributions, volume 2',
  year: 1995,
  id: 'ISBN 978-0-471-58494-0',
  locator: 'section 23.11',
};

export const hyperbolicSecant: Derivation<'hyperbolic-secant'> = {
  id: 'hyperbolic-secant',
  title: 'Hyperbolic secant: the log-cosh loss',
  kind: 'likelihood',
  question: 'Is there a likelihood behind the log-cosh loss?',
  subject: pxGivenZ,
  likelihood: 'none',
  quantities: [data('real'), decoderMean, dataSize],
  definitions: {},
  steps: Steps.from(productOver('data', over(2, times(pi, twoCosh))))
    .minusLog(
      sumOver('data', plus(log(twoCosh), log(over(pi, 2)))),
      'The density is 1/(π cosh(x − x̂)). Minus log turns the product into a sum.',
      johnson,
    )
    .rewrite(plus(kept, constant), 'The constant comes out of the sum.')
    .drop(
      constant,
      kept,
      'No parameter is learned in it, so gradients stay.',
      'The value moves by 0.452 nats per dimension; log cosh itself leaves out log 2 more.',
    )
    .done(),
  conclusion:
    'Squared for small errors and absolute for large ones, with the scale fixed at 1: rescaling x changes which is which.',
  sources: [johnson],
};
