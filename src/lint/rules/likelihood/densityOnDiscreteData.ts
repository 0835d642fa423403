// ELBO117: a density with a learned scale, of data that are levels.

import { half, log, pi, plus, symbol, times } from '../../../elbo/expr/build.ts';
import { type Data, dataOf, dataPlace } from '../../data.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO117',
  name: 'density-on-discrete-data',
  severity: 'hint',
  what: 'A density with a learned σ is taken of grey levels, which nobody made continuous.',
  why:
    'Levels are points. A density with a σ of its own can be as high as it likes at a point: the log density of a pixel that is always the ' +
    'same grows without bound as σ goes to 0. Its value is no log-probability of a picture, and turned into bits per dimension it compares ' +
    'with nothing.',
  instead:
    'Add noise of one level, U(0, 1/256) on [0, 1]: the expected log density is then a bound on the log mass. Or integrate over bins, as a ' +
    'discretised logistic does.',
  quantity: {
    name: 'log density at the mean',
    formula: times(-1, plus(log(symbol('sigma')), times(half, log(times(2, pi))))),
  },
  sources: [
    'Theis, van den Oord, Bethge: A note on the evaluation of generative models, arXiv 1511.01844',
    'ai.stackexchange 31912; vdvae issue 5',
  ],
  needs: 'How the data are prepared, in the same file.',
  *check(context) {
    for (const term of context.terms()) {
      if (!hasLearnedScale(term)) continue;
      const data = dataOf(context, term);
      if (data && isLevels(data)) yield draftOf(term, data);
    }
  },
};

export const hasLearnedScale = ({ kind, family, match }: Term): boolean =>
  kind === 'reconstruction' && family === 'gaussian_learned_var' && match !== null;

/** Pictures of 256 levels, by a known step; a range alone says nothing of levels. */
export const isLevels = ({ treatment, kind }: Data): boolean =>
  treatment === 'unit' ||
  treatment === 'pictures' ||
  treatment === 'symmetric' ||
  (treatment === null && kind === 'binary');

function draftOf({ span, symbol: fn }: Term, data: Data): Draft {
  return {
    span,
    symbol: fn,
    message: `The data are ${data.words}: levels, of which this takes a density with a learned σ. It has no upper bound (3.69 nats for each dimension at σ = 0.01), and its value compares with no bits per dimension. Add U(0, 1/256), or integrate over bins.`,
    related: [dataPlace(data)],
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def prepare(images):
    return images / 256.

def loss_function(mean, var, x, mu, logvar):
    rec = F.gaussian_nll_loss(mean, x, var, reduction='sum', full=True)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / x.size(0)
`,
      says: '3.69 nats',
      twin: ['images / 256.', '(images + torch.rand_like(images)) / 256.'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf
import tensorflow_probability as tfp

def prepare(images):
    return images / 255.

def loss_fn(mean, std, x, mu, logvar):
    rec = -tf.reduce_sum(tfp.distributions.Normal(mean, std).log_prob(x), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    return tf.reduce_mean(rec + kl)
`,
      twin: ['images / 255.', '(images + tf.random.uniform(tf.shape(images))) / 256.'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def prepare(key, images):
    return images / 255.

def loss_fn(mean, x_logvar, x, mu, logvar):
    rec = 0.5 * jnp.sum(jnp.square(x - mean) / jnp.exp(x_logvar) + x_logvar, axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mu) - jnp.exp(logvar), axis=-1)
    return jnp.mean(rec + kl)
`,
      twin: ['images / 255.', '(images + jax.random.uniform(key, images.shape)) / 256.'],
    },
  ],
  traps: [
    {
      why: 'σ is set: nothing can grow',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def prepare(images):
    return images / 255.

def loss_function(x_hat, x, mu, logvar):
    rec = 0.5 * F.mse_loss(x_hat, x, reduction='sum')
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / x.size(0)
`,
    },
  ],
};
