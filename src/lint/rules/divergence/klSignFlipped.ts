// ELBO201: the KL enters the loss with the sign that rewards it.

import { negative, symbol } from '../../../elbo/expr/build.ts';
import type { Part } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { factorOf, type LossView } from '../../lossView.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { statementAt } from '../../syntax.ts';
import { bothTerms } from '../../words.ts';

export const rule: Rule = {
  id: 'ELBO201',
  name: 'kl-sign-flipped',
  severity: 'error',
  what: 'The KL enters a loss with the sign that rewards it.',
  why:
    'The negative ELBO is −log p(x|z) plus the KL. With the KL subtracted, minimising pushes q(z|x) away from the prior, and nothing ' +
    'stops it: the KL has no upper bound, so the loss has no lower one.',
  instead:
    'Turn the sign of the KL around. The signs are those of the algebra, not of names: a variable that holds −KL and is subtracted ' +
    'is right.',
  quantity: { name: 'effective β', formula: negative(symbol('w')) },
  sources: [
    'pyro issue 1982 and pull request 1988; keras issue 4967; FluxML model-zoo pull request 147',
  ],
  needs: null,
  *check(context) {
    for (const view of context.losses()) {
      const part = flippedPart(view);
      if (part) yield draftOf(context, view, part);
    }
  },
};

/** Of exact formulas alone: what is known by its name may hold either sign. */
function flippedPart({ loss, likelihood, isTotal }: LossView): Part | undefined {
  if (!isTotal) return undefined;
  const factor = likelihood?.piece.sense?.kind === 'reconstruction' ? factorOf(likelihood) : null;
  if (factor === null || hasNegativeWeight(loss.parts.map(({ piece }) => piece))) return undefined;
  return loss.parts.find(({ piece: { match, sense, coefficient, flags } }) => {
    if (!match || sense?.kind !== 'kl' || flags.size > 0) return false;
    return coefficient * match.scale * factor < 0;
  });
}

/** A factor that may be negative itself: then the sign is not known. */
function hasNegativeWeight(pieces: readonly Part['piece'][]): boolean {
  return pieces.some(({ weights }) =>
    weights.some((weight) => weight.kind === 'symbol' && (weight.symbol.value ?? 1) < 0),
  );
}

function draftOf(context: Context, view: LossView, part: Part): Draft {
  const { loss } = view;
  const others = loss.parts.filter(({ piece }) => piece.sense?.kind === 'kl').length - 1;
  const which = others > 0 ? `One of ${others + 1} KLs enters` : 'The KL enters';
  return {
    span: loss.span,
    symbol: loss.symbol,
    // Of several, a difference may be meant.
    severity: others > 0 ? 'warning' : 'error',
    message: `${which} the loss with the opposite sign of −log p(x|z): minimising it drives q(z|x) away from the prior, without bound. Turn its sign around.`,
    proof: `at μ = 10, σ = 1 the KL is 50 nats and lowers the loss by that; at μ = 100 by 5000`,
    related: bothTerms(view),
    fixes: () => (others > 0 ? [] : fixes(context, part)),
  };
}

/** The sign of the statement that states the KL, where it begins with a factor. */
function* fixes(context: Context, { terms }: Part): Generator<FixDraft> {
  const [term] = terms;
  const statement = term && statementAt(context.program(), term.span.from);
  const value =
    statement?.kind === 'assign' || statement?.kind === 'return' ? statement.value : null;
  if (!value) return;
  const isNegated =
    value.kind === 'binary' && value.left.kind === 'negate' && value.operator === '*';
  const at = value.from;
  const minus = isNegated ? (/^-\s*/u.exec(context.text.slice(at))?.[0].length ?? 1) : 0;
  yield {
    title: 'Turn the sign of the KL around',
    edits: [isNegated ? { from: at, to: at + minus, text: '' } : { from: at, to: at, text: '-' }],
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
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = 0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + kld
#   ^^^^^^^^^^^^^^^^
`,
      says: 'opposite sign',
      twin: ['0.5 * torch.sum', '-0.5 * torch.sum'],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf

def vae_loss(x, x_hat, mu, logvar):
    rec = tf.reduce_sum(tf.keras.losses.binary_crossentropy(x, x_hat), axis=(1, 2))
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec - kl)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['rec - kl', 'rec + kl'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import optax

def loss_fn(logits, x, mean, logvar):
    nll = jnp.sum(optax.sigmoid_binary_cross_entropy(logits, x), axis=-1)
    kl = 0.5 * jnp.sum(jnp.exp(logvar) + jnp.square(mean) - 1.0 - logvar, axis=-1)
    return jnp.mean(nll) - jnp.mean(kl)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['jnp.mean(nll) - ', 'jnp.mean(nll) + '],
    },
    {
      framework: 'TensorFlow.js',
      code: `import * as tf from '@tensorflow/tfjs';

export function vaeLoss(inputs: tf.Tensor, outputs: tf.Tensor, mu: tf.Tensor, logvar: tf.Tensor) {
  const rec = tf.sum(tf.squaredDifference(inputs, outputs), -1).mul(0.5);
  const kl = tf.sum(mu.square().add(logvar.exp()).sub(logvar).sub(1), -1).mul(-0.5);
  return rec.add(kl).mean();
  //^^^^^^^^^^^^^^^^^^^^^^^
}
`,
      twin: ['.mul(-0.5)', '.mul(0.5)'],
    },
    {
      framework: 'PyTorch',
      severity: 'warning',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu1, logvar1, mu2, logvar2, beta):
    rec = F.mse_loss(recon_x, x, reduction='sum') / x.size(0) / 2
    kl1 = torch.mean(-0.5 * torch.sum(1 + logvar1 - mu1 ** 2 - logvar1.exp(), dim=1))
    kl2 = torch.mean(-0.5 * torch.sum(1 + logvar2 - mu2 ** 2 - logvar2.exp(), dim=1))
    kld = -(kl2 - kl1)
    return rec + beta * kld
#   ^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'One of 2 KLs',
      twin: ['-(kl2 - kl1)', '-(-kl2 - kl1)'],
    },
  ],
  traps: [
    {
      why: 'the variable holds −KL by design, and is subtracted',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = 0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce - kld
`,
    },
    {
      why: 'the value is the bound itself, to be maximised',
      framework: 'JAX',
      code: `import jax.numpy as jnp

def elbo(logits, x, mean, logvar):
    log_px = jnp.sum(x * logits - jnp.logaddexp(0.0, logits), axis=-1)
    kl = 0.5 * jnp.sum(jnp.exp(logvar) + jnp.square(mean) - 1.0 - logvar, axis=-1)
    return jnp.mean(log_px - kl)
`,
    },
  ],
};
