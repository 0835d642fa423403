// ELBO120: the optimal σ of a Gaussian decoder, taken over the batch alone, or over each datum alone.

import { half, log, symbol, times } from '../../../elbo/expr/build.ts';
import { type Code, type CodeAxes, partsOf, unnamed } from '../../../analysis/lowering/code.ts';
import type { Context } from '../../context.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO120',
  name: 'shared-vs-perpixel-optimal-sigma',
  severity: 'information',
  what: 'σ² is set to a mean squared error over the batch alone, or over the dimensions alone.',
  why:
    'The σ² that is best for a given decoder is the mean squared error over whatever shares it. Over batch and dimensions it is one number, and ' +
    'the loss is D/2 log MSE. Over the batch alone every pixel has its own: pixels that are black throughout have log 0, and the loss has no ' +
    'lower bound. Over the dimensions alone every picture has its own.',
  instead:
    'One mean over the batch and all dimensions, as the σ-VAE does, unless each pixel is to have a σ: then bound it.',
  quantity: {
    name: 'loss at the optimal σ',
    formula: times(half, symbol('D'), log(symbol('MSE'))),
  },
  sources: [
    'orybkin/sigma-vae-pytorch issue 1',
    'Rybkin, Daniilidis, Levine: Simple and effective VAE training with calibrated decoders, arXiv 2006.13202',
  ],
  needs: null,
  *check(context) {
    for (const term of context.terms()) {
      const over = sharingOf(context, term);
      if (over) yield draftOf(term, over);
    }
  },
};

type Sharing = 'batch' | 'datum';

/** Which mean squared error the scale is, where it is one. */
function sharingOf(context: Context, term: Term): Sharing | null {
  if (term.kind !== 'reconstruction' || term.family !== 'gaussian_learned_var') return null;
  const { match } = term;
  const at = match?.basis.scales[0];
  const role = at === undefined ? undefined : match?.roles[at];
  if (!role) return null;
  for (const origin of context.flow().origins(role, context.addressOf(term))) {
    const found = meanOf(origin);
    if (found) return sharing(found);
  }
  return null;
}

/** The mean of squares under logarithms, roots and clips. */
function meanOf(node: Code): CodeAxes | null {
  const value = unnamed(node);
  if (value.kind === 'reduce')
    return value.reduction === 'mean' && isSquare(value.body) ? value.axes : null;
  if (value.kind === 'add' || value.kind === 'choice' || value.kind === 'number') return null;
  for (const part of partsOf(value)) {
    const found = meanOf(part);
    if (found) return found;
  }
  return null;
}

function isSquare(node: Code): boolean {
  const value = unnamed(node);
  return value.kind === 'power' && value.exponent.kind === 'number' && value.exponent.value === 2;
}

function sharing(axes: CodeAxes): Sharing | null {
  if (axes === 'event' || axes === 'last') return 'datum';
  if (typeof axes === 'string' || axes.length === 0) return null;
  if (axes.length === 1 && axes[0] === 0) return 'batch';
  return axes.includes(0) ? null : 'datum';
}

function draftOf({ span, symbol: fn }: Term, over: Sharing): Draft {
  return {
    span,
    symbol: fn,
    message:
      over === 'batch'
        ? 'σ² is the mean squared error over the batch alone: each dimension has its own σ, and the loss is ½ Σ log MSE over dimensions, which goes to −∞ where one never changes. Shared by all it is D/2 log MSE: take the mean over the dimensions too.'
        : 'σ² is the mean squared error of each datum: each has its own σ, and the loss is D/2 log of its own error, averaged. Shared by all it is D/2 log MSE: take the mean over the batch too.',
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def loss_function(x_hat, x, mu, logvar):
    log_sigma = ((x - x_hat) ** 2).mean(0, keepdim=True).sqrt().log()
    rec = (0.5 * ((x - x_hat) / torch.exp(log_sigma)) ** 2 + log_sigma).sum(-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (rec + kl).mean()
`,
      says: 'over the batch alone',
      twin: ['.mean(0, keepdim=True)', '.mean([0, 1], keepdim=True)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def loss_fn(x_hat, x, mu, logvar):
    log_var = tf.math.log(tf.reduce_mean(tf.square(x - x_hat), axis=-1, keepdims=True))
    rec = 0.5 * tf.reduce_sum(tf.square(x - x_hat) / tf.exp(log_var) + log_var, axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    return tf.reduce_mean(rec + kl)
`,
      says: 'of each datum',
      twin: ['axis=-1, keepdims=True)', 'axis=(0, 1), keepdims=True)'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def loss_fn(x_hat, x, mean, logvar):
    log_sigma = jnp.log(jnp.sqrt(jnp.mean(jnp.square(x - x_hat), axis=0)))
    rec = jnp.sum(0.5 * jnp.square((x - x_hat) / jnp.exp(log_sigma)) + log_sigma, axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jnp.mean(rec + kl)
`,
      twin: ['jnp.square(x - x_hat), axis=0)', 'jnp.square(x - x_hat))'],
    },
  ],
  traps: [
    {
      why: 'the σ-VAE’s own: one mean over everything',
      framework: 'PyTorch',
      code: `import torch

def loss_function(x_hat, x, mu, logvar):
    log_sigma = ((x - x_hat) ** 2).mean([0, 1, 2, 3], keepdim=True).sqrt().log()
    rec = (0.5 * ((x - x_hat) / torch.exp(log_sigma)) ** 2 + log_sigma).sum()
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return rec + kl
`,
    },
  ],
};
