// ELBO312: free bits are taken of a KL that has been scaled already.

import { over, symbol } from '../../../elbo/expr/build.ts';
import { coefficient } from '../../../analysis/features/wordsOfNumbers.ts';
import { type Code, partsOf, unnamed } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import { isInverseBatch, reductionOf } from '../../../analysis/recognition/reductions.ts';
import type { Context } from '../../context.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO312',
  name: 'free-bits-order',
  severity: 'warning',
  what: 'The threshold of free bits is applied to a KL that has been weighed or averaged over its dimensions.',
  why:
    'max(λ, s · KL) leaves the KL alone below λ/s nats, not below λ. With β = 0.1 before the clamp a threshold of 2 lets 20 nats go free; ' +
    'with an average over d latents it lets λ d go.',
  instead:
    'Clamp each latent’s KL in nats, sum, and weigh afterwards: `beta * clamp(kl_per_dim, min=lam).sum()`.',
  quantity: { name: 'free nats', formula: over(symbol('lambda'), symbol('s')) },
  sources: [
    'CAREamics pull request 277; Kingma et al.: Inverse autoregressive flow, arXiv 1606.04934, appendix C',
  ],
  needs: null,
  *check(context) {
    const told = new Set<number>();
    for (const { value, span, symbol: name } of context.values()) {
      const found = flooredKl(context, value);
      if (!found || told.has(found.node.id)) continue;
      told.add(found.node.id);
      yield { span, symbol: name, ...found.words };
    }
  },
};

interface Floored {
  readonly node: Code;
  readonly words: Pick<Draft, 'message' | 'proof'>;
}

/** Not below a name: the statement that gave it is asked by itself. */
function flooredKl(context: Context, value: Code): Floored | null {
  const visit = (node: Code, isTop: boolean): Floored | null => {
    if (node.kind === 'named' && !isTop) return null;
    const words = node.kind === 'apply' ? wordsOf(context, node) : null;
    if (words) return { node, words };
    for (const part of partsOf(node)) {
      const found = visit(part, false);
      if (found) return found;
    }
    return null;
  };
  return visit(value.kind === 'named' ? value.value : value, true);
}

function wordsOf(
  context: Context,
  { fn, args }: Extract<Code, { kind: 'apply' }>,
): Floored['words'] | null {
  if (fn !== 'clip' && fn !== 'maximum') return null;
  // Either side of a maximum may be the threshold.
  const [body, bound] =
    fn === 'maximum' && args[0] && isThreshold(args[0]) ? [args[1], args[0]] : args;
  if (!body || !bound || !isThreshold(bound)) return null;
  const pieces = context.piecesOf(body);
  const [piece] = pieces;
  if (pieces.length !== 1 || !piece || piece.sense?.kind !== 'kl' || !piece.match) return null;
  const factor = Math.abs(piece.coefficient * piece.match.scale);
  const names = piece.weights
    .filter((weight) => !isInverseBatch(weight))
    .map((weight) => labelOf(weight));
  const isMean = reductionOf(piece).features === 'mean';
  if (Math.abs(factor - 1) < 1e-9 && names.length === 0 && !isMean) return null;
  if (names.some((name) => name === '' || /size|dim|shape|len/iu.test(name))) return null;
  const scale = [...(Math.abs(factor - 1) < 1e-9 ? [] : [coefficient(factor)]), ...names].join(' ');
  const lambda = thresholdOf(bound);
  const free =
    typeof lambda === 'number' && names.length === 0
      ? coefficient(lambda / factor)
      : `${lambda}${scale === '' ? '' : `/(${scale})`}`;
  const what = [
    ...(scale === '' ? [] : [`weighed by ${scale}`]),
    ...(isMean ? ['averaged over its d dimensions'] : []),
  ].join(' and ');
  return {
    message: `The threshold ${lambda} is applied to a KL ${what}: the free bits are ${free}${isMean ? ' d' : ''} nats, not ${lambda}. Clamp the KL in nats, and weigh it afterwards.`,
    proof: `max(${lambda}, s KL) is constant for every KL below ${free}${isMean ? ' d' : ''} nats`,
  };
}

/** A positive number, or a name that says so. */
function isThreshold(node: Code): boolean {
  const value = unnamed(node);
  if (value.kind === 'number') return value.value > 0;
  return /free_?(?:bits|nats)|(?:^|[._])(?:lambda\w*|lam|threshold|kl_?min|min_?kl|delta)$/iu.test(
    labelOf(node),
  );
}

function thresholdOf(node: Code): number | string {
  const value = unnamed(node);
  if (value.kind === 'number') return value.value;
  const label = labelOf(node);
  return label.slice(label.lastIndexOf('.') + 1);
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def kl_loss(mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
    loss = torch.clamp(0.1 * kl.mean(), min=2.0)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return loss
`,
      says: 'the free bits are 20 nats, not 2',
      twin: ['torch.clamp(0.1 * kl.mean(), min=2.0)', '0.1 * torch.clamp(kl.mean(), min=2.0)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def kl_loss(mu, logvar, beta, free_bits):
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    loss = tf.maximum(beta * tf.reduce_mean(kl), free_bits)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return loss
`,
      says: 'free_bits/(beta) nats',
      twin: [
        'tf.maximum(beta * tf.reduce_mean(kl), free_bits)',
        'beta * tf.maximum(tf.reduce_mean(kl), free_bits)',
      ],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def kl_loss(mean, logvar):
    kl = -0.5 * jnp.mean(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    kl = jnp.maximum(jnp.mean(kl), 0.5)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      says: 'averaged over its d dimensions: the free bits are 0.5 d nats',
      twin: ['-0.5 * jnp.mean(', '-0.5 * jnp.sum('],
    },
  ],
  traps: [
    {
      why: 'each latent’s KL is clamped in nats, then summed and weighed',
      framework: 'PyTorch',
      code: `import torch

def kl_loss(mu, logvar, beta):
    kl = -0.5 * (1 + logvar - mu.pow(2) - logvar.exp()).mean(0)
    return beta * torch.clamp(kl, min=0.25).sum()
`,
    },
    {
      why: 'a log variance is clamped, no KL',
      framework: 'PyTorch',
      code: `import torch

def kl_loss(mu, logvar):
    logvar = torch.clamp(logvar, min=2.0)
    return -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1).mean()
`,
    },
  ],
};
