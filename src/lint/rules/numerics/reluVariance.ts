// ELBO405: what the head of a scale ends with keeps the scale from values it needs, or lets it be 0.

import { apply, symbol } from '../../../elbo/expr/build.ts';
import { unnamed } from '../../../analysis/lowering/code.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import { draws, type Head, headsOf, klHeads } from '../../heads.ts';
import { nameOf, routinesOf } from '../../routines.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { argumentNamed, lastName } from '../../syntax.ts';
import { symbols } from '../../scaleVariables.ts';

export const rule: Rule = {
  id: 'ELBO405',
  name: 'relu-variance',
  severity: 'warning',
  what: 'The head of a scale ends with a function that makes σ exactly 0, or keeps it above 1.',
  why:
    'A relu is exactly 0 for half of its inputs: as σ or σ² it makes log σ and the KL infinite, and no gradient comes back. A relu, ' +
    'softplus or sigmoid under log σ² keeps σ² at 1 or more: the posterior can never be narrower than the prior.',
  instead: 'Leave log σ² linear, or take `softplus(h) + 1e-6` for σ itself.',
  quantity: { name: 'σ', formula: apply('max', symbol('h'), 0) },
  sources: ['airc issue 43'],
  needs: 'What the head ends with, where another file states it.',
  *check(context) {
    const told = new Set<string>();
    const heads = draws(context).flatMap((term) => headsOf(term).slice(0, 1));
    for (const head of [...heads, ...klHeads(context)]) {
      const ending = endingOf(context, head);
      const draft = ending && draftOf(head, ending);
      const key = `${head.label} ${ending}`;
      if (!draft || told.has(key)) continue;
      told.add(key);
      yield draft;
    }
  },
};

const endings = ['relu', 'softplus', 'sigmoid'] as const;
type Ending = (typeof endings)[number];

const endingNamed = (name: string | null | undefined): Ending | null =>
  endings.find((one) => one === name?.toLowerCase()) ?? null;

function endingOf(context: Context, { value, term, label }: Head): Ending | null {
  for (const node of context.flow().origins(value, context.addressOf(term))) {
    const origin = unnamed(node);
    const last =
      origin.kind === 'apply'
        ? origin.fn
        : origin.kind === 'symbol'
          ? origin.symbol.activation
          : null;
    const ending = endingNamed(last);
    if (ending) return ending;
  }
  return label === '' ? null : endingOfName(context, label);
}

/** Of whatever the program gives that name, where all of it ends alike: values packed into a list lose their way. */
function endingOfName(context: Context, label: string): Ending | null {
  const given = routinesOf(context).flatMap(({ nodes }) =>
    nodes.flatMap((node) =>
      node.kind === 'assign' && node.targets.some((target) => nameOf(target) === label)
        ? [endingOfLayer(node.value)]
        : [],
    ),
  );
  const [first = null] = given;
  return given.every((one) => one === first) ? first : null;
}

/** `Dense(2, activation='relu')(h)`, `F.relu(self.fc(h))`. */
function endingOfLayer(value: Expression): Ending | null {
  if (value.kind !== 'call') return null;
  if (value.callee.kind !== 'call') return endingNamed(lastName(value.callee));
  const activation = argumentNamed(value.callee, 'activation')?.value;
  return activation?.kind === 'string'
    ? endingNamed(activation.value)
    : endingNamed(activation ? lastName(activation) : null);
}

function draftOf({ term, label, parameter }: Head, ending: Ending): Draft | null {
  const name = label === '' ? 'The scale' : label;
  const place = { span: term.span, symbol: term.symbol };
  if (parameter === 'sigma' || parameter === 'var') {
    if (ending !== 'relu') return null;
    return {
      ...place,
      message: `${name} is ${symbols[parameter]} and ends with a relu, which is exactly 0 for every negative input: there the KL is infinite and no gradient comes back. Use softplus and add a small number.`,
      proof: `at ${symbols[parameter]} = 0 the KL has −log 0 = ∞`,
    };
  }
  if (parameter !== 'logvar' && parameter !== 'log_sigma') return null;
  const isOpen = ending !== 'sigmoid';
  return {
    ...place,
    message: `${name} is read as ${symbols[parameter]} and ends with a ${ending}, so σ ${isOpen ? 'is never below 1' : `lies between 1 and ${parameter === 'logvar' ? '1.65' : '2.72'}`}: the posterior cannot be narrower than the prior. Leave it linear, or read it as σ.`,
    proof: `${ending}(h) ≥ 0 for every h, so σ = exp(${parameter === 'logvar' ? '½ ' : ''}${ending}(h)) ≥ 1`,
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'Keras',
      code: `from keras import backend as K
from keras.layers import Dense, Lambda

h = Dense(256, activation='relu')(x)
z_mean = Dense(2)(h)
z_log_var = Dense(2, activation='relu')(h)

def sampling(args):
    z_mean, z_log_var = args
    epsilon = K.random_normal(shape=K.shape(z_mean))
    return z_mean + K.exp(0.5 * z_log_var) * epsilon
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

z = Lambda(sampling)([z_mean, z_log_var])
`,
      says: 'never below 1',
      twin: ["z_log_var = Dense(2, activation='relu')", 'z_log_var = Dense(2)'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def sample(mu, h):
    std = F.relu(h)
    z = mu + std * torch.randn_like(mu)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return z
`,
      says: 'exactly 0',
      twin: ['F.relu(h)', 'F.softplus(h)'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def kl_divergence(mean, h):
    logvar = jax.nn.softplus(h)
    kl = -0.5 * jnp.sum(1 + logvar - mean ** 2 - jnp.exp(logvar), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      says: 'ends with a softplus',
      twin: ['jax.nn.softplus(h)', 'jnp.tanh(h)'],
    },
    {
      framework: 'PyTorch',
      code: `import torch

def loss_fn(x_hat, x, mu, h):
    logvar = torch.sigmoid(h)
    rec = 0.5 * ((x_hat - x) ** 2).sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu ** 2 - logvar.exp(), dim=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return (rec + kl).mean()
`,
      says: 'lies between 1 and 1.65',
      twin: ['torch.sigmoid(h)', 'torch.tanh(h)'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def loss_fn(x_hat, x, mu, h):
    log_sigma = jax.nn.sigmoid(h)
    rec = 0.5 * jnp.sum((x_hat - x) ** 2, axis=-1)
    kl = 0.5 * jnp.sum(mu ** 2 + jnp.exp(2 * log_sigma) - 1 - 2 * log_sigma, axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return jnp.mean(rec + kl)
`,
      says: 'lies between 1 and 2.72',
      twin: ['jax.nn.sigmoid(h)', 'jnp.tanh(h)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def sample(mu, h):
    sigma = tf.nn.relu(h)
    z = mu + sigma * tf.random.normal(tf.shape(mu))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return z
`,
      twin: ['tf.nn.relu(h)', 'tf.nn.softplus(h)'],
    },
  ],
  traps: [
    {
      why: 'something is added to it',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def sample(mu, h):
    std = F.relu(h) + 1e-2
    z = mu + std * torch.randn_like(mu)
    return z
`,
    },
    {
      why: 'σ may end with a softplus',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def sample(mu, h):
    std = F.softplus(h)
    z = mu + std * torch.randn_like(mu)
    return z
`,
    },
  ],
};
