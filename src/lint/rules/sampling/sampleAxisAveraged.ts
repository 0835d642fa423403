// ELBO507: several draws are averaged before the likelihood sees them.

import { meanOver, symbol } from '../../../elbo/expr/build.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import {
  type CallNode,
  followed,
  isVariational,
  means,
  nameOf,
  numberOf,
  operandOf,
  type Routine,
  routinesOf,
  sidesOf,
} from '../../routines.ts';
import type { Examples, Rule } from '../../rule.ts';
import { argumentNamed, lastName } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO507',
  name: 'sample-axis-averaged-too-early',
  severity: 'warning',
  what: 'Several draws of z, or what they decode to, are averaged before log p(x|z) is taken.',
  why:
    'The bound is the mean of log p(x|z) over draws. The mean of K draws is one draw with σ/√K in place of σ, so log p at it is another ' +
    'objective, one that forgets the posterior’s width as K grows. The same holds for averaged decodings.',
  instead: 'Decode every draw, take log p of each, and average last.',
  quantity: {
    name: 'what is decoded',
    formula: meanOver('sample', symbol('z', ['sample'])),
  },
  sources: ['Kingma, Welling: Auto-encoding variational Bayes, arXiv 1312.6114, equation 7'],
  needs: null,
  *check(context) {
    if (!isVariational(context)) return;
    for (const routine of routinesOf(context))
      for (const node of routine.nodes) {
        if (node.kind !== 'call' || !users.test(lastName(node.callee))) continue;
        const averaged = node.args
          .map(({ value }) => averagedIn(routine, value))
          .find((one) => one);
        if (!averaged) continue;
        yield {
          span: node,
          symbol: routine.symbol,
          message: averaged.isDecoded
            ? 'The decodings of several draws are averaged before log p(x|z) is taken: log p of the mean is no mean of log p, so this is no ELBO. Average the log densities.'
            : `The draws of ${averaged.name} are averaged before they are decoded: the mean of K draws has σ/√K, and log p(x|z) at it is no mean of log p(x|z). Decode each, average the log densities.`,
          proof: 'with σ = 1, K = 4 the averaged draw has σ = 0.5, while the KL is that of σ = 1',
        };
      }
  },
};

const decoders = /dec|generat|p_x|likelihood/iu;
const users = /dec|generat|p_x|likelihood|cross_?entropy|bce|mse_loss|log_prob/iu;

interface Averaged {
  readonly name: string;
  readonly isDecoded: boolean;
}

/** `z.mean(0)` of several draws, or of what they decode to. */
function averagedIn(routine: Routine, argument: Expression): Averaged | null {
  const mean = followed(routine, argument);
  const operand = operandOf(mean, means);
  if (!operand || mean.kind !== 'call' || !isFirstAxis(mean, operand)) return null;
  const value = followed(routine, operand);
  if (isSeveral(routine, value)) return { name: nameOf(operand) || 'z', isDecoded: false };
  const isDecoded =
    value.kind === 'call' &&
    decoders.test(lastName(value.callee)) &&
    value.args.some((given) => isSeveral(routine, followed(routine, given.value)));
  return isDecoded ? { name: '', isDecoded } : null;
}

function isFirstAxis(mean: CallNode, operand: Expression): boolean {
  const isMethod = mean.callee.kind === 'member' && mean.callee.object === operand;
  const axis =
    argumentNamed(mean, 'dim') ??
    argumentNamed(mean, 'axis') ??
    argumentNamed(mean, 'axis', isMethod ? 0 : 1);
  return axis !== undefined && numberOf(axis.value) === 0;
}

const counts =
  /^(?:K|k|L|n_?samples?|num_?samples?|mc_?samples?|n_?particles|num_?particles|iw_?samples?|n_?mc)$/u;

/** K draws along the first axis. */
function isSeveral(routine: Routine, value: Expression): boolean {
  const sides = sidesOf(value, '+') ?? sidesOf(value, '*');
  if (sides) return sides.some((side) => isSeveral(routine, followed(routine, side)));
  if (value.kind !== 'call') return false;
  const name = lastName(value.callee);
  if (!/^(?:r?sample|randn|normal|randomNormal|random_normal)$/u.test(name)) return false;
  return value.args.some(({ value: given, name: keyword }) => {
    if (keyword === 'seed' || keyword === 'key') return false;
    const first = given.kind === 'sequence' ? given.items[0] : given;
    const isCount = first !== undefined && counts.test(nameOf(first));
    const isNumber =
      given.kind === 'sequence' &&
      given.items.length === 1 &&
      (numberOf(given.items[0] as Expression) ?? 0) > 1;
    return isCount || (isNumber && name.endsWith('sample'));
  });
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal, kl_divergence

def loss(decoder, x, mu, std, K):
    q = Normal(mu, std)
    z = q.rsample((K,))
    logits = decoder(z.mean(0))
#            ^^^^^^^^^^^^^^^^^^
    kl = kl_divergence(q, Normal(0.0, 1.0)).sum(-1)
    return logits, kl
`,
      says: 'σ/√K',
      twin: ['decoder(z.mean(0))', 'decoder(z)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf
import tensorflow_probability as tfp
tfd = tfp.distributions

def loss(decoder, x, mu, sigma, n_samples):
    q = tfd.Normal(mu, sigma)
    z = q.sample(n_samples)
    logits = decoder(tf.reduce_mean(z, axis=0))
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = tf.reduce_sum(tfd.kl_divergence(q, tfd.Normal(0.0, 1.0)), axis=-1)
    return logits, kl
`,
      twin: ['tf.reduce_mean(z, axis=0)', 'z'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp
import optax

def loss(key, x, mean, logvar, num_samples):
    eps = jax.random.normal(key, (num_samples, *mean.shape))
    z = mean + jnp.exp(0.5 * logvar) * eps
    nll = optax.sigmoid_binary_cross_entropy(jnp.mean(decode(z), axis=0), x).sum(-1)
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - mean ** 2 - jnp.exp(logvar), axis=-1)
    return nll, kl
`,
      says: 'The decodings',
      twin: ['jnp.mean(decode(z), axis=0)', 'decode(z)'],
    },
  ],
  traps: [
    {
      why: 'the log densities are averaged',
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Bernoulli, Normal, kl_divergence

def loss(decoder, x, mu, std, K):
    q = Normal(mu, std)
    z = q.rsample((K,))
    nll = -Bernoulli(logits=decoder(z)).log_prob(x).sum(-1).mean(0)
    return (nll + kl_divergence(q, Normal(0.0, 1.0)).sum(-1)).mean()
`,
    },
    {
      why: 'the first axis is the batch',
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal, kl_divergence

def loss(decoder, x, mu, std):
    q = Normal(mu, std)
    z = q.rsample()
    prototype = decoder(z.mean(0))
    return prototype, kl_divergence(q, Normal(0.0, 1.0)).sum(-1)
`,
    },
  ],
};
