// The evidence lower bound itself.

import { plus, symbol } from '../expr/build.ts';
import type { Objective } from './objective.ts';

/** -ELBO = -E_q[log p(x|z)] + KL(q(z|x) || p(z)) >= -log p(x), nats per datum, minimised. */
export const elbo: Objective<'elbo'> = {
  id: 'elbo',
  name: 'ELBO',
  summary:
    'The evidence lower bound: reconstruction minus KL, both with weight 1. Its negative is what is minimised, and it ' +
    'is never below the negative log likelihood of the data.',
  weight: 'none',
  loss: plus(symbol('reconstructionLoss'), symbol('kl')),
  sources: [
    {
      authors: 'D. P. Kingma, M. Welling',
      title: 'Auto-Encoding Variational Bayes',
      year: 2013,
      id: 'arXiv:1312.6114',
      locator: 'equation 3',
    },
    {
      authors: 'M. I. Jordan, Z. Ghahramani, T. S. Jaakkola, L. K. Saul',
      title: 'An Introduction to Variational Methods for Graphical Models',
      year: 1999,
      id: 'doi:10.1023/A:1007665907178',
    },
  ],
};
