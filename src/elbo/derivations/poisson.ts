// From a Poisson mass to the loss of counts.

import {
  exp,
  log,
  logGamma,
  minus,
  negative,
  over,
  plus,
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

const rate = symbol('rate', ofData);
const kept = sumOver('data', minus(rate, times(x, log(rate))));
const logFactorials = sumOver('data', logGamma(plus(x, 1)));

const cameron: Source = {
  authors: 'A. C. Cameron, P. K. Trivedi',
  title: 'Regression Analysis of Count Data',
  year: 2013,
  id: 'doi:10.1017/CBO9781139013567',
  locator: 'equation 3.1',
};

export const poisson: Derivation<'poisson'> = {
  id: 'poisson',
  title: 'Poisson: the loss of counts',
  kind: 'likelihood',
  question: 'What does a Poisson loss leave out, and does it matter?',
  subject: pxGivenZ,
  likelihood: {
    family: 'poisson',
    parameterisation: 'rate',
    parameters: { rate },
    scale: null,
  },
  quantities: [
    data('naturalNumber'),
    quantity('rate', 'positive', 'Mean count λ of each dimension.'),
  ],
  definitions: {},
  steps: Steps.from(
    productOver(
      'data',
      over(times(power(rate, x), exp(negative(rate))), exp(logGamma(plus(x, 1)))),
    ),
  )
    .minusLog(
      sumOver('data', plus(minus(rate, times(x, log(rate))), logGamma(plus(x, 1)))),
      'Minus log turns the product into a sum; log x! is log Γ(x + 1).',
      cameron,
    )
    .rewrite(plus(kept, logFactorials), 'The factorials hold no parameter.')
    .drop(
      logFactorials,
      kept,
      'They depend on the data alone, so gradients stay.',
      'The value does not: what is left may be negative, though −log of a mass never is.',
    )
    .done(),
  conclusion:
    'The variance is the mean, so there is no scale to choose. With a rate given as its logarithm ℓ the loss is e^ℓ − x ℓ.',
  sources: [cameron],
};
