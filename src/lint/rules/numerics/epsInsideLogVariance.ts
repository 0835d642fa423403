// ELBO404: a small number inside the logarithm of a variance moves the minimum of the KL.

import { log, plus, symbol, times } from '../../../elbo/expr/build.ts';
import { coefficient } from '../../../analysis/features/wordsOfNumbers.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import {
  callsOf,
  followed,
  logs,
  nameOf,
  numberOf,
  operandOf,
  type Routine,
  routinesOf,
  sidesOf,
  textOf,
} from '../../routines.ts';
import type { Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO404',
  name: 'eps-inside-log-variance',
  severity: 'information',
  what: 'A small number is added inside the logarithm of the KL, so it is not 0 at the prior.',
  why:
    'With log(σ² + ε) for log σ² the KL of N(0, 1) is −½ log(1 + ε) for each dimension, a little below 0, and its minimum is at ' +
    'σ² = 1 − ε. What it buys is a finite KL at σ = 0.',
  instead:
    'Let the network state log σ², of which no logarithm is taken. Below 6e-8 the number does nothing at σ = 1 in single precision, ' +
    'and nothing is said.',
  quantity: {
    name: 'KL at the prior',
    formula: times(-0.5, log(plus(1, symbol('epsilon')))),
  },
  sources: ['Kingma, Welling: Auto-encoding variational Bayes, arXiv 1312.6114, appendix B'],
  needs: null,
  *check(context) {
    for (const term of context.terms()) {
      const { kind, match, span, symbol: name } = term;
      if (kind !== 'kl' || !match) continue;
      for (const routine of routinesOf(context))
        for (const call of callsOf(routine, logs)) {
          if (call.from < span.from || call.to > span.to) continue;
          const found = sumIn(routine, operandOf(call, logs));
          if (!found) continue;
          const factor = found.isSquare || match.parameter === 'var' ? 0.5 : 1;
          yield {
            span: call,
            symbol: name,
            message: `With ε = ${coefficient(found.epsilon)} inside the logarithm the KL of N(0, 1) is ${coefficient(-factor * Math.log1p(found.epsilon))} instead of 0 for each latent dimension, its minimum is at σ² = 1 − ε, and at σ = 0 it is finite. A network that states the logarithm itself in place of ${textOf(context, found.scale)} needs no ε.`,
          };
        }
    }
  },
};

interface Found {
  readonly epsilon: number;
  readonly scale: Expression;
  readonly isSquare: boolean;
}

/** What single precision can tell from 1. */
const smallest = 2 ** -24;
const largest = 1e-2;

function sumIn(routine: Routine, operand: Expression | null): Found | null {
  const sides = operand && sidesOf(followed(routine, operand), '+');
  if (!sides) return null;
  const [epsilon, scale] = numberOf(sides[0]) === null ? sides.toReversed() : sides;
  const value = epsilon ? numberOf(followed(routine, epsilon)) : null;
  if (value === null || !scale || value < smallest || value > largest) return null;
  const inner = followed(routine, scale);
  const isSquare =
    operandOf(inner, /^(?:square|pow)$/u) !== null ||
    (inner.kind === 'binary' && inner.operator === '**') ||
    /var|sq/iu.test(nameOf(inner));
  return { epsilon: value, scale, isSquare };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def kl_divergence(mu, sigma):
    return 0.5 * tf.reduce_sum(tf.square(mu) + tf.square(sigma) - tf.math.log(1e-4 + tf.square(sigma)) - 1, 1)
#                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'instead of 0',
      twin: ['1e-4 + ', '1e-8 + '],
    },
    {
      framework: 'PyTorch',
      code: `import torch

def kl_divergence(mu, var):
    kl = 0.5 * torch.sum(mu ** 2 + var - torch.log(var + 1e-5) - 1, dim=1)
#                                        ^^^^^^^^^^^^^^^^^^^^^
    return kl.mean()
`,
      twin: ['var + 1e-5', 'var'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def kl_divergence(mean, sigma):
    kl = jnp.sum(0.5 * (mean ** 2 + sigma ** 2 - 1) - jnp.log(sigma + 1e-6), axis=-1)
#                                                     ^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      twin: ['sigma + 1e-6', 'sigma'],
    },
  ],
  traps: [
    {
      why: 'at σ = 1 single precision does not see it',
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def kl_divergence(mu, sigma):
    return 0.5 * tf.reduce_sum(tf.square(mu) + tf.square(sigma) - tf.math.log(1e-8 + tf.square(sigma)) - 1, 1)
`,
    },
  ],
};
