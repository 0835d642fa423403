// From a negative binomial with extra zeros to its loss.

import { exp, greater, log, logGamma, minus, negative, over, plus, power } from '../expr/build.ts';
import { sumOver, symbol, times } from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { Steps } from './steps.ts';
import { data, ofData, pxGivenZ, quantity, x } from './symbols.ts';

const gate = symbol('gate', ofData);
const mean = symbol('mean', ofData);
const theta = symbol('dispersion', ofData);
const failure = over(theta, plus(theta, mean));
const success = over(mean, plus(theta, mean));
const isPositive = greater(x, 0);
const logWays = minus(minus(logGamma(plus(x, theta)), logGamma(theta)), logGamma(plus(x, 1)));
const zero = plus(gate, times(minus(1, gate), power(failure, theta)));
const count = times(minus(1, gate), exp(logWays), power(failure, theta), power(success, x));

const lopez: Source = {
  authors: 'R. Lopez, J. Regier, M. B. Cole, M. I. Jordan, N. Yosef',
  title: 'Deep generative modeling for single-cell transcriptomics',
  year: 2018,
  id: 'doi:10.1038/s41592-018-0229-2',
  locator: 'Methods',
};

export const zeroInflatedNegativeBinomial: Derivation<'zero-inflated-negative-binomial'> = {
  id: 'zero-inflated-negative-binomial',
  title: 'Zero-inflated negative binomial: counts with extra zeros',
  kind: 'likelihood',
  question: 'Why has a zero-inflated loss two branches?',
  subject: pxGivenZ,
  likelihood: {
    family: 'zero-inflated-negative-binomial',
    parameterisation: 'probs',
    parameters: { gate, totalCount: theta, probs: success },
    scale: null,
  },
  quantities: [
    data('naturalNumber'),
    quantity('gate', 'openUnitInterval', 'Probability π₀ of an extra zero.'),
    quantity('mean', 'positive', 'Mean count μ of the others.'),
    quantity('dispersion', 'positive', 'Inverse dispersion θ.'),
  ],
  definitions: {},
  steps: Steps.from(
    productOver('data', times(power(zero, minus(1, isPositive)), power(count, isPositive))),
  )
    .minusLog(
      negative(
        sumOver(
          'data',
          plus(times(minus(1, isPositive), log(zero)), times(isPositive, log(count))),
        ),
      ),
      'Minus log turns the product into a sum. A zero may come from either part, so their masses add before the logarithm.',
      lopez,
    )
    .rewrite(
      negative(
        sumOver(
          'data',
          plus(
            times(minus(1, isPositive), log(zero)),
            times(
              isPositive,
              plus(
                log(minus(1, gate)),
                times(theta, log(failure)),
                times(x, log(success)),
                logWays,
              ),
            ),
          ),
        ),
      ),
      'Of a positive count the logarithm can be taken apart; of a zero it cannot.',
    )
    .done(),
  conclusion:
    'The sum inside the first logarithm is taken as a log-sum-exp of logits. A small number added there, as some code does, ' +
    'is a model of its own.',
  sources: [lopez],
};
