// From a beta density to the loss of values strictly between 0 and 1.

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

const a = symbol('concentration1', ofData);
const b = symbol('concentration0', ofData);
const logNormaliser = plus(logGamma(a), logGamma(b), negative(logGamma(plus(a, b))));
const powers = plus(times(minus(a, 1), log(x)), times(minus(b, 1), log(minus(1, x))));

const johnson: Source = {
  authors: 'N. L. Johnson, S. Kotz, N. Balakrishnan',
  title: 'Continuous Univariate Distributions, volume 2',
  year: 1995,
  id: 'ISBN 978-0-471-58494-0',
  locator: 'chapter 25',
};

export const beta: Derivation<'beta'> = {
  id: 'beta',
  title: 'Beta: the loss of values between 0 and 1',
  kind: 'likelihood',
  question: 'Which density lives on (0, 1), and may its normaliser be dropped?',
  subject: pxGivenZ,
  likelihood: {
    family: 'beta',
    parameterisation: 'concentrations',
    parameters: { concentration1: a, concentration0: b },
    scale: null,
  },
  quantities: [
    data('openUnitInterval'),
    quantity('concentration1', 'positive', 'Shape toward 1.'),
    quantity('concentration0', 'positive', 'Shape toward 0.'),
  ],
  definitions: {},
  steps: Steps.from(
    productOver(
      'data',
      over(times(power(x, minus(a, 1)), power(minus(1, x), minus(b, 1))), exp(logNormaliser)),
    ),
  )
    .minusLog(
      sumOver('data', minus(logNormaliser, powers)),
      'Minus log turns the product into a sum. The normaliser B(α, β) is Γ(α)Γ(β)/Γ(α + β).',
      johnson,
    )
    .rewrite(
      minus(sumOver('data', logNormaliser), sumOver('data', powers)),
      'Both sums hold what the decoder puts out, so nothing may be dropped.',
    )
    .done(),
  conclusion:
    'At x = 0 or x = 1 the loss is infinite, or minus infinity: grey levels need dequantisation first.',
  sources: [johnson],
};
