// The KL from a diagonal Gaussian to the standard normal in closed form, as appendix B of Kingma and Welling has it.

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
  drawnAtNodes,
  logRatio,
  meanUnderQ as mean,
  mu,
  nodeQuantities,
  posterior,
  variance,
  zAtNodes as z,
} from './gaussianLatents.ts';
import { kingmaWelling } from './sources.ts';
import { Steps } from './steps.ts';
import { logTwoPi } from './symbols.ts';

const ofQ = plus(times(half, log(variance)), over(squared(minus(z, mu)), times(2, variance)));
const closedForm = times(
  half,
  sumOver('latent', plus(squared(mu), variance, -1, negative(log(variance)))),
);

export const gaussianKl: Derivation<'gaussian-kl'> = {
  id: 'gaussian-kl',
  title: 'KL of a Gaussian to the standard normal',
  kind: 'divergence',
  question: 'Where does −½ Σ (1 + log σ² − μ² − σ²) come from?',
  subject: symbol('klToPrior'),
  likelihood: 'none',
  quantities: [...posterior, ...nodeQuantities],
  definitions: {
    z: drawnAtNodes,
    logQz: negative(sumOver('latent', plus(times(half, logTwoPi), ofQ))),
    logPz: negative(times(half, sumOver('latent', plus(logTwoPi, squared(z))))),
  },
  steps: Steps.from(mean(logRatio('state')))
    .rewrite(
      mean(
        sumOver(
          'latent',
          plus(
            negative(times(half, logTwoPi)),
            negative(ofQ),
            times(half, logTwoPi),
            times(half, squared(z)),
          ),
        ),
      ),
      'Both are sums over latent dimensions of the logarithm of a normal density.',
      kingmaWelling('Appendix B'),
    )
    .rewrite(
      mean(
        times(
          half,
          sumOver(
            'latent',
            plus(
              squared(z),
              negative(over(squared(minus(z, mu)), variance)),
              negative(log(variance)),
            ),
          ),
        ),
      ),
      'The two ½ log 2π cancel.',
    )
    .rewrite(
      times(
        half,
        sumOver(
          'latent',
          plus(
            mean(squared(z)),
            negative(over(mean(squared(minus(z, mu))), variance)),
            negative(log(variance)),
          ),
        ),
      ),
      'The mean of a sum is the sum of means; μ and σ do not depend on z.',
    )
    .rewrite(
      closedForm,
      'Under q the mean of z² is μ² + σ², and that of (z − μ)² is σ².',
      kingmaWelling('Appendix B'),
    )
    .rewrite(
      times(
        -0.5,
        sumOver('latent', plus(1, log(variance), negative(squared(mu)), negative(variance))),
      ),
      'With the sign taken out: the form in which the paper has it, and most code.',
    )
    .done(),
  conclusion:
    'Exact, with no sample in it; never negative, and 0 only where μ = 0 and σ = 1. Each latent dimension pays its own nats. ' +
    'A dimension at 0 carries nothing of x.',
  sources: [kingmaWelling('Appendix B')],
};
