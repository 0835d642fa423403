// The ELBO with its KL held at a capacity that is raised while training.

import { abs, minus, plus, symbol, times } from '../expr/build.ts';
import type { Objective } from './objective.ts';

/**
 * -E_q[log p(x|z)] + gamma |KL(q(z|x) || p(z)) - C|, nats per datum, minimised. While KL < C it pushes the KL up, so it is
 * no bound of log p(x) then; at KL = C it is the reconstruction loss alone.
 */
export const capacity: Objective<'capacity'> = {
  id: 'capacity',
  name: 'Capacity',
  summary:
    'The KL is held near a number of nats C, usually raised step by step: latents learn one factor after another. gamma ' +
    'says how firmly. Reports show the KL itself, which should follow C.',
  weight: 'gamma',
  loss: plus(
    symbol('reconstructionLoss'),
    times(symbol('gamma'), abs(minus(symbol('kl'), symbol('capacity')))),
  ),
  sources: [
    {
      authors:
        'C. P. Burgess, I. Higgins, A. Pal, L. Matthey, N. Watters, G. Desjardins, A. Lerchner',
      title: 'Understanding disentangling in beta-VAE',
      year: 2018,
      id: 'arXiv:1804.03599',
      locator: 'equation 8',
    },
  ],
};
