// ELBO606: of two log densities of one draw, one has its constant and the other has not.

import { log, pi, times } from '../../../elbo/expr/build.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO606',
  name: 'unnormalised-log-weights',
  severity: 'warning',
  what: 'log p(z) and log q(z|x) drop different constants, so their difference is off by ½ log 2π for each latent dimension.',
  why:
    'log p(z) − log q(z|x) is right if both keep −½ log 2π or both drop it. If one keeps it, every log weight, KL and log-likelihood is off ' +
    'by 0.919 nats times the number of latent dimensions. No gradient changes; no value can be compared.',
  instead: 'Write both with the constant, or both by the same function.',
  quantity: { name: 'offset', formula: times(0.5, log(times(2, pi))) },
  sources: ['Burda, Grosse, Salakhutdinov: Importance weighted autoencoders, arXiv 1509.00519'],
  needs: null,
  *check(context) {
    for (const term of context.terms()) {
      const offset = offsetOf(term);
      if (offset === null || hasOwnConstant(context.text.slice(term.span.from, term.span.to)))
        continue;
      yield {
        span: term.span,
        symbol: term.symbol,
        message: `Of log q(z|x) and log p(z) one has −½ log 2π and the other has not: this KL at a draw is ${offset > 0 ? 'too high' : 'too low'} by 0.919 nats for each latent dimension, and so is a log weight made of it. Write both with it or both without.`,
        proof: `for q(z|x) = p(z) = N(0, 1) the code gives ${offset > 0 ? '' : '−'}0.919 for each dimension; the KL is 0 there`,
      };
    }
  },
};

const halfLog2Pi = 0.5 * Math.log(2 * Math.PI);

/** In nats for each dimension; null where both constants agree, or the number is another one. */
function offsetOf({ kind, match }: Term): number | null {
  if (kind !== 'kl' || !match?.basis.roles.includes('z')) return null;
  const at = match.basis.columns.findIndex(({ name, target }) => name === '1' && target === null);
  const offset = (match.coefficients[at] ?? 0) / match.scale;
  return Math.abs(Math.abs(offset) - halfLog2Pi) < 2e-3 ? offset : null;
}

/** `LOG2PI` of another file: a number nobody can see may be the constant. */
const hasOwnConstant = (text: string): boolean =>
  /\b(?!log_p|log_q)\w*(?:log_?(?:2_?)?pi|const|log_?norm\w*|log_?z)\w*\b/iu.test(text);

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal

def kl_sample(z, mu, logvar):
    log_q = -0.5 * (logvar + (z - mu) ** 2 / logvar.exp()).sum(-1)
    log_p = Normal(0.0, 1.0).log_prob(z).sum(-1)
    kl = log_q - log_p
#   ^^^^^^^^^^^^^^^^^^
    return kl
`,
      says: '0.919',
      twin: ['Normal(0.0, 1.0).log_prob(z).sum(-1)', '-0.5 * (z ** 2).sum(-1)'],
    },
    {
      framework: 'TensorFlow',
      code: `import numpy as np
import tensorflow as tf

def kl_sample(z, mean, logvar):
    log_q = tf.reduce_sum(-0.5 * (tf.square(z - mean) * tf.exp(-logvar) + logvar + np.log(2 * np.pi)), axis=1)
    log_p = tf.reduce_sum(-0.5 * tf.square(z), axis=1)
    kl = log_q - log_p
#   ^^^^^^^^^^^^^^^^^^
    return kl
`,
      twin: [' + np.log(2 * np.pi)', ''],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
from jax.scipy.stats import norm

def kl_sample(z, mean, logvar):
    log_q = jnp.sum(-0.5 * (logvar + (z - mean) ** 2 / jnp.exp(logvar)), axis=-1)
    log_p = jnp.sum(-0.5 * (z ** 2 + jnp.log(2 * jnp.pi)), axis=-1)
    kl = log_q - log_p
#   ^^^^^^^^^^^^^^^^^^
    return kl
`,
      twin: ['z ** 2 + jnp.log(2 * jnp.pi)', 'z ** 2'],
    },
  ],
  traps: [
    {
      why: 'the constant comes from another file',
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal
from .constants import LOG2PI

def kl_sample(z, mu, logvar):
    log_p = Normal(0.0, 1.0).log_prob(z)
    kl = torch.sum(-0.5 * ((z - mu) ** 2 / logvar.exp() + logvar + LOG2PI) - log_p, dim=-1)
    return kl
`,
    },
    {
      why: 'both keep the constant',
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal

def kl_sample(z, mu, std):
    log_q = Normal(mu, std).log_prob(z).sum(-1)
    log_p = Normal(0.0, 1.0).log_prob(z).sum(-1)
    return log_q - log_p
`,
    },
  ],
};
