// ELBO307: two terms of different shapes are added, and broadcasting makes another weight of it.

import { symbol } from '../../../elbo/expr/build.ts';
import type { Context } from '../../context.ts';
import type { LossView, Side } from '../../lossView.ts';
import { isPerDatum, isScalar, type OwnReductions, ownReductions } from '../../ownReductions.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { callsIn, statementAt } from '../../syntax.ts';
import { bothTerms } from '../../words.ts';

export const rule: Rule = {
  id: 'ELBO307',
  name: 'scalar-broadcast-reduction',
  severity: 'error',
  what: 'A KL summed over the whole batch is added to a value of each datum, or a column (B, 1) to a row of another length.',
  why:
    'Broadcasting adds a scalar to every element: the KL of all B data is then paid by each of them, β = B. (B, 1) + (B, d) gives B · d ' +
    'values, and their mean averages the KL over d. (B) + (B, 1) gives B · B: a mean of it is unchanged, a sum of it B times as large.',
  instead:
    'Reduce both to one value for each datum, `dim=-1` in both, with `keepdim` in both or in neither.',
  quantity: { name: 'effective β', formula: symbol('B') },
  sources: ['GNTPP issue 4; keras pull request 4538'],
  needs: 'The shapes of both terms: by their reductions, as far as those say over which axes.',
  *check(context) {
    for (const view of context.losses()) {
      const own = ownReductions(view);
      const draft = own && (scalarDraft(view, own) ?? columnDraft(context, view, own));
      if (draft) yield draft;
    }
  },
};

/** The KL is one number where it meets a likelihood of each datum. */
export function isScalarKl(view: LossView): boolean {
  const own = view.isKnown ? ownReductions(view) : null;
  return (
    own !== null && isScalar(own.divergence) && isPerDatum(own.likelihood) && view.power('B') > 0
  );
}

function scalarDraft(view: LossView, own: OwnReductions): Draft | null {
  if (!isScalarKl(view) || own.divergence.every(({ reduction }) => reduction === 'mean'))
    return null;
  const { loss } = view;
  return {
    span: loss.span,
    symbol: loss.symbol,
    message:
      'The KL is summed over the whole batch and added to a reconstruction of each datum: the KL of all B data is added to every one, effective β = B, another weight for every batch size. Sum it over its last axis alone.',
    proof:
      'for 64 equal data with a KL of 1 nat each, every datum pays 64 nats; with 128 it pays 128',
    related: bothTerms(view),
  };
}

/** One side keeps a column of length 1 where the other has another shape. */
function columnDraft(context: Context, view: LossView, own: OwnReductions): Draft | null {
  const { loss, likelihood, divergence } = view;
  if (
    !likelihood ||
    !divergence ||
    context.hasCall(['Independent', 'to_event', 'MultivariateNormal'])
  )
    return null;
  const [column, free] = [keepsColumn(context, likelihood), keepsColumn(context, divergence)];
  const place = { span: loss.span, symbol: loss.symbol, related: bothTerms(view) };
  if (column && !free && own.divergence.length === 0 && isPerDatum(own.likelihood))
    return {
      ...place,
      severity: 'warning',
      message:
        'The reconstruction is a column (B, 1) and the KL has a value for each latent dimension, (B, d): the sum has B · d values, and a mean over them averages the KL over d, effective β = 1/d. Sum the KL over its last axis.',
    };
  if (column === free || !isPerDatum(own.likelihood) || !isPerDatum(own.divergence)) return null;
  const isSum = own.shared.some(({ reduction }) => reduction === 'sum');
  return {
    ...place,
    severity: isSum ? 'warning' : 'information',
    message: isSum
      ? 'One term is a column (B, 1) and the other a row (B): the sum has B · B values, and summed it is B times the loss. Keep the axis in both or in neither.'
      : 'One term is a column (B, 1) and the other a row (B): the sum has B · B values. Its mean is the same; anything by datum is not. Keep the axis in both or in neither.',
  };
}

const sums = new Set(['sum', 'reduce_sum']);

/** The statement that states it sums with `keepdim=True`, and nothing squeezes it. */
function keepsColumn(context: Context, { term }: Side): boolean {
  const statement = term && statementAt(context.program(), term.span.from);
  if (!statement) return false;
  const isKept = callsIn(statement, sums).some(({ args }) =>
    args.some(
      ({ name, value }) =>
        /^keep_?dims?$/u.test(name ?? '') && value.kind === 'constant' && value.value === true,
    ),
  );
  return (
    isKept && callsIn(statement, new Set(['squeeze', 'view', 'reshape', 'flatten'])).length === 0
  );
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='none').sum(dim=1)
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld).mean()
#   ^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'effective β = B',
      twin: ['logvar.exp())', 'logvar.exp(), dim=1)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def elbo_loss(x, logits, mu, logvar):
    rec = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=1)
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar))
    loss = tf.reduce_mean(rec + kl)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return loss
`,
      twin: ['tf.exp(logvar))', 'tf.exp(logvar), axis=1)'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import optax

def loss_fn(logits, x, mean, logvar):
    bce = jnp.sum(optax.sigmoid_binary_cross_entropy(logits, x), axis=-1)
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar))
    return jnp.mean(bce + kl)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['jnp.exp(logvar))', 'jnp.exp(logvar), axis=-1)'],
    },
    {
      framework: 'PyTorch',
      severity: 'warning',
      code: `import torch
from torch.distributions import Normal, kl

class VAE:
    def loss(self, x):
        pred_z = self.z_given_x(x)
        kl_div = kl.kl_divergence(pred_z, self.prior)
        pred_x = self.x_given_z(pred_z.rsample())
        rec_loss = torch.sum(pred_x.log_prob(x), dim=1, keepdim=True)
        return -(rec_loss - kl_div).squeeze(dim=1)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'a value for each latent dimension',
      twin: ['self.prior)\n        pred_x', 'self.prior).sum(dim=1, keepdim=True)\n        pred_x'],
    },
    {
      framework: 'PyTorch',
      severity: 'information',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='none').sum(dim=1)
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1, keepdim=True)
    return (bce + kld).mean()
#   ^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'Its mean is the same',
      twin: [', keepdim=True', ''],
    },
  ],
  traps: [
    {
      why: 'both are one number',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='none').sum(dim=1).sum()
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
    },
  ],
};
