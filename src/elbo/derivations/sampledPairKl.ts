// One sample of the KL to a prior with a mean and a variance of its own: log q(z|x) - log p(z) at the z that was drawn.

import {
  half,
  log,
  minus,
  negative,
  over,
  plus,
  squared,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import type { Derivation } from './derivation.ts';
import {
  logNormal,
  logRatio,
  mu,
  ownPrior,
  posterior,
  priorMu,
  priorVariance,
  variance,
} from './gaussianLatents.ts';
import { kingmaWelling } from './sources.ts';
import { Steps } from './steps.ts';
import { ofLatent, quantity } from './symbols.ts';

const z = symbol('z', ofLatent);
const error = squared(minus(z, mu));
const priorError = squared(minus(z, priorMu));
const [logQz, logPz] = [logNormal(error, variance), logNormal(priorError, priorVariance)];

export const sampledPairKl: Derivation<'sampled-pair-kl'> = {
  id: 'sampled-pair-kl',
  title: 'KL by a sample, to a Gaussian prior',
  kind: 'divergence',
  question: 'What is log q(z|x) − log p(z) if the prior is a Gaussian of its own?',
  subject: symbol('sampledKl'),
  likelihood: 'none',
  quantities: [quantity('z', 'real', 'The z that was drawn.'), ...posterior, ...ownPrior],
  definitions: { logQz, logPz },
  steps: Steps.from(logRatio())
    .rewrite(
      minus(logQz, logPz),
      'Each is a sum over latent dimensions of the logarithm of a normal density.',
      kingmaWelling('section 2.3'),
    )
    .rewrite(
      times(
        half,
        sumOver(
          'latent',
          plus(
            over(priorError, priorVariance),
            log(priorVariance),
            negative(over(error, variance)),
            negative(log(variance)),
          ),
        ),
      ),
      'The two ½ log 2π cancel.',
    )
    .done(),
  conclusion:
    'Its mean over z drawn from q(z|x) is the KL; a single value may be negative. Mixtures and flows as priors are estimated alike.',
  sources: [kingmaWelling('section 2.3')],
};
