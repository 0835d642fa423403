// Free bits: a floor under the KL of each latent dimension, and what it adds to the loss.

import { max, minus, plus, sumOver, symbol } from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { Steps } from './steps.ts';
import { quantity } from './symbols.ts';

const reconstruction = symbol('reconstructionLoss');
const kl = symbol('klPerDimension', ['latent']);
const free = symbol('freeNats');

const kingma: Source = {
  authors: 'D. P. Kingma, T. Salimans, R. Jozefowicz, X. Chen, I. Sutskever, M. Welling',
  title: 'Improving Variational Inference with Inverse Autoregressive Flow',
  year: 2016,
  id: 'arXiv:1606.04934',
  locator: 'Appendix C.8',
};

export const freeBits: Derivation<'free-bits'> = {
  id: 'free-bits',
  title: 'Free bits: what a floor under the KL adds',
  kind: 'objective',
  question: 'Is a loss with free bits still a bound?',
  subject: symbol('loss'),
  likelihood: 'none',
  quantities: [
    quantity('reconstructionLoss', 'real', '−E[log p(x|z)], nats.'),
    quantity(
      'klPerDimension',
      'positive',
      'KL of each latent dimension, averaged over the batch first.',
    ),
    quantity('freeNats', 'positive', 'Nats that each dimension may use for free.'),
  ],
  definitions: {},
  steps: Steps.from(plus(reconstruction, sumOver('latent', max(kl, free))))
    .rewrite(
      plus(reconstruction, sumOver('latent', kl), sumOver('latent', max(minus(free, kl), 0))),
      'The larger of two numbers is the first plus what it lacks of the second.',
      kingma,
    )
    .bound(
      {
        gap: sumOver('latent', max(minus(free, kl), 0)),
        gapName: 'what dimensions below their share lack of it',
        bound: symbol('negativeElbo'),
      },
      plus(reconstruction, sumOver('latent', kl)),
      'What is left is −ELBO: the loss is never below it, so minus the loss is still a lower bound of log p(x).',
      kingma,
    )
    .done(),
  conclusion:
    'Below its share a dimension has no gradient from the KL, so nothing pushes it to collapse. A floor put under the mean over ' +
    'dimensions, or before averaging over the batch, is another objective.',
  sources: [kingma],
};
