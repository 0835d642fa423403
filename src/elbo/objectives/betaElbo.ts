// The ELBO with its KL weighted by beta.

import { plus, symbol, times } from '../expr/build.ts';
import type { Objective } from './objective.ts';

/**
 * -E_q[log p(x|z)] + beta KL(q(z|x) || p(z)), nats per datum, minimised. Its negative is a lower bound of
 * log p(x) for beta >= 1, because KL >= 0; below 1 it need not be.
 */
export const betaElbo: Objective<'beta-elbo'> = {
  id: 'beta-elbo',
  name: 'beta-ELBO',
  summary:
    'The KL weighted by beta, constant or on a schedule. Above 1 it buys a lower rate with more distortion, below 1 ' +
    'the other way round; only from 1 upwards is it still a bound of log p(x). Reports show the unweighted KL.',
  weight: 'beta',
  loss: plus(symbol('reconstructionLoss'), times(symbol('beta'), symbol('kl'))),
  sources: [
    {
      authors:
        'C. P. Burgess, I. Higgins, A. Pal, L. Matthey, N. Watters, G. Desjardins, A. Lerchner',
      title: 'Understanding disentangling in beta-VAE',
      year: 2018,
      id: 'arXiv:1804.03599',
    },
    {
      authors: 'S. R. Bowman, L. Vilnis, O. Vinyals, A. M. Dai, R. Jozefowicz, S. Bengio',
      title: 'Generating Sentences from a Continuous Space',
      year: 2015,
      id: 'arXiv:1511.06349',
      locator: 'section 3.1',
    },
    {
      authors: 'A. A. Alemi, B. Poole, I. Fischer, J. V. Dillon, R. A. Saurous, K. Murphy',
      title: 'Fixing a Broken ELBO',
      year: 2017,
      id: 'arXiv:1711.00464',
    },
  ],
};
