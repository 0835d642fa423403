// KL between two diagonal Gaussians: a posterior and a prior that is learned, or depends on something.

import { exp, expm1MinusX, minus, negative, plus, squared, symbol, times } from '../expr/build.ts';
import { numberAt } from '../families/values.ts';
import type { Divergence } from './divergence.ts';

const mu = symbol('mu', ['batch', 'latent']);
const logvar = symbol('logvar', ['batch', 'latent']);
const priorMu = symbol('priorMu', ['batch', 'latent']);
const priorLogvar = symbol('priorLogvar', ['batch', 'latent']);
const z = symbol('z', ['sample', 'batch', 'latent']);

/**
 * KL(N(mu, s^2) || N(m, t^2)) = ((mu - m)^2 / t^2 + s^2/t^2 - 1 - log(s^2/t^2)) / 2 of one latent dimension, in nats;
 * >= 0, and 0 only where both are the same. Elementwise in means and logarithms of variances (batch, latent).
 * Written with expm1MinusX, as the KL to the standard normal is: its parts cancel where q is close to p.
 */
export const klNormalNormal: Divergence<'kl-normal-normal'> = {
  id: 'kl-normal-normal',
  name: 'KL(N(mu, sigma^2) || N(mu_p, sigma_p^2))',
  q: 'diagonal-normal',
  p: 'diagonal-normal',
  summary:
    'How far one Gaussian is from another, summed over independent dimensions: for a prior that is learned, or that ' +
    'another layer of latents gives. It weighs the distance of the means by the variance of the prior, not by that of ' +
    'the posterior.',
  parameters: [
    { name: 'mu', of: 'q', domain: 'real', meaning: 'Mean.' },
    { name: 'logvar', of: 'q', domain: 'real', meaning: 'log sigma^2.' },
    { name: 'priorMu', of: 'p', domain: 'real', meaning: 'Mean of the prior.' },
    { name: 'priorLogvar', of: 'p', domain: 'real', meaning: 'log sigma^2 of the prior.' },
  ],
  form: {
    kind: 'expression',
    closedForm: times(
      0.5,
      plus(
        times(squared(minus(mu, priorMu)), exp(negative(priorLogvar))),
        expm1MinusX(minus(logvar, priorLogvar)),
      ),
    ),
    // The two 1/2 log 2 pi cancel exactly and are left out.
    monteCarlo: times(
      0.5,
      plus(
        times(squared(minus(z, priorMu)), exp(negative(priorLogvar))),
        priorLogvar,
        times(-1, squared(minus(z, mu)), exp(negative(logvar))),
        negative(logvar),
      ),
    ),
  },
  draw: (parameters, random) =>
    numberAt(parameters, 'mu') + Math.exp(0.5 * numberAt(parameters, 'logvar')) * random.normal(),
  sources: [
    {
      authors: 'D. J. Rezende, S. Mohamed, D. Wierstra',
      title: 'Stochastic Backpropagation and Approximate Inference in Deep Generative Models',
      year: 2014,
      id: 'arXiv:1401.4082',
    },
  ],
};
