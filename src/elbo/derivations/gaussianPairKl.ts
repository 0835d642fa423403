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
import type { Expr } from '../expr/expr.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { Steps } from './steps.ts';
import { logTwoPi, ofLatent, quantity } from './symbols.ts';

const mu = symbol('mu', ofLatent);
const sigma = symbol('sigma', ofLatent);
const priorMu = symbol('priorMu', ofLatent);
const priorSigma = symbol('priorSigma', ofLatent);
const z = symbol('z', [...ofLatent, 'state']);
const q = symbol('qzGivenX', ['state']);
const [variance, priorVariance] = [squared(sigma), squared(priorSigma)];
const mean = (of: Expr): Expr => sumOver('state', times(q, of));

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
  quantities: [
    quantity('mu', 'real', 'Mean of q(z|x).'),
    quantity('sigma', 'positive', 'Standard deviation of q(z|x).'),
    quantity('priorMu', 'real', 'Mean of the prior.'),
    quantity('priorSigma', 'positive', 'Standard deviation of the prior.'),
    quantity('e', 'nodes', 'Points at which expectations are computed exactly.'),
    quantity('qzGivenX', 'nodeWeights', 'Their weights.'),
  ],
  definitions: {
    z: plus(mu, times(sigma, symbol('e', ['state']))),
    logQz: times(
      -0.5,
      sumOver('latent', plus(logTwoPi, log(variance), over(squared(minus(z, mu)), variance))),
    ),
    logPz: times(
      -0.5,
      sumOver(
        'latent',
        plus(logTwoPi, log(priorVariance), over(squared(minus(z, priorMu)), priorVariance)),
      ),
    ),
  },
  steps: Steps.from(
    mean(minus(symbol('logQz', ['batch', 'state']), symbol('logPz', ['batch', 'state']))),
  )
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
