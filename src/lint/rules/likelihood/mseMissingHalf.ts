// ELBO107: a squared error summed without its one half.

import { num, over, sqrt } from '../../../elbo/expr/build.ts';
import { isInverseBatch } from '../../../analysis/recognition/reductions.ts';
import { isWeightName } from '../../../analysis/recognition/names.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { callOfTerm, weighed } from '../../fixes/likelihoodEdits.ts';
import { learnedSigma } from '../../fixes/gaussian.ts';
import { factorOf, type LossView } from '../../lossView.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { betaWords, lossPlace } from '../../words.ts';

export const rule: Rule = {
  id: 'ELBO107',
  name: 'mse-missing-half',
  severity: 'information',
  what: 'A squared error is summed over the data dimensions without the factor ½ of a Gaussian with σ = 1.',
  why:
    '−log N(x; x̂, σ²) is (x − x̂)²/(2σ²) for each dimension, up to a constant. Without the ½ it is the one of σ² = ½, σ = 0.707: ' +
    'the reconstruction counts twice, which is an effective β of ½ at σ = 1.',
  instead:
    'Multiply by ½ for σ = 1. Where σ = 0.707 is as good a choice as any, keep it: it is a scale, not a mistake. A learned σ ' +
    'ends the question.',
  quantity: { name: 'implied σ', formula: sqrt(over(num(1), num(2))) },
  sources: [
    'stats.stackexchange 540092 and 449998; tensorflow/tfjs-examples fashion-mnist-vae; 1Konny/Beta-VAE',
    'Rybkin, Daniilidis, Levine: Simple and effective VAE training with calibrated decoders, arXiv 2006.13202',
  ],
  needs: null,
  *check(context) {
    const views = context.losses();
    for (const term of context.terms()) {
      const inside = views.filter(({ likelihood }) => likelihood?.term === term);
      if (isSquare(term) && isTwice(term, inside) && !inside.some(({ isOne }) => isOne))
        yield draftOf(context, term, inside[0]);
    }
  },
};

const isSquare = ({ family, kind }: Term): boolean =>
  kind === 'reconstruction' && family === 'gaussian_fixed';

/** Twice the exact one: summed as it stands, or averaged and multiplied by the number of dimensions. */
function isTwice({ scale, reduction, piece }: Term, views: readonly LossView[]): boolean {
  if (!isTwo(scale)) return false;
  if (reduction.features === 'sum') return piece?.weights.every(isBatchOrChoice) === true;
  return (
    reduction.features === 'mean' &&
    views.some(
      (view) =>
        view.isKnown &&
        view.likelihood?.reduction.features === 'mean' &&
        view.power('D') === 0 &&
        isTwo(factorOf(view.likelihood)),
    )
  );
}

const isTwo = (factor: number | null): boolean => factor !== null && Math.abs(factor - 2) < 1e-9;

/** Divided by something else, it may be an average of what is not masked. */
function isBatchOrChoice(weight: Parameters<typeof isInverseBatch>[0]): boolean {
  return isInverseBatch(weight) || isWeightName(labelOf(weight));
}

function draftOf(context: Context, term: Term, view: LossView | undefined): Draft {
  const number = view?.isKnown ? ` In this loss: ${betaWords(view, context.where)}.` : '';
  return {
    span: term.span,
    symbol: term.symbol,
    message:
      'The summed squared error has no factor ½: it is −log N(x; x̂, σ²) with σ² = ½ (σ = 0.707), up to the constant D/2 log π. ' +
      `Multiply it by ½ for σ = 1.${number}`,
    related: view ? [lossPlace(view)] : [],
    fixes: function* () {
      yield* fixes(context, term);
      if (view) yield* learnedSigma(context, view);
    },
  };
}

function* fixes(context: Context, term: Term): Generator<FixDraft> {
  const call = callOfTerm(context, term);
  if (call)
    yield {
      title: 'Make this the exact Gaussian NLL, sigma = 1',
      edits: [weighed(call, '0.5')],
      kind: 'refactoring',
      keeps: null,
    };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    mse = F.mse_loss(recon_x, x, reduction='sum')
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (mse + kld) / x.size(0)
`,
      says: 'σ = 0.707',
      twin: [
        "F.mse_loss(recon_x, x, reduction='sum')",
        "0.5 * F.mse_loss(recon_x, x, reduction='sum')",
      ],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def vae_loss(x, x_hat, mu, logvar):
    rec = tf.reduce_sum(tf.square(x - x_hat), axis=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)
`,
      twin: [
        'tf.reduce_sum(tf.square(x - x_hat), axis=1)',
        '0.5 * tf.reduce_sum(tf.square(x - x_hat), axis=1)',
      ],
    },
    {
      framework: 'TensorFlow.js',
      code: `import * as tf from '@tensorflow/tfjs';

const originalDim = 784;

export function vaeLoss(inputs: tf.Tensor, outputs: tf.Tensor, zMean: tf.Tensor, zLogVar: tf.Tensor) {
  const reconstructionLoss = tf.losses.meanSquaredError(inputs, outputs).mul(originalDim);
  //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  let klLoss = zLogVar.add(1).sub(zMean.square()).sub(zLogVar.exp());
  klLoss = klLoss.sum(-1).mul(-0.5);
  return reconstructionLoss.add(klLoss).mean();
}
`,
      twin: ['.mul(originalDim)', '.mul(originalDim / 2)'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def loss_fn(x, x_hat, mean, logvar):
    rec = jnp.sum((x - x_hat) ** 2, axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jnp.mean(rec + kl)
`,
      twin: ['rec + kl', '0.5 * rec + kl'],
    },
  ],
  traps: [
    {
      why: 'the KL has no ½ either: β is 1, and the loss twice the negative ELBO',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    mse = F.mse_loss(recon_x, x, reduction='sum')
    kld = torch.sum(mu.pow(2) + logvar.exp() - logvar - 1)
    return (mse + kld) / x.size(0)
`,
    },
    {
      why: 'the sum is divided by the number of what is not masked',
      framework: 'PyTorch',
      code: `import torch

def loss_function(x_hat, x, mask, mu, logvar):
    n_valid = mask.sum().clamp(min=1.0)
    mse = ((x_hat - x) ** 2 * mask).sum() / n_valid
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1).mean()
    return mse + kld
`,
    },
  ],
};
