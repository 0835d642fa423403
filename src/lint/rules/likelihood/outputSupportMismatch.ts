// ELBO112: what the decoder can give, and what the likelihood's parameter or the data may be, are different sets.

import { symbol, max } from '../../../elbo/expr/build.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { type Data, dataOf, dataPlace } from '../../data.ts';
import { type Output, outputOfRole } from '../../outputs.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO112',
  name: 'output-support-mismatch',
  severity: 'warning',
  what: 'The last activation of the decoder cannot reach the data, or gives parameters the likelihood has no value for.',
  why:
    'A mean that ends in a ReLU or a sigmoid is never negative: the part of signed data below 0 is noise for the model, whatever it learns. A ' +
    'Poisson rate must be positive, and a linear layer is not. A Beta density at x = 0 or x = 1 is 0 or ∞.',
  instead:
    'Gaussian, Laplace, Student-t: a linear mean. Bernoulli: a sigmoid, or logits. Poisson, negative binomial: exp or softplus for the rate. ' +
    'Categorical: softmax, or logits. Beta: softplus for both parameters, and data squeezed into (0, 1). Tanh for data in [−1, 1].',
  quantity: { name: 'a mean that ends in a ReLU', formula: max(symbol('h'), 0) },
  sources: ['pytorch/examples issue 460; lightning-bolts issue 177'],
  needs: 'The last layer of the decoder and how the data are prepared, in the same file.',
  *check(context) {
    for (const term of context.terms()) {
      if (term.kind !== 'reconstruction' || !term.match) continue;
      const draft = ofMean(context, term) ?? ofRate(context, term) ?? ofBeta(context, term);
      if (draft) yield draft;
    }
  },
};

const real: ReadonlySet<string> = new Set([
  'gaussian_fixed',
  'gaussian_learned_var',
  'laplace',
  'student_t',
  'logcosh',
]);

/** The mean and the data of a symmetric formula are told apart by what a network did to one. */
function ofMean(context: Context, term: Term): Draft | null {
  if (!real.has(term.family)) return null;
  const data = dataOf(context, term);
  if (data?.kind !== 'signed') return null;
  const output = [0, 1]
    .map((role) => outputOfRole(context, term, role))
    .find((one) => one === 'relu' || one === 'sigmoid');
  return output ? meanDraft(term, output, data) : null;
}

function meanDraft({ span, symbol: fn }: Term, output: Output, data: Data): Draft {
  const range = output === 'relu' ? 'is never negative' : 'lies between 0 and 1';
  const said =
    data.treatment === 'symmetric'
      ? 'A tanh, or no activation, reaches them.'
      : 'A linear layer reaches them.';
  return {
    span,
    symbol: fn,
    message: `The data are ${data.words}, and the mean ends in a ${output === 'relu' ? 'ReLU' : 'sigmoid'}: it ${range}, so what lies outside is noise for the model. ${said}`,
    related: [dataPlace(data)],
  };
}

/** PyTorch's own Poisson loss is ELBO113's. */
function ofRate(context: Context, term: Term): Draft | null {
  if (term.match?.basis.id.startsWith('poissonRate') !== true) return null;
  if (
    context
      .calls()
      .some(
        ({ name, span }) =>
          name === 'poisson_nll_loss' && term.span.from <= span.from && span.to <= term.span.to,
      )
  )
    return null;
  const output = outputOfRole(context, term, 1);
  if (output !== 'linear' && output !== 'tanh' && output !== 'relu') return null;
  const what =
    output === 'relu'
      ? 'a ReLU, which may be 0'
      : `a ${output === 'linear' ? 'linear layer' : 'tanh'}, which may be negative`;
  return {
    span: term.span,
    symbol: term.symbol,
    message: `The rate of this Poisson comes from ${what}: log r has no value there. End with exp or softplus.`,
    proof:
      'at an output of −0.5 the loss has log(−0.5), which is no number; at 0 and x = 1 it is ∞',
  };
}

function ofBeta(context: Context, term: Term): Draft | null {
  if (term.family !== 'beta') return null;
  const data = dataOf(context, term);
  if (data?.kind !== 'grey' && data?.kind !== 'binary') return null;
  return {
    span: term.span,
    symbol: term.symbol,
    message: `The data are ${data.words}, which has 0 and 1 in it: the log density of a Beta is ±∞ there. Squeeze them into (0, 1), as (x (n − 1) + 0.5)/n does.`,
    proof: 'at x = 0, a = 2 the log density has (a − 1) log 0 = −∞',
    related: [dataPlace(data)],
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F
from torchvision import transforms

transform = transforms.Normalize((0.1307,), (0.3081,))
decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784), nn.ReLU())

def loss_function(z, x, mu, logvar):
    rec = 0.5 * F.mse_loss(decoder(z), x, reduction='sum')
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kld) / x.size(0)
`,
      says: 'never negative',
      twin: ['nn.Linear(400, 784), nn.ReLU())', 'nn.Linear(400, 784))'],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf
from tensorflow.keras import layers

decoder = tf.keras.Sequential([layers.Dense(400, activation='relu'), layers.Dense(784, activation='sigmoid')])

def prepare(images):
    return (images - 127.5) / 127.5

def vae_loss(x, z, mu, logvar):
    rec = 0.5 * tf.reduce_sum(tf.square(x - decoder(z)), axis=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)
`,
      says: 'between 0 and 1',
      twin: ["activation='sigmoid'", "activation='tanh'"],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

rate_layer = tf.keras.layers.Dense(2000)

def loss_fn(h, x, mu, logvar):
    rate = rate_layer(h)
    rec = tf.reduce_sum(rate - x * tf.math.log(rate), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    return tf.reduce_mean(rec + kl)
`,
      says: 'may be negative',
      twin: ['Dense(2000)', "Dense(2000, activation='softplus')"],
    },
    {
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Beta
from torchvision import transforms

transform = transforms.ToTensor()

def loss_function(a, b, x, mu, logvar):
    rec = -Beta(a, b).log_prob(x).sum(-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (rec + kl).mean()
`,
      says: 'Beta',
      twin: ['Beta(a, b)', 'Normal(a, b)'],
    },
  ],
  traps: [
    {
      why: 'a sigmoid reaches data in [0, 1]',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F
from torchvision import transforms

transform = transforms.ToTensor()

def loss_function(h, x, mu, logvar):
    rec = 0.5 * F.mse_loss(torch.sigmoid(h), x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kld) / x.size(0)
`,
    },
  ],
};
