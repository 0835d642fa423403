// ELBO102: cross-entropy of targets outside [0, 1].

import { log, minus, negative, plus, symbol, times } from '../../../elbo/expr/build.ts';
import { unnamed } from '../../../analysis/lowering/code.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { type Data, dataOf, dataPlace } from '../../data.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { isBernoulli } from './bceOnRealValuedTargets.ts';

const [x, p] = [symbol('x'), symbol('p')];

export const rule: Rule = {
  id: 'ELBO102',
  name: 'bce-target-outside-unit-interval',
  severity: 'error',
  what: 'A cross-entropy is taken of data that leave [0, 1]: standardised, or scaled to [−1, 1].',
  why:
    '−x log p − (1 − x) log(1 − p) has no lower bound in p once x is above 1 or below 0: one of the two weights is negative, and its ' +
    'logarithm goes to −∞. Training drives p to 0 or 1 and the loss to −∞. `*_with_logits` and Keras accept such targets silently; ' +
    '`F.binary_cross_entropy` raises.',
  instead:
    'Take a likelihood for real data, a Gaussian with a learned σ say, or leave the data in [0, 1].',
  quantity: {
    name: 'loss for each pixel',
    formula: negative(plus(times(x, log(p)), times(minus(1, x), log(minus(1, p))))),
  },
  sources: ['lightning-bolts issue 177; nadavbh12/VQ-VAE issue 14; pytorch issues 36647 and 15262'],
  needs: 'How the data are prepared, in the same file, or `# elbo: data=[-1,1]` in a comment.',
  *check(context) {
    for (const term of context.terms()) {
      if (!isBernoulli(term) || isRescaled(term)) continue;
      const data = dataOf(context, term);
      if (data?.kind === 'signed') yield draftOf(context, term, data);
    }
  },
};

/** `(0.5 * x + 0.5).clamp(0, 1)`: the loss sees something else than was loaded. */
function isRescaled({ match }: Term): boolean {
  const target = match?.roles[0];
  return target !== undefined && ['add', 'multiply', 'apply'].includes(unnamed(target).kind);
}

/** Standardised digits are the common case: white is 2.82. */
function draftOf(context: Context, term: Term, data: Data): Draft {
  const isSaid = data.treatment === null;
  const isClamped = context.hasCall(['denormalize', 'unnormalize', 'inverse_transform']);
  const value = data.treatment === 'symmetric' ? -1 : 2.82;
  const loss = (logit: number) =>
    Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(logit, 0) - value * logit;
  const sign = value < 0 ? -1 : 1;
  return {
    span: term.span,
    symbol: term.symbol,
    severity: isClamped && !isSaid ? 'warning' : 'error',
    message:
      `The data are ${data.words}, so targets leave [0, 1]: the cross-entropy has no lower bound, and training drives it to −∞. ` +
      'Take a Gaussian, or leave the data in [0, 1].',
    proof: `at x = ${sign < 0 ? '−1' : '2.82'} the loss of a pixel is ${fixed(loss(10 * sign))} at logit ${10 * sign}, ${fixed(loss(20 * sign))} at ${20 * sign}, and so on`,
    related: [dataPlace(data)],
  };
}

const fixed = (value: number): string => value.toFixed(1).replace('-', '\u2212');

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F
from torchvision import transforms

transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])

def loss_function(logits, x, mu, logvar):
    bce = F.binary_cross_entropy_with_logits(logits, x, reduction='sum')
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
      says: 'standardised in line 5',
      twin: [
        'transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])',
        'transforms.ToTensor()',
      ],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf

def prepare(images):
    return (images - 127.5) / 127.5

def vae_loss(x, x_hat, mu, logvar):
    rec = tf.reduce_sum(tf.keras.losses.binary_crossentropy(x, x_hat), axis=(1, 2))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)
`,
      says: 'scaled to [−1, 1]',
      twin: ['(images - 127.5) / 127.5', 'images / 255.'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import optax

def loss_fn(logits, x, mean, logvar):  # elbo: data=[-1,1]
    bce = jnp.sum(optax.sigmoid_binary_cross_entropy(logits, x), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jnp.mean(bce + kl)
`,
      says: 'said to lie in [-1, 1]',
      twin: ['data=[-1,1]', 'data=[0,1]'],
    },
  ],
  traps: [
    {
      why: 'the data are clamped to [0, 1] where the loss sees them',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F
from torchvision import transforms

transform = transforms.Normalize((0.5,), (0.5,))

def loss_function(recon_x, x, mu, logvar):
    target = (0.5 * x + 0.5).clamp(0, 1)
    bce = F.binary_cross_entropy(recon_x, target, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
    },
    {
      why: 'the likelihood is a Gaussian',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F
from torchvision import transforms

transform = transforms.Normalize((0.1307,), (0.3081,))

def loss_function(x_hat, x, mu, logvar):
    rec = 0.5 * F.mse_loss(x_hat, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kld) / x.size(0)
`,
    },
  ],
};
