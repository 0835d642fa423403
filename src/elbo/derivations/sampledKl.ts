// One sample of the KL: log q(z|x) - log p(z) for Gaussians, at the z that was drawn.

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
  logStandardNormal,
  mu,
  posterior,
  variance,
} from './gaussianLatents.ts';
import { kingmaWelling } from './sources.ts';
import { Steps } from './steps.ts';
import { ofLatent, quantity } from './symbols.ts';

const z = symbol('z', ofLatent);
const error = squared(minus(z, mu));
const [logQz, logPz] = [logNormal(error, variance), logStandardNormal(squared(z))];

export const sampledKl: Derivation<'sampled-kl'> = {
  id: 'sampled-kl',
  title: 'KL by a sample: log q(z|x) − log p(z)',
  kind: 'divergence',
  question: 'May the KL be estimated by the z that was drawn, and may it then be negative?',
  subject: symbol('sampledKl'),
  likelihood: 'none',
  quantities: [quantity('z', 'real', 'The z that was drawn.'), ...posterior],
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
          plus(squared(z), negative(over(error, variance)), negative(log(variance))),
        ),
      ),
      'The two ½ log 2π cancel.',
    )
    .done(),
  conclusion:
    'Its mean over z drawn from q(z|x) is the KL; a single value may be negative. With z = μ + σε the middle part is ε², ' +
    'and its gradient is noise of mean 0.',
  sources: [kingmaWelling('section 2.3')],
};
