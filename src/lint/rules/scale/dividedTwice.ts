// ELBO318: a term is divided by the batch twice, or a mean is taken of one number.

import { over, symbol } from '../../../elbo/expr/build.ts';
import { betaWords } from '../../words.ts';
import type { Code, CodeAxes } from '../../../analysis/lowering/code.ts';
import { unnamed } from '../../../analysis/lowering/code.ts';
import { isInverseBatch } from '../../../analysis/recognition/reductions.ts';
import type { Piece, ReduceNode } from '../../../analysis/recognition/piece.ts';
import type { Context } from '../../context.ts';
import type { LossView, Side } from '../../lossView.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO318',
  name: 'divided-twice',
  severity: 'warning',
  what: 'A term is averaged over the batch and then divided by its size again, or a mean is taken of what is one number already.',
  why:
    'An average over the batch has its 1/B. Dividing again gives 1/B², and a weight of the KL that depends on the batch size where only ' +
    'one term is divided twice. A mean of a scalar does nothing: somebody meant another axis.',
  instead:
    'Divide once. Where the mean of a scalar was to be one over the batch, take the sum over the dimensions alone: `dim=1`.',
  quantity: { name: 'scale', formula: over(1, symbol('B')) },
  sources: ['numpy and student repositories; PyTorch-VAE wae_mmd.py'],
  needs: null,
  *check(context) {
    for (const view of context.losses()) {
      const sides = [view.likelihood, view.divergence].filter((side) => side !== null);
      const twice = sides.filter(isDividedTwice);
      if (twice.length > 0) yield twiceDraft(context, view, twice.length);
      const idle = sides.find(({ piece }) => hasIdleMean(piece));
      if (idle) yield idleDraft(view, idle);
    }
    yield* kernelMeans(context);
  },
};

const isOverBatch = (axes: CodeAxes): boolean =>
  axes === 'all' || (typeof axes !== 'string' && axes.includes(0));

/** The reductions themselves average over the batch, and a weight divides by its size. */
function isDividedTwice({ piece }: Side): boolean {
  const isMean = piece.reductions.some(
    ({ reduction, axes }) => reduction === 'mean' && isOverBatch(axes),
  );
  return isMean && piece.match !== null && piece.weights.some(isInverseBatch);
}

/** A mean over an axis that was summed away: of a scalar, or of its only axis twice. */
function hasIdleMean({ reductions }: Piece): boolean {
  return reductions.some((node, at) => {
    const inner = reductions[at + 1];
    return (
      node.reduction === 'mean' &&
      inner !== undefined &&
      inner.axes === 'all' &&
      isWrittenFor(node, inner)
    );
  });
}

/** `mean(sum(x), axis=0)`: an axis is named that is no more; `.mean()` of a scalar loss is a habit. */
function isWrittenFor({ axes }: ReduceNode, inner: ReduceNode): boolean {
  return inner.reduction === 'sum' && typeof axes !== 'string';
}

function twiceDraft(context: Context, view: LossView, count: number): Draft {
  const { loss } = view;
  const what = count > 1 ? 'Both terms are' : 'One term is';
  const number =
    count === 1 && view.isKnown && !view.isOne ? ` ${upper(betaWords(view, context.where))}.` : '';
  return {
    span: loss.span,
    symbol: loss.symbol,
    message: `${what} averaged over the batch and divided by its size once more: 1/B² instead of 1/B.${number} Divide once.`,
  };
}

const upper = (text: string): string => text.replace(/^./u, (first) => first.toUpperCase());

function idleDraft({ loss }: LossView, { term }: Side): Draft {
  return {
    span: term?.span ?? loss.span,
    symbol: term?.symbol ?? loss.symbol,
    message:
      'The sum leaves one number, so the mean around it does nothing: the term is summed over the batch. For a mean over the batch sum over the last axis alone.',
  };
}

/** Means over all pairs, weighed by one over the number of pairs: a kernel's mean, divided twice. */
function* kernelMeans(context: Context): Generator<Draft> {
  for (const term of context.terms()) {
    if (term.kind !== 'mmd') continue;
    const value = context.valueAt(term);
    const from = context.addressOf(term);
    const isDivided = (weight: Code) =>
      [...context.flow().origins(weight, from)].some((origin) => dividesByPairs(unnamed(origin)));
    const twice = value?.pieces.filter(
      ({ reductions, weights }) =>
        reductions.some(({ reduction }) => reduction === 'mean') && weights.some(isDivided),
    );
    if (twice?.length)
      yield {
        span: term.span,
        symbol: term.symbol,
        message:
          'The kernel is averaged over all pairs, and its weight divides by the number of pairs again: the discrepancy is smaller by B(B − 1). Divide once.',
      };
  }
}

function dividesByPairs(node: Code): boolean {
  if (node.kind === 'multiply') return node.factors.map(unnamed).some(dividesByPairs);
  if (node.kind !== 'power' || node.exponent.kind !== 'number' || node.exponent.value >= 0)
    return false;
  const base = unnamed(node.base);
  return (
    isBatch(base) ||
    (base.kind === 'multiply' && base.factors.some((factor) => isBatch(unnamed(factor))))
  );
}

const isBatch = (node: Code): boolean => node.kind === 'symbol' && node.symbol.size === 'B';

export const examples: Examples = {
  invalid: [
    {
      framework: 'NumPy',
      code: `import numpy as np

def loss(x_hat, x, mu, logvar, batch_size):
    rec = np.mean((x_hat - x) ** 2) / 2
    kl = -0.5 * np.sum(1 + logvar - np.power(mu, 2) - np.exp(logvar))
    loss = (rec + kl) / batch_size
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return loss
`,
      says: '1/B² instead of 1/B',
      twin: ['(rec + kl) / batch_size', 'rec + kl / batch_size'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(x_hat, x, mu, log_var):
    rec = F.mse_loss(x_hat, x, reduction='mean')
    kl = torch.mean(-0.5 * torch.sum(1 + log_var - mu.pow(2) - log_var.exp()), axis=0)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return rec + kl * 1e-5
`,
      says: 'does nothing',
      twin: ['log_var.exp()), axis=0)', 'log_var.exp(), dim=1), axis=0)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def vae_loss(x, x_hat, mu, logvar, batch_size):
    rec = tf.reduce_mean(tf.reduce_sum(tf.square(x - x_hat), axis=1)) / 2
    kl = tf.reduce_mean(-0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1))
    return (rec + kl) / batch_size
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'Both terms',
      twin: ['(rec + kl) / batch_size', 'rec + kl'],
    },
  ],
  traps: [
    {
      why: 'the sum is over the dimensions, the mean over the batch',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(x_hat, x, mu, log_var):
    rec = 0.5 * F.mse_loss(x_hat, x, reduction='sum') / x.size(0)
    kl = torch.mean(-0.5 * torch.sum(1 + log_var - mu.pow(2) - log_var.exp(), dim=1), dim=0)
    return rec + kl
`,
    },
  ],
};
