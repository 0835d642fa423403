// The KL between two diagonal Gaussians in closed form: a prior that is learned or depends on something.

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
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import {
  drawnAtNodes,
  logNormal,
  logRatio,
  meanUnderQ as mean,
  mu,
  nodeQuantities,
  ownPrior,
  posterior,
  priorMu,
  priorVariance,
  variance,
  zAtNodes as z,
} from './gaussianLatents.ts';
import { Steps } from './steps.ts';

const rezende: Source = {
  authors: 'D. J. Rezende, S. Mohamed, D. Wierstra',
  title: 'Stochastic Backpropagation and Approximate Inference in Deep Generative Models',
  year: 2014,
  id: 'arXiv:1401.4082',
  locator: 'Appendix A',
};

export const gaussianPairKl: Derivation<'gaussian-pair-kl'> = {
  id: 'gaussian-pair-kl',
  title: 'KL between two Gaussians',
  kind: 'divergence',
  question: 'What is the KL if the prior has a mean and a variance of its own?',
  subject: symbol('klToPrior'),
  likelihood: 'none',
  quantities: [...posterior, ...ownPrior, ...nodeQuantities],
  definitions: {
    z: drawnAtNodes,
    logQz: logNormal(squared(minus(z, mu)), variance),
    logPz: logNormal(squared(minus(z, priorMu)), priorVariance),
  },
  steps: Steps.from(mean(logRatio('state')))
    .rewrite(
      mean(
        times(
          half,
          sumOver(
            'latent',
            plus(
              log(over(priorVariance, variance)),
              over(squared(minus(z, priorMu)), priorVariance),
              negative(over(squared(minus(z, mu)), variance)),
            ),
          ),
        ),
      ),
      'Logarithms of two normal densities; the two ½ log 2π cancel.',
      rezende,
    )
    .rewrite(
      times(
        half,
        sumOver(
          'latent',
          plus(
            log(over(priorVariance, variance)),
            over(mean(squared(minus(z, priorMu))), priorVariance),
            negative(over(mean(squared(minus(z, mu))), variance)),
          ),
        ),
      ),
      'The mean of a sum is the sum of means.',
    )
    .rewrite(
      times(
        half,
        sumOver(
          'latent',
          plus(
            log(over(priorVariance, variance)),
            over(plus(squared(minus(mu, priorMu)), variance), priorVariance),
            -1,
          ),
        ),
      ),
      'Under q the mean of (z − μₚ)² is (μ − μₚ)² + σ², and that of (z − μ)² is σ².',
      rezende,
    )
    .done(),
  conclusion:
    'The distance of the means is weighed by the variance of the prior, not by that of q: exchanging the two gives the KL in ' +
    'the other direction. With μₚ = 0 and σₚ = 1 it is the KL to the standard normal.',
  sources: [rezende],
};
