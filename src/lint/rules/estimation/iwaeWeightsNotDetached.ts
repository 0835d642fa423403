// ELBO604: normalised importance weights that carry a gradient of their own.

import { sumOver, symbol, times } from '../../../elbo/expr/build.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import {
  type CallNode,
  callsOf,
  followed,
  isVariational,
  libraryOf,
  nameOf,
  operandOf,
  type Routine,
  routinesOf,
  sidesOf,
  softmaxes,
} from '../../routines.ts';
import type { Examples, FixDraft, Rule } from '../../rule.ts';
import { rule as weightsSign } from './iwaeWeightsSign.ts';

export const rule: Rule = {
  id: 'ELBO604',
  name: 'iwae-weights-not-detached',
  severity: 'warning',
  what: 'The sum of weight times log w is differentiated through the weights too.',
  why:
    'The gradient of log (1/K) Σ w is Σ w̃ ∇log w with w̃ = softmax(log w) held fixed. If w̃ is not detached a second part is added, ' +
    'Σ w̃ log w (∇log w − Σ w̃ ∇log w), which belongs to no bound.',
  instead: 'Detach the weights, or differentiate `logsumexp(log_w)` itself.',
  quantity: {
    name: 'what is differentiated',
    formula: sumOver('sample', times(symbol('weight', ['sample']), symbol('logw', ['sample']))),
  },
  sources: ['PyTorch-VAE pull request 53; pythae, which detaches them'],
  needs: null,
  *check(context) {
    const loud = new Set([...weightsSign.check(context)].map(({ symbol: name }) => name));
    for (const routine of routinesOf(context)) {
      if (loud.has(routine.symbol) || /no_grad|stop_gradient|stopGradient/u.test(routine.text))
        continue;
      const found = productIn(routine);
      if (!found || !(isVariational(context) || /iwae|importance/iu.test(context.text))) continue;
      yield {
        span: found.product,
        symbol: routine.symbol,
        message: `The weights are softmax(${found.name}) and are multiplied with ${found.name}: the gradient goes through the weights too, which adds a part that belongs to no bound. Detach them.`,
        proof:
          'of log weights 0 and −2 the gradient of the bound is (0.881, 0.119); with the weights attached it is (1.091, −0.091)',
        related: [{ span: found.softmax, source: null, message: 'The weights' }],
        fixes: () => fixes(context, found.softmax),
      };
    }
  },
};

interface Found {
  readonly product: Expression;
  readonly softmax: CallNode;
  readonly name: string;
}

/** `softmax(log_w) * log_w`. */
function productIn(routine: Routine): Found | null {
  if (callsOf(routine, softmaxes).length === 0) return null;
  for (const node of routine.nodes) {
    if (node.kind !== 'binary' && node.kind !== 'call') continue;
    const sides = sidesOf(node, '*');
    if (!sides) continue;
    for (const [weight, other] of [sides, sides.toReversed() as [Expression, Expression]]) {
      const softmax = followed(routine, weight);
      const operand = operandOf(softmax, softmaxes);
      const name = operand ? nameOf(operand) : '';
      if (
        softmax.kind === 'call' &&
        name !== '' &&
        /^log|elbo/iu.test(name) &&
        nameOf(other) === name
      )
        return { product: node, softmax, name };
    }
  }
  return null;
}

function* fixes(context: Context, softmax: CallNode): Generator<FixDraft> {
  const { from, to } = softmax;
  const library = libraryOf(context, softmax);
  const around = new Map([
    ['tf', 'tf.stop_gradient('],
    ['jax', 'jax.lax.stop_gradient('],
  ]).get(library);
  const isTorch = ['torch', 'F', 'nn'].includes(library);
  if (!isTorch && around === undefined) return;
  yield {
    title: 'Detach the weights, which changes the gradient',
    edits: isTorch
      ? [{ from: to, to, text: '.detach()' }]
      : [
          { from, to: from, text: around ?? '' },
          { from: to, to, text: ')' },
        ],
    kind: 'refactoring',
    keeps: 'value',
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def iwae_loss(log_px, log_pz, log_qz):
    log_w = log_px + log_pz - log_qz
    weight = F.softmax(log_w, dim=0)
    return -torch.mean(torch.sum(weight * log_w, dim=0))
#                                ^^^^^^^^^^^^^^
`,
      says: 'Detach them',
      twin: ['F.softmax(log_w, dim=0)', 'F.softmax(log_w, dim=0).detach()'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def iwae_loss(log_px, log_pz, log_qz):
    log_w = log_px + log_pz - log_qz
    weight = tf.nn.softmax(log_w, axis=0)
    return -tf.reduce_mean(tf.reduce_sum(weight * log_w, axis=0))
#                                        ^^^^^^^^^^^^^^
`,
      twin: ['tf.nn.softmax(log_w, axis=0)', 'tf.stop_gradient(tf.nn.softmax(log_w, axis=0))'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def iwae_loss(log_px, log_pz, log_qz):
    log_w = log_px + log_pz - log_qz
    return -jnp.mean(jnp.sum(jax.nn.softmax(log_w, axis=0) * log_w, axis=0))
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: [
        'jax.nn.softmax(log_w, axis=0)',
        'jax.lax.stop_gradient(jax.nn.softmax(log_w, axis=0))',
      ],
    },
  ],
  traps: [
    {
      why: 'the weights are detached on their way',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def iwae_loss(log_px, log_pz, log_qz):
    log_w = log_px + log_pz - log_qz
    with torch.no_grad():
        weight = F.softmax(log_w, dim=0)
    return -torch.mean(torch.sum(weight * log_w, dim=0))
`,
    },
    {
      why: 'it is an entropy, whose gradient goes through both',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def entropy(logits, mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
    q = F.softmax(logits, dim=-1)
    log_q = F.log_softmax(logits, dim=-1)
    return kl - torch.sum(q * log_q, dim=-1)
`,
    },
  ],
};
