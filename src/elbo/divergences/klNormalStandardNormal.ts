// KL from a diagonal Gaussian posterior to the standard normal prior.

import { exp, expm1MinusX, minus, negative, plus, squared, symbol, times } from '../expr/build.ts';
import { numberAt } from '../families/values.ts';
import type { Divergence } from './divergence.ts';

const mu = symbol('mu', ['batch', 'latent']);
const logvar = symbol('logvar', ['batch', 'latent']);
const z = symbol('z', ['sample', 'batch', 'latent']);

/**
 * KL(N(mu, sigma^2) || N(0, 1)) = (mu^2 + sigma^2 - 1 - log sigma^2) / 2 of one latent dimension, in nats;
 * >= 0, and 0 only at mu = 0, logvar = 0. Elementwise in mu and logvar = log sigma^2 (batch, latent).
 *
 * Written with expm1MinusX: near collapse the parts of the usual form cancel, and a float32 KL of 1e-8 would
 * come out as 0 or negative, just where one looks for inactive dimensions.
 */
export const klNormalStandardNormal: Divergence<'kl-normal-standard-normal'> = {
  id: 'kl-normal-standard-normal',
  name: 'KL(N(mu, sigma^2) || N(0, 1))',
  q: 'diagonal-normal',
  p: 'standard-normal',
  summary:
    'How far the approximate posterior is from the prior, summed over independent latent dimensions. Never negative ' +
    'in closed form; a Monte Carlo estimate of it may be negative on single draws.',
  parameters: [
    { name: 'mu', of: 'q', domain: 'real', meaning: 'Mean.' },
    { name: 'logvar', of: 'q', domain: 'real', meaning: 'log sigma^2.' },
  ],
  form: {
    kind: 'expression',
    closedForm: times(0.5, plus(squared(mu), expm1MinusX(logvar))),
    // The two 1/2 log 2 pi cancel exactly and are left out.
    monteCarlo: times(
      0.5,
      minus(minus(squared(z), times(squared(minus(z, mu)), exp(negative(logvar)))), logvar),
    ),
  },
  draw: (parameters, random) =>
    numberAt(parameters, 'mu') + Math.exp(0.5 * numberAt(parameters, 'logvar')) * random.normal(),
  sources: [
    {
      authors: 'D. P. Kingma, M. Welling',
      title: 'Auto-Encoding Variational Bayes',
      year: 2013,
      id: 'arXiv:1312.6114',
      locator: 'Appendix B',
    },
  ],
};
