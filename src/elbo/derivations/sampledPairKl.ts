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
import { kingmaWelling } from './sources.ts';
import { Steps } from './steps.ts';
import { logTwoPi, ofLatent, quantity } from './symbols.ts';

const z = symbol('z', ofLatent);
const variance = squared(symbol('sigma', ofLatent));
const priorVariance = squared(symbol('priorSigma', ofLatent));
const error = squared(minus(z, symbol('mu', ofLatent)));
const priorError = squared(minus(z, symbol('priorMu', ofLatent)));

const logNormal = (squares: typeof z, spread: typeof z) =>
  times(-0.5, sumOver('latent', plus(logTwoPi, log(spread), over(squares, spread))));

export const sampledPairKl: Derivation<'sampled-pair-kl'> = {
  id: 'sampled-pair-kl',
  title: 'KL by a sample, to a Gaussian prior',
  kind: 'divergence',
  question: 'What is log q(z|x) − log p(z) if the prior is a Gaussian of its own?',
  subject: symbol('sampledKl'),
  likelihood: 'none',
  quantities: [
    quantity('z', 'real', 'The z that was drawn.'),
    quantity('mu', 'real', 'Mean of q(z|x).'),
    quantity('sigma', 'positive', 'Standard deviation of q(z|x).'),
    quantity('priorMu', 'real', 'Mean of the prior.'),
    quantity('priorSigma', 'positive', 'Standard deviation of the prior.'),
  ],
  definitions: { logQz: logNormal(error, variance), logPz: logNormal(priorError, priorVariance) },
  steps: Steps.from(minus(symbol('logQz', ['batch']), symbol('logPz', ['batch'])))
    .rewrite(
      minus(logNormal(error, variance), logNormal(priorError, priorVariance)),
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
