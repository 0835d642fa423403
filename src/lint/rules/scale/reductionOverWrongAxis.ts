// ELBO317: a sum, a mean or a softmax runs over an axis that is not the event's.

import { over, symbol } from '../../../elbo/expr/build.ts';
import { type Code, unnamed } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import type { ReduceNode } from '../../../analysis/recognition/piece.ts';
import type { Context, Stated } from '../../context.ts';
import { functionAt, symbolAt } from '../../functions.ts';
import { numberOf } from '../../numbersOfNames.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import { argumentNamed, callsIn, lastName, nodesOf, statementAt } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO317',
  name: 'reduction-over-wrong-axis',
  severity: 'warning',
  what: 'A term is summed over the batch and averaged over its dimensions, latents are centred within a datum, or a softmax and its cross-entropy run over two axes.',
  why:
    'Axis 0 is the batch. A sum over it and a mean over the rest is B/d times the KL of a datum. A covariance of latents needs each ' +
    'latent’s mean over the batch. A cross-entropy over an axis that no softmax made sum to 1 is of no distribution.',
  instead:
    'Sum over the last axis and average over axis 0; centre with `mean(dim=0)`; give both the same axis.',
  quantity: { name: 'effective β', formula: over(symbol('B'), symbol('d')) },
  sources: ['PyTorch-VAE dip_vae.py; keras-io molecule generation'],
  needs: 'That the batch is the first axis, as it is in every framework.',
  *check(context) {
    for (const term of context.terms())
      if (isSummedOverBatchFirst(term)) yield termDraft(context, term);
    for (const value of context.values())
      if (isCentredWithin(context, value)) yield centreDraft(context, value);
    yield* softmaxes(context);
  },
};

/** `kl.sum(dim=0).mean()` */
function isSummedOverBatchFirst({ kind, piece, match }: Term): boolean {
  if ((kind !== 'kl' && kind !== 'reconstruction') || !piece || !match) return false;
  const [outer, inner, ...others] = piece.reductions;
  if (!outer || !inner || others.length > 0) return false;
  return inner.reduction === 'sum' && isBatchOnly(inner) && outer.reduction === 'mean';
}

const isBatchOnly = ({ axes }: ReduceNode): boolean =>
  typeof axes !== 'string' && axes.length === 1 && axes[0] === 0;

function termDraft(context: Context, term: Term): Draft {
  const what = term.kind === 'kl' ? 'This KL' : 'This reconstruction';
  return {
    span: term.span,
    symbol: term.symbol,
    message: `${what} is summed over axis 0, the batch, and averaged over its dimensions: B/${term.kind === 'kl' ? 'd' : 'D'} times its value for a datum. Sum over the last axis and average over the batch.`,
    fixes: () => axisFixes(context, term),
  };
}

function* axisFixes(context: Context, { span }: Term): Generator<FixDraft> {
  const statement = statementAt(context.program(), span.from);
  for (const call of statement ? callsIn(statement, new Set(['sum', 'reduce_sum'])) : []) {
    const axis =
      argumentNamed(call, 'dim') ?? argumentNamed(call, 'axis') ?? argumentNamed(call, '0', 0);
    if (!axis || numberOf(axis.value) !== 0) continue;
    yield {
      title: 'Sum over the last axis',
      edits: [{ from: axis.value.from, to: axis.value.to, text: '-1' }],
      kind: 'refactoring',
      keeps: null,
    };
  }
}

