// ELBO402: the exponential of an unbounded head in half precision.

import { exp, symbol } from '../../../elbo/expr/build.ts';
import { type Code, some, unnamed } from '../../../analysis/lowering/code.ts';
import type { Context } from '../../context.ts';
import { draws, type Head, headsOf, klHeads } from '../../heads.ts';
import { halfPrecision } from '../../precision.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO402',
  name: 'exp-logvar-unclamped',
  severity: 'warning',
  what: 'In half precision the exponential of a log variance that nothing bounds is infinite from 11.1 on.',
  why:
    'The largest half-precision number is 65504 = exp(11.09). A linear head passes that in the first steps of training more easily than ' +
    'one thinks; the KL is then infinite and the next step makes every weight NaN. In single precision the limit is 88.7.',
  instead:
    'Clamp the head, `torch.clamp(logvar, -30, 10)`, or compute the exponential and the sum in single precision. Inside the range a ' +
    'clamp changes nothing.',
  quantity: { name: 'σ²', formula: exp(symbol('logvar')) },
  sources: ['latent-diffusion, DiagonalGaussianDistribution: clamp(logvar, −30, 20)'],
  needs:
    'The precision a program runs in: in single precision nothing is said, nor under autocast, which computes exponentials in single precision.',
  *check(context) {
    const half = halfPrecision(context);
    if (!half) return;
    const told = new Set<string>();
    const heads = draws(context).flatMap((term) => headsOf(term).slice(0, 1));
    for (const head of [...klHeads(context), ...heads]) {
      if (!isOpen(context, head) || told.has(head.label)) continue;
      told.add(head.label);
      yield draftOf(context, head, half);
    }
  },
};

/** A logarithm that no clamp or bounded function stands before. */
function isOpen(context: Context, { value, parameter, term }: Head): boolean {
  if (parameter !== 'logvar' && parameter !== 'log_sigma') return false;
  const kernel = term.piece?.kernel ?? context.valueAt(term)?.value;
  if (kernel && some(kernel, isBound)) return false;
  return [...context.flow().origins(value, context.addressOf(term))].every(
    (node) => !isBound(unnamed(node)),
  );
}

const isBound = (node: Code): boolean =>
  (node.kind === 'apply' &&
    ['clip', 'maximum', 'minimum', 'tanh', 'sigmoid', 'logSigmoid'].includes(node.fn)) ||
  (node.kind === 'symbol' && ['tanh', 'sigmoid'].includes(node.symbol.activation ?? ''));

function draftOf(context: Context, { term, label, parameter }: Head, half: Draft['span']): Draft {
  const limit = parameter === 'logvar' ? '11.1' : '5.55';
  const name = label === '' ? 'the head' : label;
  return {
    span: term.span,
    symbol: term.symbol,
    message: `Nothing bounds ${name}, and the program computes in half precision (${context.where(half.from)}): σ² is infinite there from ${name} = ${limit} on. Clamp it, or take the exponential in single precision.`,
    proof: 'the largest half-precision number is 65504 = exp(11.09)',
    related: [{ span: half, source: null, message: 'Half precision' }],
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

model = VAE().half()

def kl_divergence(mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl.mean()
`,
      says: 'from logvar = 11.1 on',
      twin: ['VAE().half()', 'VAE()'],
    },
    {
      framework: 'Keras',
      code: `import keras
from keras import ops

keras.mixed_precision.set_global_policy("mixed_float16")

def kl_divergence(z_mean, z_log_var):
    kl = -0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      twin: ['"mixed_float16"', '"float32"'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def sample(rng, mean, logvar):
    mean, logvar = mean.astype(jnp.float16), logvar.astype(jnp.float16)
    z = mean + jnp.exp(0.5 * logvar) * jax.random.normal(rng, mean.shape)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return z
`,
      twin: ['jnp.exp(0.5 * logvar)', 'jnp.exp(0.5 * jnp.clip(logvar, -30, 10))'],
    },
    {
      framework: 'TensorFlow.js',
      code: `import * as tf from '@tensorflow/tfjs';

tf.env().set('WEBGL_FORCE_F16_TEXTURES', true);

export function kl(mu: tf.Tensor2D, logvar: tf.Tensor2D) {
  return logvar.exp().add(mu.square()).sub(logvar).sub(1).sum(-1).mul(0.5);
  //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
}
`,
      twin: ['WEBGL_FORCE_F16_TEXTURES', 'WEBGL_PACK'],
    },
  ],
  traps: [
    {
      why: 'autocast computes exponentials and sums in single precision',
      framework: 'PyTorch',
      code: `import torch

def step(model, x):
    with torch.autocast('cuda', dtype=torch.float16):
        x_hat, mu, logvar = model(x)
        kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
    return kl.mean()
`,
    },
    {
      why: 'the head is clamped',
      framework: 'PyTorch',
      code: `import torch

model = VAE().half()

def kl_divergence(mu, h):
    logvar = torch.clamp(h, -30.0, 10.0)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
    return kl.mean()
`,
    },
    {
      why: 'single precision reaches 88',
      framework: 'PyTorch',
      code: `import torch

def kl_divergence(mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
    return kl.mean()
`,
    },
  ],
};
