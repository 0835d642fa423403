// ELBO303: both terms are averaged over their own dimensions.

import { over, symbol } from '../../../elbo/expr/build.ts';
import type { Examples, Rule } from '../../rule.ts';
import { scaleDraft, unequal } from './drafts.ts';

export const rule: Rule = {
  id: 'ELBO303',
  name: 'both-mean',
  severity: 'information',
  what: 'The reconstruction is averaged over its D dimensions and the KL over its d.',
  why:
    'Both averages are of sums the ELBO has whole, so the KL weighs D/d times what it should: 784/2 = 392 for digits and two ' +
    'latents, half of that for a squared error at σ = 1. It looks balanced and is not.',
  instead:
    'Sum both over their own dimensions and average over the batch, or weigh the KL by d/D. A weight that was tuned on top of the ' +
    'averages is a choice: its number is told, so that it can be compared.',
  quantity: { name: 'effective β', formula: over(symbol('D'), symbol('d')) },
  sources: ['keras issues 6015 and 7404; Lightning-Bolts basic VAE'],
  needs: null,
  *check(context) {
    for (const view of unequal(context))
      if (view.power('D') > 0 && view.power('d') < 0)
        yield scaleDraft(context, view, {
          what: 'Both terms are averages over their own dimensions, the data for one and the latent for the other',
          now: 'For an ELBO sum each over its dimensions, or weigh the KL by d/D.',
          severity: 'information',
        });
  },
};

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F

class VAELoss(nn.Module):
    def forward(self, out, original):
        reconstruction, mu, logvar = out
        recons_loss = F.mse_loss(reconstruction, original)
        kl = -0.5 * torch.mean(1 + logvar - mu.pow(2) - logvar.exp())
        return recons_loss + kl
#       ^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'effective β = D/(2 d)',
      twin: ['recons_loss + kl', 'recons_loss + kl * mu.shape[1] / original.shape[1] * 2'],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf

def vae_loss(x, x_hat, mu, logvar):
    x = tf.keras.backend.flatten(x)
    x_hat = tf.keras.backend.flatten(x_hat)
    rec = tf.keras.losses.binary_crossentropy(x, x_hat)
    kl = -0.5 * tf.keras.backend.mean(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    return tf.keras.backend.mean(rec + kl)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'effective β = D/d',
      twin: ['tf.keras.backend.mean(1 + logvar', 'tf.keras.backend.sum(1 + logvar'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def vae_loss(x, x_hat, mu, logvar):
    rec = tf.reduce_mean(tf.square(x - x_hat))
    kl = -0.5 * tf.reduce_mean(1 + logvar - tf.square(mu) - tf.exp(logvar))
    return rec + 0.01 * kl
#   ^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'D/(200 d)',
      twin: [
        'tf.reduce_mean(tf.square(x - x_hat))',
        '0.5 * tf.reduce_mean(tf.reduce_sum(tf.square(x - x_hat), axis=1))',
      ],
    },
  ],
  traps: [
    {
      why: 'the weight is d/D',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x)
    kld = -0.5 * torch.mean(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + mu.shape[1] / x.shape[1] * kld
`,
    },
  ],
};
