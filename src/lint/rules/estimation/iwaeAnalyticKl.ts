// ELBO605: importance weights made with the KL in closed form.

import { minus, plus, symbol } from '../../../elbo/expr/build.ts';
import { type Code, has, holds, partsOf } from '../../../analysis/lowering/code.ts';
import type { Piece } from '../../../analysis/recognition/piece.ts';
import type { Context, Stated } from '../../context.ts';
import type { Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO605',
  name: 'iwae-analytic-kl',
  severity: 'error',
  what: 'The weights of an importance weighted bound have the KL in closed form in them.',
  why:
    'log w = log p(x|z) + log p(z) − log q(z|x) is of one draw. The KL in closed form is the same for all draws: it cancels in the ' +
    'normalised weights, and log (1/K) Σ exp(log p(x|z) − KL) is no bound of log p(x). It can lie above it.',
  instead: 'Take `log_p_z - log_q_z` at each draw.',
  quantity: {
    name: 'log w',
    formula: plus(symbol('logpx'), minus(symbol('logpz'), symbol('logqz'))),
  },
  sources: [
    'Burda, Grosse, Salakhutdinov: Importance weighted autoencoders, arXiv 1509.00519, equation 8',
  ],
  needs: null,
  *check(context) {
    const told = new Set<string>();
    for (const value of context.values()) {
      const closed = told.has(value.symbol) ? null : closedForm(context, value);
      if (!closed) continue;
      told.add(value.symbol);
      yield {
        span: value.span,
        symbol: value.symbol,
        // In one branch of several.
        severity: closed.path.length > 0 ? 'warning' : 'error',
        message:
          'The samples are weighed by log p(x|z) minus a KL in closed form, which is the same for all of them: this is no bound of log p(x). Take log p(z) − log q(z|x) at each draw in its place.',
        proof:
          'z ~ N(0, 1), x|z ~ N(z, 1), x = 1.3 with the exact posterior: as K grows the code tends to −1.57, while log p(x) = −1.69',
      };
    }
  },
};

/** The KL among what a logarithm of a sum of exponentials, or a softmax, is of, beside a likelihood. */
function closedForm(context: Context, { value }: Stated): Piece | null {
  for (const argument of argumentsIn(value)) {
    const pieces = context.piecesOf(argument);
    const closed = pieces.find(
      ({ sense, match }) =>
        sense?.kind === 'kl' && match !== null && !match.basis.roles.includes('z'),
    );
    if (closed && pieces.some(({ sense }) => sense?.kind === 'reconstruction')) return closed;
  }
  return null;
}

function argumentsIn(value: Code): readonly Code[] {
  if (!has(value, holds.softmax | holds.reduction)) return [];
  const found: Code[] = [];
  const seen = new Set<Code>();
  const visit = (node: Code): void => {
    if (seen.has(node)) return;
    seen.add(node);
    // What a helper returns is told where it stands.
    if (node.kind === 'named' && node.name.startsWith('@')) return;
    if (node.kind === 'reduce' && node.reduction === 'logSumExp') found.push(node.body);
    if (node.kind === 'symbol' && /(?:^|\.)softmax$/iu.test(node.symbol.callee ?? ''))
      found.push(...node.symbol.args.slice(0, 1));
    for (const part of partsOf(node)) visit(part);
  };
  visit(value);
  return found;
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import math
import torch
from torch.distributions import Bernoulli, Normal

def iwae_bound(x, logits, z, mu, logvar):
    log_px = Bernoulli(logits=logits).log_prob(x).sum(-1)
    log_pz = Normal(0.0, 1.0).log_prob(z).sum(-1)
    log_qz = Normal(mu, torch.exp(0.5 * logvar)).log_prob(z).sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=-1)
    return torch.logsumexp(log_px - kl, dim=0) - math.log(10)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'no bound of log p(x)',
      twin: ['log_px - kl', 'log_px + log_pz - log_qz'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def iwae_bound(x, logits, log_ratio, mu, logvar):
    nll = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=-1)
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    return tf.reduce_logsumexp(-nll - kl, axis=0) - tf.math.log(10.0)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['-nll - kl', '-nll + log_ratio'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def iwae_bound(x, logits, log_ratio, mean, logvar):
    nll = jnp.sum(jax.nn.softplus(logits) - x * logits, axis=-1)
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jax.nn.logsumexp(-nll - kl, axis=0) - jnp.log(10)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['-nll - kl', '-nll + log_ratio'],
    },
  ],
  traps: [
    {
      why: 'the KL stands outside the weights',
      framework: 'PyTorch',
      code: `import math
import torch
from torch.distributions import Bernoulli

def mixture_bound(x, logits, log_pi, mu, logvar):
    log_px = torch.logsumexp(log_pi + Bernoulli(logits=logits).log_prob(x).sum(-1), dim=0)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=-1)
    return log_px - kl
`,
    },
  ],
};
