// ELBO105: a loss that takes probabilities is given numbers that are none.

import { log, negative, symbol } from '../../../elbo/expr/build.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { logitsInstead } from '../../fixes/logits.ts';
import { type Output, outputOfRole } from '../../outputs.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO105',
  name: 'missing-sigmoid-for-probs-loss',
  severity: 'error',
  what: 'A cross-entropy that takes probabilities is given the numbers of a linear layer, or of a tanh.',
  why:
    'log p and log(1 − p) need p in (0, 1). A linear layer gives any number: PyTorch raises, Keras clips silently, so that the gradient of ' +
    'every clipped pixel is 0; handwritten logarithms are NaN. A tanh gives −1 to 1, with the same end.',
  instead: 'Take the loss for logits, or end the decoder with a sigmoid.',
  quantity: { name: 'loss of a white pixel', formula: negative(log(symbol('p'))) },
  sources: ['pytorch issues 36647 and 15262'],
  needs: 'The last layer of the decoder, in the same file.',
  *check(context) {
    for (const term of context.terms()) {
      if (term.kind !== 'reconstruction' || term.match?.basis.id !== 'bernoulli') continue;
      const output = outputOfRole(context, term, 1);
      if (output === 'linear' || output === 'tanh') yield draftOf(context, term, output);
    }
  },
};

function draftOf(context: Context, term: Term, output: Output): Draft {
  const what =
    output === 'linear'
      ? 'the numbers of a linear layer, which may be anything'
      : 'the numbers of a tanh, between −1 and 1';
  return {
    span: term.span,
    symbol: term.symbol,
    message: `This cross-entropy takes probabilities and is given ${what}: PyTorch raises, Keras clips and has no gradient there. Take the loss for logits, or end with a sigmoid.`,
    proof: 'at an output of −0.5 the loss is −log(−0.5) for x = 1, which is no number',
    fixes: () => (output === 'linear' ? logitsInstead(context, term) : []),
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784))

    def loss(self, x, z, mu, logvar):
        x_hat = self.decoder(z)
        bce = F.binary_cross_entropy(x_hat, x, reduction='sum')
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        return (bce + kld) / x.size(0)
`,
      says: 'a linear layer',
      twin: ['nn.Linear(400, 784))', 'nn.Linear(400, 784), nn.Sigmoid())'],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf
from tensorflow.keras import layers

decoder = tf.keras.Sequential([layers.Dense(400, activation='relu'), layers.Dense(784)])

def vae_loss(x, z, mu, logvar):
    x_hat = decoder(z)
    rec = 784 * tf.keras.losses.binary_crossentropy(x, x_hat)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)
`,
      twin: ['layers.Dense(784)', "layers.Dense(784, activation='sigmoid')"],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(h, x, mu, logvar):
    x_hat = torch.tanh(h)
    bce = F.binary_cross_entropy(x_hat, x, reduction='sum')
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
      says: 'a tanh',
      twin: ['torch.tanh(h)', 'torch.sigmoid(h)'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def loss_fn(h, x, mean, logvar):
    p = jnp.tanh(h)
    bce = -jnp.sum(x * jnp.log(p) + (1 - x) * jnp.log(1 - p), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jnp.mean(bce + kl)
`,
      twin: ['jnp.tanh(h)', 'jax.nn.sigmoid(h)'],
    },
  ],
  traps: [
    {
      why: 'what is given is clipped to probabilities first',
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F

decoder = nn.Linear(20, 784)

def loss_function(z, x, mu, logvar):
    p = decoder(z).clamp(1e-6, 1 - 1e-6)
    bce = F.binary_cross_entropy(p, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
    },
  ],
};
