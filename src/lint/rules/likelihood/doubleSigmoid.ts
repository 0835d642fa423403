// ELBO104: a loss that takes logits is given what has been through a sigmoid.

import { exp, log, negative, num, plus } from '../../../elbo/expr/build.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { probabilitiesInstead, withoutSigmoid } from '../../fixes/logits.ts';
import { outputOfRole } from '../../outputs.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO104',
  name: 'double-sigmoid',
  severity: 'error',
  what: 'A cross-entropy that takes logits is given probabilities: its own sigmoid is the second.',
  why:
    'The loss takes the sigmoid of what it is given. Of a number in (0, 1) that lies between 0.5 and 0.731, so no pixel can be put down as ' +
    'black: the loss of each cannot fall below 0.693 nats where x = 0, nor below 0.313 where x = 1.',
  instead:
    'Give it the numbers before the sigmoid, or take the loss for probabilities. A sigmoid for pictures that are shown is right.',
  quantity: { name: 'least loss of a white pixel', formula: log(plus(1, exp(negative(num(1))))) },
  sources: ['daisyRec pull request 15; fvcore issue 126; YOLOv4 issue 89'],
  needs: 'The last layer of the decoder, in the same file.',
  *check(context) {
    for (const term of context.terms())
      if (isOfLogits(term) && outputOfRole(context, term, 1) === 'sigmoid')
        yield draftOf(context, term);
  },
};

const isOfLogits = ({ kind, match }: Term): boolean =>
  kind === 'reconstruction' && match?.basis.id === 'bernoulliLogits';

function draftOf(context: Context, term: Term): Draft {
  return {
    span: term.span,
    symbol: term.symbol,
    message:
      'What this loss takes for logits has been through a sigmoid, and it takes another: probabilities stay between 0.5 and 0.731. Give it the logits, or use the loss for probabilities.',
    proof:
      'with σ(l) in place of l the loss of a pixel is at least 0.693 at x = 0 and 0.313 at x = 1; of l itself it goes to 0',
    fixes: function* () {
      yield* withoutSigmoid(context, term);
      yield* probabilitiesInstead(context, term);
    },
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
        self.out = nn.Linear(400, 784)

    def decode(self, h):
        return torch.sigmoid(self.out(h))

    def loss(self, x, h, mu, logvar):
        bce = F.binary_cross_entropy_with_logits(self.decode(h), x, reduction='sum')
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        return (bce + kld) / x.size(0)
`,
      says: 'between 0.5 and 0.731',
      twin: ['torch.sigmoid(self.out(h))', 'self.out(h)'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(h, x, mu, logvar):
    bce = F.binary_cross_entropy_with_logits(torch.sigmoid(h), x, reduction='sum')
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
      twin: ['torch.sigmoid(h)', 'h'],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf
from tensorflow.keras import layers

decoder = tf.keras.Sequential([
    layers.Dense(400, activation='relu'),
    layers.Dense(784, activation='sigmoid'),
])

def vae_loss(x, z, mu, logvar):
    logits = decoder(z)
    rec = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)
`,
      twin: ["layers.Dense(784, activation='sigmoid')", 'layers.Dense(784)'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(h, x, mean, logvar):
    x_hat = jax.nn.sigmoid(h)
    bce = jnp.sum(optax.sigmoid_binary_cross_entropy(x_hat, x), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jnp.mean(bce + kl)
`,
      twin: ['jax.nn.sigmoid(h)', 'h'],
    },
  ],
  traps: [
    {
      why: 'the sigmoid is for the picture alone',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(logits, x, mu, logvar):
    picture = torch.sigmoid(logits)
    bce = F.binary_cross_entropy_with_logits(logits, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0), picture
`,
    },
    {
      why: 'the loss takes probabilities',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(h, x, mu, logvar):
    bce = F.binary_cross_entropy(torch.sigmoid(h), x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
    },
  ],
};
