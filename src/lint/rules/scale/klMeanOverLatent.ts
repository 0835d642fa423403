// ELBO302: the KL is averaged over the latent dimensions, which makes its weight smaller by their number.

import { over, symbol } from '../../../elbo/expr/build.ts';
import { reductionOf } from '../../../analysis/recognition/reductions.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { klEdits } from '../../fixes/divergenceEdits.ts';
import type { LossView } from '../../lossView.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { betaWords, lossPlace } from '../../words.ts';

export const rule: Rule = {
  id: 'ELBO302',
  name: 'kl-mean-over-latent',
  severity: 'warning',
  what: 'The KL is averaged over the d latent dimensions instead of summed.',
  why:
    'The KL of independent dimensions is the sum of d KLs. Their average is smaller by d: beside a reconstruction that is summed, ' +
    'the effective β is 1/d, 0.05 for twenty latents. More latents then cost nothing more.',
  instead:
    'Sum over the last axis, then average over the batch. If the weight was tuned as it is, keep it, and know its number. Beside a ' +
    'reconstruction that is averaged too, [ELBO303](ELBO303-both-mean.md) says what both amount to.',
  quantity: { name: 'effective β', formula: over(1, symbol('d')) },
  sources: ['keras-io issue 270; grammarVAE issue 2; podgorskiy/VAE issue 1'],
  needs: null,
  *check(context) {
    const views = context.losses();
    for (const term of context.terms()) {
      if (term.kind !== 'kl' || term.reduction.features !== 'mean') continue;
      const inside = views.filter(
        ({ divergence }) => divergence?.piece.kernel === term.piece?.kernel,
      );
      const draft = draftOf(context, term, inside);
      if (draft) yield draft;
    }
  },
};

function draftOf(context: Context, term: Term, views: readonly LossView[]): Draft | null {
  const known = views.find((view) => view.isKnown);
  // Taken back by a weight, or told at the total.
  if (known && known.power('d') === 0) return null;
  if (!known && isAlsoSummed(context, term)) return null;
  const isTold = known !== undefined && known.power('D') > 0;
  if (isTold && known.loss.symbol === term.symbol) return null;
  const isChosen = known === undefined || known.weights.length > 0 || isTold;
  const number =
    known && !isTold
      ? betaWords(known, context.where)
      : 'beside a summed reconstruction the effective β is 1/d';
  return {
    span: term.span,
    symbol: term.symbol,
    severity: isChosen ? 'information' : 'warning',
    message: `The KL is averaged over the latent dimensions, not summed: ${number}. For an ELBO sum it over its last axis and average over the batch.`,
    related: known ? [lossPlace(known)] : [],
    fixes: () => fixes(context, term, known),
  };
}

/** A helper that reduces one KL in several ways: whoever calls it chooses. */
function isAlsoSummed(context: Context, { piece, functionSpan }: Term): boolean {
  return context
    .values()
    .filter((value) => value.functionSpan.from === functionSpan.from)
    .flatMap(({ pieces }) => pieces)
    .some(
      (other) =>
        other.kernel === piece?.kernel &&
        ['sum', 'none'].includes(reductionOf(other).features) &&
        other.reductions.length > 0,
    );
}

function* fixes(context: Context, term: Term, view: LossView | undefined): Generator<FixDraft> {
  const edits = klEdits(context, term);
  const isAimed = view && view.weights.length === 0 && view.power('D') === 0;
  if (edits.length > 0)
    yield {
      title: 'Sum over latents, mean over the batch',
      edits,
      kind: 'refactoring',
      keeps: null,
      ...(isAimed ? { beta: 1 } : {}),
    };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'Keras',
      code: `import tensorflow as tf

def vae_loss(data, reconstruction, z_mean, z_log_var):
    reconstruction_loss = tf.reduce_mean(tf.reduce_sum(tf.keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2)))
    kl_loss = 1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl_loss = -0.5 * tf.reduce_mean(kl_loss)
    return reconstruction_loss + kl_loss
`,
      says: 'effective β = 1/d',
      twin: ['tf.reduce_mean(kl_loss)', 'tf.reduce_mean(tf.reduce_sum(kl_loss, axis=1))'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum') / x.size(0)
    kld = -0.5 * torch.mean(1 + logvar - mu.pow(2) - logvar.exp())
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return bce + kld
`,
      says: 'effective β = 1/d',
      twin: [
        'torch.mean(1 + logvar - mu.pow(2) - logvar.exp())',
        'torch.mean(torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1))',
      ],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import optax

def loss_fn(logits, x, mean, logvar):
    bce = jnp.mean(jnp.sum(optax.sigmoid_binary_cross_entropy(logits, x), axis=-1))
    kl = jnp.mean(-0.5 * jnp.mean(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return bce + kl
`,
      twin: ['-0.5 * jnp.mean(', '-0.5 * jnp.sum('],
    },
    {
      framework: 'Keras',
      severity: 'information',
      code: `from keras import backend as K

def kl_loss(truth, z):
    z_mean, z_log_var = z[0], z[1]
    kl_loss = -0.5 * K.mean(1 + z_log_var - K.square(z_mean) - K.exp(z_log_var), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl_loss
`,
      says: 'beside a summed reconstruction',
      twin: ['K.mean(', 'K.sum('],
    },
  ],
  traps: [
    {
      why: 'the weight takes the average back',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

latent_dim = 20

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum') / x.size(0)
    kld = -0.5 * torch.mean(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + latent_dim * kld
`,
    },
  ],
};
