// From a negative binomial mass, in mean and inverse dispersion, to the loss of overdispersed counts.

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

const mean = symbol('mean', ofData);
const theta = symbol('dispersion', ofData);
const failure = over(theta, plus(theta, mean));
const success = over(mean, plus(theta, mean));
const logWays = minus(logGamma(plus(x, theta)), logGamma(theta));
const logFactorials = sumOver('data', logGamma(plus(x, 1)));
const kept = sumOver(
  'data',
  plus(negative(times(theta, log(failure))), negative(times(x, log(success))), negative(logWays)),
);

const lopez: Source = {
  authors: 'R. Lopez, J. Regier, M. B. Cole, M. I. Jordan, N. Yosef',
  title: 'Deep generative modeling for single-cell transcriptomics',
  year: 2018,
  id: 'doi:10.1038/s41592-018-0229-2',
  locator: 'Methods',
};

export const negativeBinomial: Derivation<'negative-binomial'> = {
  id: 'negative-binomial',
  title: 'Negative binomial: counts that vary more than a Poisson',
  kind: 'likelihood',
  question: 'Which of its log gammas may a negative binomial loss drop?',
  subject: pxGivenZ,
  likelihood: {
    family: 'negative-binomial',
    parameterisation: 'probs',
    parameters: { totalCount: theta, probs: success },
    scale: null,
  },
  quantities: [
    data('naturalNumber'),
    quantity('mean', 'positive', 'Mean count μ.'),
    quantity('dispersion', 'positive', 'Inverse dispersion θ: the variance is μ + μ²/θ.'),
  ],
  definitions: {},
  steps: Steps.from(
    productOver(
      'data',
      times(exp(minus(logWays, logGamma(plus(x, 1)))), power(failure, theta), power(success, x)),
    ),
  )
    .minusLog(
      sumOver(
        'data',
        plus(
          negative(times(theta, log(failure))),
          negative(times(x, log(success))),
          negative(logWays),
          logGamma(plus(x, 1)),
        ),
      ),
      'Minus log turns the product into a sum.',
      lopez,
    )
    .rewrite(plus(kept, logFactorials), 'Only the factorial of x holds no parameter.')
    .drop(
      logFactorials,
      kept,
      'It depends on the data alone, so gradients stay.',
      'The value does not. log Γ(x + θ) − log Γ(θ) must stay if θ is learned.',
    )
    .done(),
  conclusion:
    'With p = μ/(θ + μ), so logits log μ − log θ. As θ grows it becomes the Poisson loss.',
  sources: [lopez],
};
