// ELBO305: the KL of a datum's own latent is weighed by the batch size or the number of data.

import { over, symbol } from '../../../elbo/expr/build.ts';
import { type Code, some, unnamed } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import { isInverseBatch } from '../../../analysis/recognition/reductions.ts';
import type { Context } from '../../context.ts';
import type { LossView, Side } from '../../lossView.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { betaWords, bothTerms } from '../../words.ts';

export const rule: Rule = {
  id: 'ELBO305',
  name: 'kl-weight-depends-on-batch-or-dataset',
  severity: 'warning',
  what: 'The KL of a latent that every datum has of its own is weighed by one over the number of data, or by B/N.',
  why:
    'The bound of N data is a sum over n of log p(xₙ|zₙ) − KLₙ, minus one KL for what all data share, such as weights. Only the shared ' +
    'one is divided by N when the average over data is taken. 1/N on a per-datum KL makes β = 1/N: 0.00002 for 60 000 digits.',
  instead:
    'Take the factor away, or call it β and choose it. For a Bayesian layer, whose posterior is of its weights, 1/N is right.',
  quantity: { name: 'effective β', formula: over(symbol('B'), symbol('N')) },
  sources: [
    'PyTorch-VAE issue 11; edwardlib examples; tensorflow/probability issues 651 and 396 for where it is right',
  ],
  needs: 'That a name means a number of data: `len(dataset)`, `num_train_examples`, `M_N`.',
  *check(context) {
    for (const view of context.losses()) {
      const found = view.isKnown ? datasetWeight(view) : null;
      if (found !== null && isSure(view, found)) yield draftOf(context, view, found);
    }
  },
};

/** A KL nobody can look into may be of weights; beside a sum over the batch B/N says something else. */
const isSure = ({ divergence, loss }: LossView, name: string): boolean =>
  isRatioName(name) ? !loss.sumOverBatch : divergence?.piece.match !== null;

const isRatioName = (name: string): boolean => /^M_?N$/iu.test(name);

const datasetName =
  /(?:^|[._])(?:n_?(?:train\w*|data\w*|examples|total)|num_?(?:train\w*|data\w*|examples|total)|data_?set_?size|train_?size|n_?samples_?total|M_?N|kld_?norm|len\(.*\))$/iu;

/** How the weight of the KL is written, where it has a number of data in it that the likelihood has not. */
function datasetWeight({ divergence, likelihood }: LossView): string | null {
  if (!divergence || !likelihood || isOfWeights(divergence)) return null;
  const shared = new Set(likelihood.piece.weights.map(unnamed));
  const found = divergence.piece.weights.find((weight) => {
    if (shared.has(unnamed(weight)) || isInverseBatch(weight)) return false;
    return some(weight, isDatasetSize);
  });
  return found === undefined ? null : wordsOf(found);
}

function isDatasetSize(node: Code): boolean {
  if (node.kind === 'symbol' && node.symbol.size === 'N') return true;
  return datasetName.test(labelOf(node));
}

function wordsOf(weight: Code): string {
  let name = '';
  some(weight, (node) => {
    if (isDatasetSize(node)) name = labelOf(node);
    return name !== '';
  });
  const last = name.slice(name.lastIndexOf('.') + 1);
  return last === '' ? 'a number of data' : last;
}

/** The posterior of a layer's weights, by the names of its parameters. */
function isOfWeights({ piece }: Side): boolean {
  const isWeight = (role: Code) =>
    /(?:^|[._])(?:w|weights?|bias|b|kernel|theta|rho)(?:$|_)/iu.test(labelOf(role));
  return (piece.match?.roles ?? []).some(isWeight);
}

function draftOf(context: Context, view: LossView, name: string): Draft {
  const { loss } = view;
  const isRatio = isRatioName(name);
  return {
    span: loss.span,
    symbol: loss.symbol,
    severity: isRatio ? 'information' : 'warning',
    message: isRatio
      ? `The KL is weighed by ${name}, by its name B/N. That belongs to a posterior all data share; each datum has its own z here. ${upper(betaWords(view, context.where))}.`
      : `The KL is weighed by one over a number of data (${name}): ${betaWords(view, context.where)}. 1/N belongs to a posterior all data share, as of weights; each datum has its own z here.`,
    related: bothTerms(view),
  };
}

const upper = (text: string): string => text.replace(/^./u, (first) => first.toUpperCase());

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar, train_dataset):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum') / x.size(0)
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp()) / x.size(0)
    return bce + kld / len(train_dataset)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'effective β = 1/N',
      twin: ['kld / len(train_dataset)', 'kld'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def elbo_loss(x, logits, mu, logvar, num_train_examples):
    rec = tf.reduce_mean(tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=1))
    kl = tf.reduce_mean(-0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1))
    loss = rec + kl / num_train_examples
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return loss
`,
      says: 'num_train_examples',
      twin: ['kl / num_train_examples', 'kl'],
    },
    {
      framework: 'PyTorch',
      severity: 'information',
      code: `import torch
import torch.nn.functional as F

def loss_function(recons, input, mu, log_var, **kwargs):
    kld_weight = kwargs['M_N']
    recons_loss = F.mse_loss(recons, input)
    kld_loss = torch.mean(-0.5 * torch.sum(1 + log_var - mu ** 2 - log_var.exp(), dim=1), dim=0)
    return recons_loss + kld_weight * kld_loss
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'by its name B/N',
      twin: ["kwargs['M_N']", "kwargs['beta']"],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import optax

def loss_fn(logits, x, mean, logvar, dataset_size):
    bce = jnp.mean(jnp.sum(optax.sigmoid_binary_cross_entropy(logits, x), axis=-1))
    kl = jnp.mean(-0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1))
    return bce + kl / dataset_size
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['kl / dataset_size', 'kl'],
    },
  ],
  traps: [
    {
      why: 'the posterior is of a layer’s weights, which all data share',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(output, target, weight_mu, weight_logvar, train_dataset):
    nll = F.mse_loss(output, target)
    kl = -0.5 * torch.sum(1 + weight_logvar - weight_mu.pow(2) - weight_logvar.exp())
    return nll + kl / len(train_dataset)
`,
    },
    {
      why: 'both terms are divided: an average over the data',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def evaluate(recon_x, x, mu, logvar, dataset):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / len(dataset)
`,
    },
  ],
};