/** mu - mu.mean(dim=1), in a function that makes a covariance over the batch of it. */
function isCentredWithin(context: Context, { value, functionSpan }: Stated): boolean {
  const inner = unnamed(value);
  if (inner.kind !== 'add' || inner.terms.length !== 2) return false;
  const [first, second] = inner.terms as [Code, Code];
  const mean = [meanTaken(second, first), meanTaken(first, second)].find((one) => one !== null);
  if (!mean || !/(?:^|[._])(?:mu|z|mean|z_mean|latents?)$/iu.test(labelOf(mean))) return false;
  const around = functionAt(context.program(), functionSpan);
  const text = context.text.slice(around?.from ?? functionSpan.from, around?.to ?? functionSpan.to);
  return /\.(?:t\(\)|T)\s*(?:\.\s*(?:matmul|mm|dot)|@)|transpose_a=True|einsum\(\s*['"]b?[ni]i?,|matMul\([^)]*true/u.test(
    text,
  );
}

/** The latent whose mean over its own axis is subtracted from it. */
function meanTaken(taken: Code, from: Code): Code | null {
  const [minus, body] =
    taken.kind === 'multiply' && taken.factors.length === 2 ? taken.factors : [];
  if (minus?.kind !== 'number' || minus.value !== -1 || !body) return null;
  const reduce = unnamed(body);
  if (
    reduce.kind !== 'reduce' ||
    reduce.reduction !== 'mean' ||
    unnamed(reduce.body) !== unnamed(from)
  )
    return null;
  const isOwn =
    typeof reduce.axes !== 'string' &&
    reduce.axes.length === 1 &&
    [1, -1].includes(reduce.axes[0] ?? 0);
  return isOwn ? from : null;
}

function centreDraft(context: Context, { span, symbol: name }: Stated): Draft {
  return {
    span,
    symbol: name,
    message:
      'The latents are centred within each datum (axis 1), and a covariance over the batch is made of them: it needs each latent’s mean over the batch, axis 0. With one latent it is always 0.',
    proof:
      'for two data (1, −1) and (3, −3) the means within a datum are 0, those over the batch 2 and −2',
    fixes: () => centreFixes(context, span.from),
  };
}

function* centreFixes(context: Context, from: number): Generator<FixDraft> {
  const statement = statementAt(context.program(), from);
  for (const call of statement ? callsIn(statement, new Set(['mean', 'reduce_mean'])) : []) {
    const axis = argumentNamed(call, 'dim') ?? argumentNamed(call, 'axis');
    if (!axis) continue;
    yield {
      title: 'Centre over the batch',
      edits: [{ from: axis.value.from, to: axis.value.to, text: '0' }],
      kind: 'refactoring',
      keeps: null,
    };
  }
}

const classLosses = /^(?:categorical_crossentropy|CategoricalCrossentropy)$/u;

/** A decoder ends in a softmax over axis 1, and the cross-entropy is over the last, as it is unless an axis is given. */
function* softmaxes(context: Context): Generator<Draft> {
  const program = context.program();
  const softmax = [...nodesOf(program)].find((node) => {
    if (node.kind !== 'call' || !/^softmax$/iu.test(lastName(node.callee))) return false;
    const axis = argumentNamed(node, 'axis');
    return (
      axis !== undefined &&
      numberOf(axis.value) === 1 &&
      /decod|generat/iu.test(symbolAt(program, node))
    );
  });
  const around = softmax && functionAt(program, softmax);
  if (!softmax || !context.terms().some(({ kind }) => kind === 'kl')) return;
  for (const node of nodesOf(program)) {
    if (node.kind !== 'call' || !classLosses.test(lastName(node.callee)) || node === softmax)
      continue;
    if (argumentNamed(node, 'axis') || functionAt(program, node) === around || node.args.length < 2)
      continue;
    yield {
      span: { from: node.from, to: node.to },
      symbol: symbolAt(program, node),
      message: `The decoder’s softmax runs over axis 1 (${context.where(softmax.from)}), and this cross-entropy over the last: what it takes for a distribution does not sum to 1. Say axis=1.`,
      related: [
        {
          span: { from: softmax.from, to: softmax.to },
          source: null,
          message: 'The softmax, over axis 1',
        },
      ],
    };
    return;
  }
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def kl_loss(mu, logvar):
    kl = torch.mean(-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=0))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      says: 'B/d times its value',
      twin: ['dim=0', 'dim=1'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def reconstruction(x, logits):
    rec = tf.reduce_mean(tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=0))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return rec
`,
      says: 'B/D times its value',
      twin: ['axis=0', 'axis=1'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def kl_loss(mean, logvar):
    kl = -0.5 * jnp.mean(jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=0))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      twin: ['axis=0', 'axis=-1'],
    },
    {
      framework: 'PyTorch',
      code: `import torch

def dip_loss(mu, logvar):
    centered = mu - mu.mean(dim=1, keepdim=True)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    cov = centered.t().matmul(centered)
    return torch.sum(cov ** 2)
`,
      says: 'each latent’s mean over the batch',
      twin: ['dim=1', 'dim=0'],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf
from tensorflow import keras

def get_decoder(x):
    return keras.layers.Softmax(axis=1)(x)

def vae_loss(x, x_gen, mu, logvar):
    rec = tf.reduce_mean(tf.reduce_sum(keras.losses.categorical_crossentropy(x, x_gen), axis=(1, 2)))
#                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return rec + tf.reduce_mean(kl)
`,
      says: 'Say axis=1',
      twin: ['Softmax(axis=1)', 'Softmax(axis=-1)'],
    },
  ],
  traps: [
    {
      why: 'after the sum over latents axis 0 of what is left is the batch',
      framework: 'PyTorch',
      code: `import torch

def kl_loss(mu, logvar):
    kl = torch.mean(-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1), dim=0)
    return kl
`,
    },
    {
      why: 'free bits of each latent: a mean over the batch, then a sum over latents',
      framework: 'PyTorch',
      code: `import torch

def kl_loss(mu, logvar):
    kl = torch.sum((-0.5 * (1 + logvar - mu.pow(2) - logvar.exp())).mean(dim=0))
    return kl
`,
    },
  ],
};
