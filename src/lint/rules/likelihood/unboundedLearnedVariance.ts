// ELBO119: a decoder's variance that is learned, without a floor, of data that are levels.

import { half, log, pi, plus, symbol, times } from '../../../elbo/expr/build.ts';
import type { Code } from '../../../analysis/lowering/code.ts';
import { unnamed } from '../../../analysis/lowering/code.ts';
import { evaluateKernel, leafSymbols } from '../../../analysis/recognition/kernel.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { type Data, dataOf, dataPlace } from '../../data.ts';
import { sigmaOf } from '../../scaleVariables.ts';
import { outputOf } from '../../outputs.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { hasLearnedScale, isLevels } from './densityOnDiscreteData.ts';

export const rule: Rule = {
  id: 'ELBO119',
  name: 'unbounded-learned-variance',
  severity: 'warning',
  what: 'The variance of a Gaussian decoder is learned without a lower bound, and the data are levels.',
  why:
    'A pixel that is black in every picture is put down exactly, and then σ → 0 lowers the loss without end: −3.69 nats at σ = 0.01, −5.99 ' +
    'at 0.001, and so on for each such pixel. The gradient grows with 1/σ², and training ends in NaN. The supremum of the likelihood is ∞, ' +
    'so its value says nothing.',
  instead:
    'Bound log σ from below: a soft clip at −6, as the σ-VAE does, a clamp, softplus plus a small number. Or one σ shared by all pixels, or ' +
    'noise on the data.',
  quantity: {
    name: 'loss of a pixel at its mean',
    formula: plus(log(symbol('sigma')), times(half, log(times(2, pi)))),
  },
  sources: [
    'orybkin/sigma-vae-pytorch issue 10; normalized-autoencoders issue 10',
    'Mattei, Frellsen: Leveraging the exact likelihood of deep latent variable models, arXiv 1802.04826',
  ],
  needs: 'How the data are prepared, in the same file.',
  *check(context) {
    for (const term of context.terms()) {
      if (!hasLearnedScale(term)) continue;
      const data = dataOf(context, term);
      if (data && isLevels(data) && !isBounded(context, term)) yield draftOf(term, data);
    }
  },
};

/** Whether sigma stays away from 0 wherever the network goes; one that is no network's is somebody else's. */
function isBounded(context: Context, term: Term): boolean {
  const { match } = term;
  const at = match?.basis.scales[0];
  const role = at === undefined ? undefined : match?.roles[at];
  const parameter = match?.parameter;
  if (!role || !parameter) return true;
  // The library's own loss clamps the variance.
  if (
    context
      .calls()
      .some(
        ({ name, span }) =>
          name === 'gaussian_nll_loss' && term.span.from <= span.from && span.to <= term.span.to,
      )
  )
    return true;
  const from = context.addressOf(term);
  for (const origin of context.flow().origins(role, from)) {
    const own = outputOf(context, origin, from);
    if (own === 'bounded' || own === 'tanh' || own === 'sigmoid') return true;
    const value = unnamed(origin);
    if (value.kind === 'reduce' || value.kind === 'number') return true;
    const least = leastSigma(value, sigmaOf[parameter]);
    if (least !== null && least > 1e-4) return true;
  }
  return false;
}

/** sigma where every variable is far below 0, and far above; null where that cannot be evaluated. */
function leastSigma(value: Code, sigma: (u: number) => number): number | null {
  const leaves = [...leafSymbols(value)];
  if (leaves.length === 0 || (leaves.length === 1 && leaves[0] === value)) return null;
  const column = Float64Array.of(-80, 80);
  const values = evaluateKernel(
    value,
    leaves,
    leaves.map(() => column),
    0,
  );
  if (!values) return null;
  const sigmas = [...values].map(sigma);
  return sigmas.every((one) => !Number.isNaN(one)) ? Math.min(...sigmas) : null;
}

function draftOf({ span, symbol: fn }: Term, data: Data): Draft {
  return {
    span,
    symbol: fn,
    message: `σ is learned without a lower bound and the data are ${data.words}: at pixels that never change σ → 0 lowers the loss without end (−3.69 nats at σ = 0.01, −5.99 at 0.001). Bound log σ from below, −6 say, or share one σ.`,
    related: [dataPlace(data)],
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def prepare(images):
    return images / 255.

def loss_function(mean, log_sigma, x, mu, logvar):
    ls = log_sigma + 0.
    rec = (0.5 * ((x - mean) / torch.exp(log_sigma)) ** 2 + log_sigma).sum(-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (rec + kl).mean()
`,
      says: '−3.69 nats',
      twin: ['    ls = log_sigma + 0.', '    log_sigma = log_sigma.clamp(min=-6)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf
import tensorflow_probability as tfp

def prepare(images):
    return images / 255.

def loss_fn(mean, h, x, mu, logvar):
    std = tf.exp(h)
    rec = -tf.reduce_sum(tfp.distributions.Normal(mean, std).log_prob(x), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    return tf.reduce_mean(rec + kl)
`,
      twin: ['tf.exp(h)', 'tf.nn.softplus(h) + 0.01'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def prepare(images):
    return images / 255.

def loss_fn(mean, h, x, mu, logvar):
    x_logvar = 1 * h
    rec = 0.5 * jnp.sum(jnp.square(x - mean) / jnp.exp(x_logvar) + x_logvar, axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mu) - jnp.exp(logvar), axis=-1)
    return jnp.mean(rec + kl)
`,
      twin: ['1 * h', 'jnp.clip(h, -12, 12)'],
    },
  ],
  traps: [
    {
      why: 'σ-VAE: a soft clip at −6',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def prepare(images):
    return images / 255.

def softclip(tensor, min):
    return min + F.softplus(tensor - min)

def loss_function(mean, h, x, mu, logvar):
    log_sigma = softclip(h, -6)
    rec = (0.5 * ((x - mean) / torch.exp(log_sigma)) ** 2 + log_sigma).sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (rec + kl).mean()
`,
    },
    {
      why: 'nothing is known of the data',
      framework: 'PyTorch',
      code: `import torch

def loss_function(mean, log_sigma, x, mu, logvar):
    rec = (0.5 * ((x - mean) / torch.exp(log_sigma)) ** 2 + log_sigma).sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (rec + kl).mean()
`,
    },
  ],
};
