// ELBO611: a value called ELBO in which the KL has another weight than 1.

import { minus, symbol, times } from '../../../elbo/expr/build.ts';
import type { Context } from '../../context.ts';
import type { LossView } from '../../lossView.ts';
import { nameOf, routinesOf } from '../../routines.ts';
import type { Examples, Rule } from '../../rule.ts';
import { betaWords, bothTerms } from '../../words.ts';

export const rule: Rule = {
  id: 'ELBO611',
  name: 'bound-direction',
  severity: 'hint',
  what: 'What is called the ELBO weighs its KL by another number than 1.',
  why:
    'log p(x) ≥ E[log p(x|z)] − KL holds for β = 1. With β above 1 the value is a bound still, but a looser one; with β below 1 it can lie ' +
    'above log p(x). As an objective any β is a choice; as a number to compare only β = 1 is the ELBO.',
  instead:
    'Report the unweighted sum beside the objective, and give the weighted one another name.',
  quantity: {
    name: 'the value',
    formula: minus(symbol('logpx'), times(symbol('beta'), symbol('KL'))),
  },
  sources: ['Higgins et al.: beta-VAE, ICLR 2017'],
  needs:
    'What a value is compared with: the ELBO of a density and that of a mass differ by the width of a level.',
  *check(context) {
    for (const view of context.losses()) {
      const name = boundName(context, view);
      if (name === null || !isWeighed(view)) continue;
      const { loss } = view;
      yield {
        span: loss.span,
        symbol: loss.symbol,
        message: `${name} is the ELBO by its name, and its KL is weighed: ${betaWords(view, context.where)}. As an objective that is a choice; as a bound to report only β = 1 is the ELBO.`,
        related: bothTerms(view),
      };
    }
  },
};

const bounds = /(?:^|_)n?elbo(?:$|_)|lower_?bound|evidence/iu;

/** What the statement calls it: of a return, the name that is returned. */
function boundName(context: Context, { loss }: LossView): string | null {
  const value = context.valueAt(loss);
  for (const { nodes } of routinesOf(context))
    for (const node of nodes) {
      if (node.from !== loss.span.from) continue;
      const [target] = node.kind === 'assign' ? node.targets : [];
      const name = target ? nameOf(target) : '';
      if (bounds.test(name)) return name;
    }
  return value && bounds.test(value.name) ? value.name : null;
}

/** By a number or a name that is a weight; sizes are told by other rules, and a warm-up ends at 1. */
function isWeighed(view: LossView): boolean {
  const { beta, weights, loss, isKnown, isOne } = view;
  if (!isKnown || isOne || !beta || loss.betaKind !== 'const') return false;
  if (weights.some((name) => /anneal|warm|temp|step|epoch/iu.test(name))) return false;
  return weights.length > 0 || (beta.powers.size === 0 && beta.value !== null);
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(logits, x, mu, logvar, beta):
    bce = F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=-1)
    elbo = -bce - beta * kl
#   ^^^^^^^^^^^^^^^^^^^^^^^
    return -elbo.mean()
`,
      says: 'β = 1 is the ELBO',
      twin: ['beta * kl', 'kl'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def compute(x, logits, mean, logvar):
    nll = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=-1)
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mean) - tf.exp(logvar), axis=-1)
    negative_elbo = nll + 4.0 * kl
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return tf.reduce_mean(negative_elbo)
`,
      twin: ['4.0 * kl', 'kl'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def compute(x, logits, mean, logvar, kl_weight):
    log_p = jnp.sum(x * logits - jax.nn.softplus(logits), axis=-1)
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    elbo = log_p - kl_weight * kl
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return -jnp.mean(elbo)
`,
      twin: ['kl_weight * kl', 'kl'],
    },
  ],
  traps: [
    {
      why: 'the objective is not called a bound',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(logits, x, mu, logvar, beta):
    bce = F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=-1)
    loss = bce + beta * kl
    return loss.mean()
`,
    },
    {
      why: 'a bound is reported beside the objective',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(logits, x, mu, logvar, beta):
    bce = F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=-1)
    elbo = -bce - kl
    objective = bce + beta * kl
    return objective.mean(), elbo.mean()
`,
    },
  ],
};
