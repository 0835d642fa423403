// The loss somebody's code states, with the reductions it has: every term as the code weighs it.

import { plus, symbol, times } from '../expr/build.ts';
import type { Objective } from './objective.ts';

/**
 * factor (-E_q[log p(x|z)] + beta KL(q(z|x) || p(z))), minimised. A sum or mean in the wrong place multiplies a whole term, so
 * any two weights a of the likelihood and c of the KL are this: factor = a, beta = c / a. The factor moves no optimum; it
 * scales every gradient.
 */
export const asWritten: Objective<'as-written'> = {
  id: 'as-written',
  name: 'Loss as written',
  summary:
    'The loss of somebody’s code, its reductions and weights included: beta is the weight its KL really has beside log p, the factor ' +
    'what multiplies both. The factor moves no optimum; it scales the gradients, which plain gradient descent follows and Adam ' +
    'does not. Reports show the unweighted terms in nats.',
  weight: 'beta',
  loss: times(
    symbol('factor'),
    plus(symbol('reconstructionLoss'), times(symbol('beta'), symbol('kl'))),
  ),
  sources: [
    {
      authors:
        'I. Higgins, L. Matthey, A. Pal, C. Burgess, X. Glorot, M. Botvinick, S. Mohamed, A. Lerchner',
      title: 'beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework',
      year: 2017,
      id: 'openreview:Sy2fzU9gl',
      locator: 'appendix A.4.1, the normalised beta',
    },
  ],
};
