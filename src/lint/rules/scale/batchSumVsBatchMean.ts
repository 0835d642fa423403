// ELBO304: one term is summed over the batch, the other averaged.

import { symbol } from '../../../elbo/expr/build.ts';
import type { Context } from '../../context.ts';
import type { LossView } from '../../lossView.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { isScalarKl } from './scalarBroadcastReduction.ts';
import { batchProof, betaWords, bothTerms } from '../../words.ts';

export const rule: Rule = {
  id: 'ELBO304',
  name: 'batch-sum-vs-batch-mean',
  severity: 'error',
  what: 'One term is summed over the batch, the other averaged.',
  why:
    'The weight of the KL then has the batch size in it: it is another objective for another batch size, and for the last, shorter ' +
    'batch of an epoch. No choice of β is behind it, since β does not know the batch.',
  instead: 'Reduce both alike: sum each over its dimensions, then average both over the batch.',
  quantity: { name: 'effective β', formula: symbol('B') },
  sources: ['pytorch/examples issue 234; jaanaltosaar/variational-autoencoder issue 7'],
  needs: null,
  *check(context) {
    // Where the dimensions are mixed too, one average is behind both: recon-mean-kl-sum tells it.
    for (const view of context.losses())
      if (view.isBatchMixed && view.power('D') === 0 && !isScalarKl(view))
        yield draftOf(context, view);
  },
};

function draftOf(context: Context, view: LossView): Draft {
  const { loss, likelihood } = view;
  const what =
    likelihood?.reduction.batch === 'sum'
      ? 'The reconstruction is summed over the batch, the KL is not'
      : 'The KL is summed over the batch, the reconstruction averaged';
  return {
    span: loss.span,
    symbol: loss.symbol,
    message: `${what}: ${betaWords(view, context.where)}, another weight for every batch size. Divide the sum by the batch size.`,
    proof: batchProof(view),
    related: bothTerms(view),
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'Keras',
      code: `from keras import backend as K

def make_loss(mu, log_var):
    def vae_loss(x, y):
        loss = K.sum(K.square(x - y))
        kl_loss = -0.5 * K.sum(1 + log_var - K.square(mu) - K.exp(log_var), axis=-1)
        return loss + kl_loss
#       ^^^^^^^^^^^^^^^^^^^^^
    return vae_loss
`,
      says: 'another weight for every batch size',
      twin: ['K.sum(K.square(x - y))', 'K.sum(K.square(x - y), axis=-1)'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum') / x.size(0)
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + kld
#   ^^^^^^^^^^^^^^^^
`,
      says: 'effective β = B',
      twin: [
        '-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())',
        '-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp()) / x.size(0)',
      ],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def elbo_loss(x, logits, mu, logvar):
    rec = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits))
    kl = tf.reduce_mean(-0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1))
    return rec + kl
#   ^^^^^^^^^^^^^^^
`,
      says: 'effective β = 1/B',
      twin: [
        'tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits))',
        'tf.reduce_mean(tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=1))',
      ],
    },
  ],
  traps: [
    {
      why: 'both are divided by the batch size later',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
    },
    {
      why: 'the sum of one is divided by the batch size on a line of its own',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x)
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    kld /= x.size(0) * 784
    return bce + kld
`,
    },
  ],
};
