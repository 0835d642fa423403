// ELBO316: the loss is summed over the batch.

import { symbol, times } from '../../../elbo/expr/build.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
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
    yield* forgotten(context);
  },
};

/** `batch_size = x.size(0)` stands beside a sum over the batch, and nothing uses it. */
function* forgotten(context: Context): Generator<Draft> {
  const inLosses = new Set(
    context
      .losses()
      .filter((view) => isSum(view) || view.power('B') !== 0)
      .flatMap(({ loss }) => loss.terms),
  );
  for (const term of context.terms()) {
    if (term.kind !== 'kl' || term.reduction.batch !== 'sum' || inLosses.has(term)) continue;
    const name = unusedBatchSize(context, term.functionSpan);
    const loss = context.losses().find((view) => view.loss.terms.includes(term))?.loss;
    if (name !== null) yield forgottenDraft(loss ?? term, name);
  }
}

/** A name for the number of data that is set in a function and stands nowhere else in it. */
function unusedBatchSize({ text }: Context, { from, to }: Term['functionSpan']): string | null {
  const body = text.slice(from, to).replaceAll(/#.*/gu, '');
  const [, name] =
    /^\s*(batch_?size|bs|n_?batch|num_batch)\s*=\s*[\w.]+(?:\.size\(0\)|\.shape\[0\]|\.size\(\)\[0\])/imu.exec(
      body,
    ) ?? [];
  const uses =
    name === undefined ? 0 : body.split(new RegExp(String.raw`\b${name}\b`, 'u')).length - 1;
  return name !== undefined && uses === 1 ? name : null;
}

function forgottenDraft({ span, symbol: fn }: Pick<Term, 'span' | 'symbol'>, name: string): Draft {
  return {
    span,
    symbol: fn,
    message: `The KL is summed over the batch, and ${name} is worked out beside it and not used: its gradient is B times that of the average. Divide by ${name}, unless the caller does.`,
  };
}

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
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn

class KLLoss(nn.Module):
    def forward(self, mu, logvar):
        batch_size = mu.size(0)
        kl = 0.5 * torch.sum(-1 - logvar + mu.pow(2) + logvar.exp())
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        return kl
`,
      says: 'not used',
      twin: ['return kl', 'return kl / batch_size'],
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
