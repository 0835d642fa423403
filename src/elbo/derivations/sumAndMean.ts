// A mean over dimensions beside a KL that is summed: the weight that nobody chose.

import { meanOver, over, plus, sumOver, symbol, times } from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { Steps } from './steps.ts';
import { dataSize, dimensions, ofData, quantity } from './symbols.ts';

const nll = symbol('nll', ofData);
const kl = symbol('kl', ['batch']);

const higgins: Source = {
  authors:
    'I. Higgins, L. Matthey, A. Pal, C. Burgess, X. Glorot, M. Botvinick, S. Mohamed, A. Lerchner',
  title: 'beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework',
  year: 2017,
  id: 'openreview:Sy2fzU9gl',
  locator: 'Appendix A.6',
};

export const sumAndMean: Derivation<'sum-and-mean'> = {
  id: 'sum-and-mean',
  title: 'Sum or mean over dimensions: which β it makes',
  kind: 'scale',
  question: 'Does it matter whether the reconstruction loss is summed or averaged over pixels?',
  subject: symbol('loss'),
  likelihood: 'none',
  quantities: [
    quantity('nll', 'real', '−log p of one dimension.'),
    quantity('kl', 'positive', 'KL(q(z|x) ‖ p(z)) of the datum, nats.'),
    dataSize,
  ],
  definitions: {},
  steps: Steps.from(plus(meanOver('data', nll), kl))
    .rewrite(
      plus(over(sumOver('data', nll), dimensions), kl),
      'A mean over D dimensions is the sum divided by D.',
    )
    .scale(
      dimensions,
      plus(sumOver('data', nll), times(dimensions, kl)),
      'Times D: a factor of the whole loss changes no optimum. The first term is now −log p(x|z), in nats.',
    )
    .done(),
  conclusion:
    'A mean over pixels makes the KL count D times: β = D, 784 for MNIST. A sum over pixels, then a mean over the batch, is ' +
    '−ELBO itself. A mean over the batch in both terms changes nothing.',
  sources: [higgins],
};
