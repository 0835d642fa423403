// ELBO301: the reconstruction is averaged over the data dimensions, the KL summed over the latent ones.

import { over, symbol, times } from '../../../elbo/expr/build.ts';
import type { Context } from '../../context.ts';
import type { LossView } from '../../lossView.ts';
import { callOfTerm, summed, weighed } from '../../fixes/likelihoodEdits.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { unsummedLogProb } from './independentMissingEventDims.ts';
import { scaleDraft, unequal } from './drafts.ts';

export const rule: Rule = {
  id: 'ELBO301',
  name: 'recon-mean-kl-sum',
  severity: 'warning',
  what: 'The reconstruction is averaged over the D numbers of a datum while the KL is summed over its latent dimensions.',
  why:
    'The likelihood is a product over dimensions, so −log p(x|z) is a sum of D terms. Its average is smaller by D, which is the ' +
    'same as weighing the KL by D: effective β = D w for a cross-entropy, D w / 2 for a squared error at σ = 1. Library losses ' +
    'average by default. The weight then changes with the size of the picture.',
  instead:
    'Sum over the dimensions and average over the batch, or weigh the KL by 1/D. If the weight was tuned as it is, keep it, and ' +
    'know its number: it does not carry over to other data. A named weight makes this an information.',
  quantity: { name: 'effective β', formula: over(times(symbol('D'), symbol('w')), 2) },
  sources: [
    'pytorch/examples issues 234, 290, 817; keras issue 6015; orybkin/sigma-vae-pytorch',
    'Rybkin, Daniilidis, Levine: Simple and effective VAE training with calibrated decoders, arXiv 2006.13202',
  ],
  needs: null,
  *check(context) {
    for (const view of unequal(context))
      if (view.power('D') > 0 && view.power('d') === 0 && !unsummedLogProb(context, view))
        yield draftOf(context, view);
  },
};

function draftOf(context: Context, view: LossView): Draft {
  return scaleDraft(context, view, {
    what: 'The reconstruction is averaged over the data dimensions, the KL is summed over the latent ones',
    now: 'For an ELBO sum over the data dimensions, or weigh the KL by 1/D.',
    severity: 'warning',
    fixes: () => fixes(context, view),
  });
}

function* fixes(context: Context, view: LossView): Generator<FixDraft> {
  const { likelihood, divergence } = view;
  const call = likelihood?.term && callOfTerm(context, likelihood.term);
  if (!call || !divergence) return;
  const edits = summed(context, call, divergence.reduction.batch !== 'sum');
  if (edits.length === 0) return;
  const isSquare = likelihood.term?.family === 'gaussian_fixed';
  const goal = view.weights.length === 0 ? { beta: 1 } : {};
  const kind = 'refactoring';
  if (isSquare)
    yield {
      title: 'Make this the exact Gaussian NLL, sigma = 1',
      edits: [weighed(call, '0.5'), ...edits],
      kind,
      keeps: null,
      ...goal,
    };
  else yield { title: 'Sum over the data dimensions', edits, kind, keeps: null, ...goal };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(x_hat, x, mu, logvar):
    recon = F.mse_loss(x_hat, x)
    kl = torch.mean(-0.5 * torch.sum(1 + logvar - mu ** 2 - logvar.exp(), dim=1))
    return recon + kl
#   ^^^^^^^^^^^^^^^^^
`,
      says: 'effective β = D/2 at σ = 1',
      twin: ['F.mse_loss(x_hat, x)', "0.5 * F.mse_loss(x_hat, x, reduction='sum') / x.shape[0]"],
    },
    {
      framework: 'PyTorch',
      severity: 'information',
      code: `import torch
import torch.nn.functional as F

def loss_function(recons, x, mu, log_var, kld_weight):
    recons_loss = F.mse_loss(recons, x.view(-1, 12288))
    kld_loss = torch.mean(-0.5 * torch.sum(1 + log_var - mu ** 2 - log_var.exp(), dim=1), dim=0)
    return recons_loss + kld_weight * kld_loss
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'kld_weight',
      twin: [
        'F.mse_loss(recons, x.view(-1, 12288))',
        "F.mse_loss(recons, x, reduction='sum') / x.size(0)",
      ],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf

def vae_loss(x, x_hat, mu, logvar):
    rec = tf.keras.losses.binary_crossentropy(x, x_hat)
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'effective β = D',
      twin: [
        'tf.keras.losses.binary_crossentropy(x, x_hat)',
        '784 * tf.keras.losses.binary_crossentropy(x, x_hat)',
      ],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import optax

def loss_fn(logits, x, mean, logvar):
    bce = jnp.mean(optax.sigmoid_binary_cross_entropy(logits, x))
    kl = jnp.mean(-0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1))
    return bce + kl
#   ^^^^^^^^^^^^^^^
`,
      twin: [
        'jnp.mean(optax.sigmoid_binary_cross_entropy(logits, x))',
        'jnp.mean(jnp.sum(optax.sigmoid_binary_cross_entropy(logits, x), axis=-1))',
      ],
    },
    {
      framework: 'TensorFlow.js',
      code: `import * as tf from '@tensorflow/tfjs';

export function vaeLoss(x: tf.Tensor, logits: tf.Tensor, mu: tf.Tensor, logvar: tf.Tensor) {
  const rec = tf.losses.sigmoidCrossEntropy(x, logits);
  const kl = tf.sum(logvar.add(1).sub(mu.square()).sub(logvar.exp()), -1).mul(-0.5).mean();
  return rec.add(kl);
  //^^^^^^^^^^^^^^^^
}
`,
      twin: [
        'tf.losses.sigmoidCrossEntropy(x, logits)',
        'tf.losses.sigmoidCrossEntropy(x, logits).mul(784)',
      ],
    },
  ],
  traps: [
    {
      why: 'the weight is 1/D',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x)
    kld = torch.mean(-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1))
    return bce + kld / 784
`,
    },
    {
      why: 'the weight is 1/D by the shape of a datum',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x)
    kld = torch.mean(-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1))
    return bce + kld / x[0].numel()
`,
    },
  ],
};
