// From a log-normal density to squared errors of logarithms, and the Jacobian that goes with them.

import {
  exp,
  half,
  log,
  minus,
  negative,
  over,
  pi,
  plus,
  squared,
  sqrt,
  sumOver,
  symbol,
} from '../expr/build.ts';
import { times } from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { Steps } from './steps.ts';
import { data, dataSize, dimensions, logTwoPi, ofData, pxGivenZ, quantity, x } from './symbols.ts';

const mu = symbol('mu', ofData);
const sigma = symbol('sigma', ofData);
const variance = squared(sigma);
const error = squared(minus(log(x), mu));
const density = over(
  exp(negative(over(error, times(2, variance)))),
  times(x, sqrt(times(2, pi, variance))),
);
const ofLog = plus(over(error, variance), log(variance));
const jacobian = sumOver('data', log(x));
const constant = times(over(dimensions, 2), logTwoPi);

const crow: Source = {
  authors: 'E. L. Crow, K. Shimizu',
  title: 'Lognormal Distributions: Theory and Applications',
  year: 1988,
  id: 'ISBN 978-0-8247-7803-9',
  locator: 'chapter 1, equation 2.1',
};

export const logNormal: Derivation<'log-normal'> = {
  id: 'log-normal',
  title: 'Log-normal: squared errors of logarithms',
  kind: 'likelihood',
  question: 'Is a squared error of log x a log likelihood of x?',
  subject: pxGivenZ,
  likelihood: {
    family: 'log-normal',
    parameterisation: 'scale',
    parameters: { loc: mu, scale: sigma },
    scale: null,
  },
  quantities: [
    data('positive'),
    quantity('mu', 'real', 'Mean of log x.'),
    quantity('sigma', 'positive', 'Standard deviation of log x.'),
    dataSize,
  ],
  definitions: {},
  steps: Steps.from(productOver('data', density))
    .minusLog(
      sumOver(
        'data',
        plus(over(error, times(2, variance)), times(half, log(times(2, pi, variance))), log(x)),
      ),
      'Minus log turns the product into a sum. log x comes from the change of variable.',
      crow,
    )
    .rewrite(
      plus(times(half, sumOver('data', ofLog)), jacobian, constant),
      'A Gaussian loss of log x, a Jacobian, and a constant.',
    )
    .drop(
      constant,
      plus(times(half, sumOver('data', ofLog)), jacobian),
      'Free of everything that is learned, so gradients stay.',
      'The value moves by 0.919 nats per dimension.',
    )
    .drop(
      jacobian,
      times(half, sumOver('data', ofLog)),
      'It depends on the data alone, so gradients stay.',
      'What is left is −log p of log x, not of x: never compare it with another loss of x.',
    )
    .done(),
  conclusion:
    'A squared error of log x trains the same decoder, but its value is that of another variable. Only with the sum of log x ' +
    'is it a log likelihood of x.',
  sources: [crow],
};
