// ELBO213: a KL of the mean alone, which is that of a posterior with σ = 1.

import { over, squared, symbol } from '../../../elbo/expr/build.ts';
import { unnamed } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import type { Piece } from '../../../analysis/recognition/piece.ts';
import { reductionOf } from '../../../analysis/recognition/reductions.ts';
import type { Stated } from '../../context.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO213',
  name: 'mean-only-kl',
  severity: 'information',
  what: 'The KL is the mean of μ² alone: that of a posterior whose σ is fixed at 1, with a factor.',
  why:
    'KL(N(μ, 1) ‖ N(0, 1)) = μ²/2: with σ = 1 the rest of the closed form is 0. Where σ is not 1 in the draw, its part of the KL is left ' +
    'out and nothing keeps σ near the prior’s. μ² without the ½ weighs the KL 2 times, a mean over d latents 2/d times.',
  instead:
    'Keep it where the noise has σ = 1, with a factor ½ and a sum over the latent dimensions if it is to be the ELBO’s.',
  quantity: { name: 'KL', formula: over(squared(symbol('mu')), 2) },
  sources: ['mingyuliutw/UNIT issue 10'],
  needs: null,
  *check(context) {
    const told = new Set<number>();
    for (const term of context.terms()) {
      if (term.kind !== 'kl' || term.family !== 'unit_variance_gaussian') continue;
      told.add(term.functionSpan.from);
      const isMean = term.reduction.features === 'mean';
      yield draftOf(term, isMean, factorOf(context.valueAt(term)));
    }
    for (const value of context.values())
      if (isOfKlFunction(value) && !told.has(value.functionSpan.from)) {
        told.add(value.functionSpan.from);
        yield draftOf(
          value,
          reductionOf(value.pieces[0] as Piece).features === 'mean',
          factorOf(value),
        );
      }
  },
};

/** `def compute_kl(mu)`, whatever it calls what it returns. */
function isOfKlFunction({ symbol: name, pieces }: Stated): boolean {
  const [piece] = pieces;
  if (!/(?:^|_)kld?(?:$|_)/iu.test(name) || !piece || pieces.length > 1) return false;
  const kernel = unnamed(piece.kernel);
  const isSquare =
    kernel.kind === 'power' && kernel.exponent.kind === 'number' && kernel.exponent.value === 2;
  return (
    isSquare && piece.reductions.length > 0 && /(?:^|[._])(?:mu|mean)$/iu.test(labelOf(kernel.base))
  );
}

function draftOf(
  { span, symbol: name }: Pick<Draft, 'span' | 'symbol'>,
  isMean: boolean,
  factor: number | null,
): Draft {
  const weight = factor === null ? null : `${factor * 2}${isMean ? '/d' : ''}`;
  return {
    span,
    symbol: name,
    message:
      `This KL is of μ alone: that of N(μ, 1), which is ½ sum(μ²)${weight === null || weight === '1' ? '' : `, times ${weight}`}. If z is drawn with another σ, ` +
      'its part of the KL is missing: ½ sum(σ² − log σ² − 1).',
  };
}

/** The number before mu^2. */
function factorOf(value: Stated | undefined): number | null {
  const [piece] = value?.pieces ?? [];
  return value?.pieces.length === 1 && piece && piece.weights.length === 0
    ? Math.abs(piece.coefficient)
    : null;
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def compute_kl(mu):
    mu_2 = torch.pow(mu, 2)
    encoding_loss = torch.mean(mu_2)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return encoding_loss
`,
      says: 'times 2/d',
      twin: ['torch.mean(mu_2)', 'torch.mean(mu_2 + var - logvar - 1)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def kl_loss(mu):
    kl = tf.reduce_sum(tf.square(mu), axis=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return tf.reduce_mean(kl)
`,
      says: 'times 2.',
      twin: ['tf.square(mu)', 'tf.square(mu) + tf.exp(logvar) - logvar - 1'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def kl_loss(mean):
    kl = 0.5 * jnp.sum(jnp.square(mean), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return jnp.mean(kl)
`,
      says: '½ sum(μ²). If z',
      twin: ['jnp.square(mean)', 'jnp.square(mean) + jnp.exp(logvar) - logvar - 1'],
    },
  ],
  traps: [
    {
      why: 'a weight is decayed, no latent',
      framework: 'PyTorch',
      code: `import torch

def penalty(weight):
    l2 = torch.mean(torch.pow(weight, 2))
    return l2
`,
    },
  ],
};
