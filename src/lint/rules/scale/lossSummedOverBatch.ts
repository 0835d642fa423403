// ELBO316: the loss is summed over the batch.

import { symbol, times } from '../../../elbo/expr/build.ts';
import type { LossView } from '../../lossView.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO316',
  name: 'loss-summed-over-batch',
  severity: 'information',
  what: 'The loss is a sum over the batch.',
  why:
    'Its gradient grows with the batch size, so the step of plain gradient descent does too, and a learning rate holds for one batch ' +
    'size alone. Adam takes the scale away but for its ε; clipping by norm and weight decay do not. The effective β is not ' +
    'touched.',
  instead: 'Divide the loss by the batch size. Where another file divides, nothing is amiss.',
  quantity: { name: 'gradient', formula: times(symbol('B'), symbol('gradient per datum')) },
  sources: ['pytorch/examples vae, issues 234 and 290'],
  needs: 'Whether whoever calls the function divides.',
  *check(context) {
    for (const view of context.losses()) if (isSum(view)) yield draftOf(view);
  },
};

/** Not of two terms that are returned side by side: whoever adds them may divide. */
function isSum({ loss, likelihood, divergence, isTotal }: LossView): boolean {
  if (!isTotal || !loss.sumOverBatch) return false;
  if (isOfLibrary(loss)) return true;
  if (likelihood?.piece.sense?.kind !== 'reconstruction') return false;
  return divergence?.reduction.batch === 'sum' || divergence?.piece.match === null;
}

/** An ELBO object computes it: there is nothing to look into. */
const isOfLibrary = ({ parts }: LossView['loss']): boolean => parts.length === 0;

function draftOf({ loss }: LossView): Draft {
  const now = isOfLibrary(loss)
    ? 'Scale model and guide by 1/B, or tune the learning rate for one batch size.'
    : 'Divide by the batch size, unless the caller does.';
  return {
    span: loss.span,
    symbol: loss.symbol,
    message: `The loss is summed over the batch: its gradient is B times that of the average, so the learning rate depends on the batch size. ${now}`,
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x.view(-1, 784), reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + kld
#   ^^^^^^^^^^^^^^^^
`,
      twin: ['return bce + kld', 'return (bce + kld) / x.size(0)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def elbo_loss(x, logits, mu, logvar):
    rec = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=1)
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_sum(rec + kl)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['tf.reduce_sum(rec + kl)', 'tf.reduce_mean(rec + kl)'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import optax

def loss_fn(logits, x, mean, logvar):
    bce = jnp.sum(optax.sigmoid_binary_cross_entropy(logits, x))
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar))
    return bce + kl
#   ^^^^^^^^^^^^^^^
`,
      twin: ['return bce + kl', 'return (bce + kl) / x.shape[0]'],
    },
  ],
  traps: [
    {
      why: 'every term is divided where it is made',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum').div(x.size(0))
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp()).div(x.size(0))
    return bce + kld
`,
    },
  ],
};
