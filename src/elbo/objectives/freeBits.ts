// The ELBO with a floor under the KL of every latent dimension.

import { max, plus, sumOver, symbol, times } from '../expr/build.ts';
import type { Objective } from './objective.ts';

/**
 * -E_q[log p(x|z)] + beta sum over latent dimensions of max(freeNats, KL_j), KL_j averaged over the batch first; nats per
 * datum, minimised. Below its floor a dimension has no gradient from the KL, so nothing pushes it to collapse.
 */
export const freeBits: Objective<'free-bits'> = {
  id: 'free-bits',
  name: 'Free bits',
  summary:
    'Each latent dimension may use some nats for free: its KL counts only from there on. It keeps dimensions in use ' +
    'early in training. The loss is at least the negative ELBO, and above it wherever a dimension uses less than its ' +
    'share. Reports show the KL itself.',
  weight: 'beta',
  loss: plus(
    symbol('reconstructionLoss'),
    times(
      symbol('beta'),
      sumOver('latent', max(symbol('klPerDimension', ['latent']), symbol('freeNats'))),
    ),
  ),
  sources: [
    {
      authors: 'D. P. Kingma, T. Salimans, R. Jozefowicz, X. Chen, I. Sutskever, M. Welling',
      title: 'Improving Variational Inference with Inverse Autoregressive Flow',
      year: 2016,
      id: 'arXiv:1606.04934',
    },
  ],
};
