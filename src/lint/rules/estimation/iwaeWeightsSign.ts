// ELBO603: importance weights that grow with the loss.

import { exp, negative, symbol } from '../../../elbo/expr/build.ts';
import { coefficient } from '../../../analysis/features/wordsOfNumbers.ts';
import { type Code, has, holds, partsOf, unnamed } from '../../../analysis/lowering/code.ts';
import type { Piece } from '../../../analysis/recognition/piece.ts';
import type { Context, Stated } from '../../context.ts';
import type { Draft, Edit, Examples, FixDraft, Rule } from '../../rule.ts';
import { callsIn, nodesOf } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO603',
  name: 'iwae-weights-sign',
  severity: 'error',
  what: 'Importance weights are a softmax of the loss: the worst sample weighs most.',
  why:
    'log w = log p(x|z) + log p(z) − log q(z|x) is the negative of the loss of a sample. softmax(loss) is softmax(−log w): it puts the ' +
    'weight where the sample explains the datum worst, and the objective is no bound of log p(x).',
  instead: 'Weigh by `softmax(-loss).detach()`, or take `-(logsumexp(log_w) - log K)`.',
  quantity: { name: 'weight', formula: exp(negative(symbol('loss'))) },
  sources: [
    'PyTorch-VAE iwae.py and miwae.py, issues 34 and pull request 53',
    'Burda, Grosse, Salakhutdinov: Importance weighted autoencoders, arXiv 1509.00519',
  ],
  needs: null,
  *check(context) {
    const told = new Set<string>();
    for (const value of context.values()) {
      const inverted = softmaxesIn(value.value).find((softmax) => isOfLoss(context, softmax));
      const key = `${value.symbol} ${inverted?.id}`;
      if (!inverted || told.has(key) || !isWeighing(value, inverted)) continue;
      told.add(key);
      yield draftOf(context, value);
    }
  },
};

type SymbolCode = Extract<Code, { kind: 'symbol' }>;

function softmaxesIn(value: Code): readonly SymbolCode[] {
  if (!has(value, holds.softmax)) return [];
  const found = new Set<SymbolCode>();
  const seen = new Set<Code>();
  const visit = (node: Code): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'symbol' && /(?:^|\.)softmax$/iu.test(node.symbol.callee ?? ''))
      found.add(node);
    for (const part of partsOf(node)) visit(part);
  };
  visit(value);
  return [...found];
}

/** What the softmax is of: a sum of a likelihood and a KL with the signs of a loss. */
function isOfLoss(context: Context, { symbol: { args } }: SymbolCode): boolean {
  const [argument] = args;
  const pieces = argument ? context.piecesOf(argument) : [];
  const likelihood = pieces.find(({ sense }) => sense?.kind === 'reconstruction');
  const divergence = pieces.find(({ sense }) => sense?.kind === 'kl');
  const factor = ({ coefficient: c, match }: Piece) => c * (match?.scale ?? 0);
  return (
    likelihood !== undefined &&
    divergence !== undefined &&
    factor(likelihood) > 0 &&
    factor(divergence) > 0
  );
}

/** The weights multiply what they are of. */
function isWeighing({ pieces }: Stated, softmax: Code): boolean {
  return pieces.some(
    ({ weights, sense }) => sense !== null && weights.some((weight) => unnamed(weight) === softmax),
  );
}

function draftOf(context: Context, value: Stated): Draft {
  const [worse, better] = [2, 1].map((loss) => Math.exp(loss) / (Math.exp(1) + Math.exp(2))) as [
    number,
    number,
  ];
  return {
    span: value.span,
    symbol: value.symbol,
    message:
      'The importance weights are a softmax of the loss itself, so the sample that explains the datum worst weighs most. log w is minus the loss: weigh by softmax(−loss), without gradient.',
    proof: `of two samples with losses 1 and 2 the weights are ${coefficient(better)} and ${coefficient(worse)}; importance weights are ${coefficient(worse)} and ${coefficient(better)}`,
    fixes: () => fixes(context, value),
  };
}

function* fixes(context: Context, { functionSpan }: Stated): Generator<FixDraft> {
  for (const node of nodesOf(context.program())) {
    if (node.kind !== 'function' || node.from !== functionSpan.from) continue;
    const [call] = callsIn(node, new Set(['softmax']));
    const [argument] = call?.args ?? [];
    if (!call || !argument) return;
    const edits: Edit[] = [{ from: argument.value.from, to: argument.value.from, text: '-' }];
    const isTorch = /^(?:F|torch|nn)\b/u.test(context.text.slice(call.callee.from, call.callee.to));
    if (isTorch) edits.push({ from: call.to, to: call.to, text: '.detach()' });
    yield { title: 'Weigh by softmax(-loss)', edits, kind: 'refactoring', keeps: null };
    return;
  }
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recons, x, mu, log_var, kld_weight):
    rec = ((recons - x) ** 2).flatten(2).mean(-1)
    kld = -0.5 * torch.sum(1 + log_var - mu ** 2 - log_var.exp(), dim=2)
    log_weight = rec + kld_weight * kld
    weight = F.softmax(log_weight, dim=-1)
    loss = torch.mean(torch.sum(weight * log_weight, dim=-1), dim=0)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return loss
`,
      says: 'weighs most',
      twin: ['F.softmax(log_weight, dim=-1)', 'F.softmax(-log_weight, dim=-1).detach()'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def iwae_loss(x, logits, mu, logvar):
    nll = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=-1)
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    loss = nll + kl
    w = tf.nn.softmax(loss, axis=0)
    return tf.reduce_mean(tf.reduce_sum(w * loss, axis=0))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['tf.nn.softmax(loss, axis=0)', 'tf.nn.softmax(-loss, axis=0)'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def iwae_loss(logits, x, mean, logvar):
    nll = jnp.sum(jax.nn.softplus(logits) - x * logits, axis=-1)
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    loss = nll + kl
    weights = jax.nn.softmax(loss, axis=0)
    return jnp.mean(jnp.sum(weights * loss, axis=0))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['jax.nn.softmax(loss, axis=0)', 'jax.nn.softmax(-loss, axis=0)'],
    },
  ],
  traps: [
    {
      why: 'the softmax is of log w',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recons, x, mu, log_var):
    log_p_x_z = -0.5 * ((recons - x) ** 2).flatten(2).sum(-1)
    kld = -0.5 * torch.sum(1 + log_var - mu ** 2 - log_var.exp(), dim=2)
    log_weight = log_p_x_z - kld
    weight = F.softmax(log_weight, dim=-1).detach()
    return -torch.mean(torch.sum(weight * log_weight, dim=-1), dim=0)
`,
    },
  ],
};
