// ELBO108: the standard deviation a weighed squared error amounts to.

import { half, log, over, pi, symbol, times } from '../../../elbo/expr/build.ts';
import { coefficient } from '../../../analysis/features/wordsOfNumbers.ts';
import type { Context } from '../../context.ts';
import { dataOf, dataPlace } from '../../data.ts';
import { exactGaussian, learnedSigma } from '../../fixes/gaussian.ts';
import { factorOf, type LossView } from '../../lossView.ts';
import { betaWords } from '../../words.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { distanceIn } from './notALikelihood.ts';

export const rule: Rule = {
  id: 'ELBO108',
  name: 'implied-sigma',
  severity: 'information',
  what: 'A squared error weighed by a number is a Gaussian with another σ than 1.',
  why:
    'With a the weight of one squared error and c that of one KL, the loss is that of σ² = c/(2a) at β = 1. The σ decides how much of the ' +
    'data the latent has to explain: a direction of the data whose variance is below σ² is cheaper to call noise. The constant D/2 log 2πσ² ' +
    'is left out.',
  instead:
    'Nothing, if σ is what you want: it is a scale of the data, not a mistake, and no pixel’s spread alone says it is wrong. Otherwise set ' +
    'it, or learn it.',
  quantity: {
    name: 'nats left out, with σ² = c/(2a)',
    formula: times(half, symbol('D'), log(times(2, pi, over(symbol('c'), times(2, symbol('a')))))),
  },
  sources: [
    'Rybkin, Daniilidis, Levine: Simple and effective VAE training with calibrated decoders, arXiv 2006.13202',
    'sigma-vae issue 1; UNIT issue 10; stats.stackexchange 449998',
  ],
  needs:
    'The largest eigenvalue of the data’s covariance, to say whether σ² exceeds it: then every latent can switch off.',
  *check(context) {
    for (const view of context.losses())
      if (isWeighed(view) && distanceIn(view) === null) yield draftOf(context, view);
  },
};

/** Weighed by a number of its own: what is averaged, or summed without one half, other rules tell. */
function isWeighed(view: LossView): boolean {
  const { likelihood, loss } = view;
  if (!view.isKnown || view.isOne || !view.isTotal || !likelihood?.term || !loss.impliedScale)
    return false;
  const { family } = likelihood.term;
  const factor = factorOf(likelihood);
  const isSum =
    likelihood.reduction.features === 'sum' && view.power('D') === 0 && view.power('d') === 0;
  return (
    isSum &&
    family === 'gaussian_fixed' &&
    view.weights.length === 0 &&
    !view.isBatchMixed &&
    factor !== null &&
    ![1, 2].some((plain) => Math.abs(factor - plain) < 1e-9)
  );
}

function draftOf(context: Context, view: LossView): Draft {
  const { loss, likelihood } = view;
  const { value = null } = loss.impliedScale ?? {};
  const term = likelihood?.term;
  const data = term && dataOf(context, term);
  const range = data ? ` The data are ${data.words}.` : '';
  const dropped =
    value === null ? '' : ` Left out: D/2 log 2πσ² = ${coefficient(half2PiSquared(value))} D nats.`;
  return {
    span: term?.span ?? loss.span,
    symbol: loss.symbol,
    message: `This squared error is weighed: ${betaWords(view, context.where)}.${range}${dropped}`,
    related: data ? [dataPlace(data)] : [],
    fixes: function* () {
      yield* exactGaussian(context, view);
      yield* learnedSigma(context, view);
    },
  };
}

const half2PiSquared = (sigma: number): number => 0.5 * Math.log(2 * Math.PI * sigma ** 2);

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    rec = 5 * F.mse_loss(recon_x, x, reduction='sum')
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kld) / x.size(0)
`,
      says: 'σ = 0.316',
      twin: ['5 * F.mse_loss', '0.5 * F.mse_loss'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def vae_loss(x, x_hat, mu, logvar):
    rec = 50 * tf.reduce_sum(tf.square(x - x_hat), axis=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)
`,
      says: 'σ = 0.1',
      twin: ['50 * tf', '0.5 * tf'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def loss_fn(x, x_hat, mean, logvar):
    rec = 8 * jnp.sum((x - x_hat) ** 2, axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jnp.mean(rec + kl)
`,
      twin: ['8 * jnp', '0.5 * jnp'],
    },
  ],
  traps: [
    {
      why: 'σ is 1',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    rec = 0.5 * F.mse_loss(recon_x, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kld) / x.size(0)
`,
    },
    {
      why: 'a perceptual distance is added: the total is no Gaussian’s',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F
import lpips

perceptual = lpips.LPIPS()

def loss_function(recon_x, x, mu, logvar):
    rec = 5 * F.mse_loss(recon_x, x, reduction='sum') + perceptual(recon_x, x).sum()
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kld) / x.size(0)
`,
    },
  ],
};
