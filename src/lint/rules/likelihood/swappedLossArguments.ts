// ELBO121: prediction and target exchanged, where the loss is not symmetric in them.

import { log, negative, plus, minus, symbol, times } from '../../../elbo/expr/build.ts';
import { type Code } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import type { LibraryCall } from '../../../analysis/lowering/unit.ts';
import { codeGiven } from '../../calls.ts';
import type { Context } from '../../context.ts';
import { outputOf } from '../../outputs.ts';
import { expressionAt } from '../../syntax.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';

const [x, p] = [symbol('x'), symbol('p')];

export const rule: Rule = {
  id: 'ELBO121',
  name: 'swapped-loss-arguments',
  severity: 'error',
  what: 'The data stand where a cross-entropy takes the prediction, and the prediction where it takes the data.',
  why:
    'A cross-entropy −x log p − (1 − x) log(1 − p) takes the logarithm of its prediction. With the two exchanged it takes that of the data: ' +
    'log 0 for every black pixel, which PyTorch cuts off at −100, so that the loss is linear in p with slope 100. PyTorch has the ' +
    'prediction first, Keras the data.',
  instead: 'Exchange the two, or name them: `input=` and `target=`, `y_true=` and `y_pred=`.',
  quantity: {
    name: 'what is computed',
    formula: negative(plus(times(p, log(x)), times(minus(1, p), log(minus(1, x))))),
  },
  sources: ['pytorch documentation of binary_cross_entropy; keras documentation of losses'],
  needs: null,
  *check(context) {
    for (const call of context.calls()) {
      if (!isAsymmetric(call)) continue;
      const input = codeGiven(call, 'input') ?? codeGiven(call, 'logits');
      const target = codeGiven(call, 'target') ?? codeGiven(call, 'labels');
      if (!input || !target) continue;
      const from = call.functionSpan.from;
      if (isData(context, input, from) && isPrediction(context, target, from))
        yield draftOf(context, call);
    }
  },
};

const isAsymmetric = ({ name }: LibraryCall): boolean =>
  /binary_?cross_?entropy|cross_entropy|bernoulli_nll|sigmoidCrossEntropy/iu.test(name);

const dataName =
  /^(?:x|xs|inputs?|data|images?|imgs?|targets?|y_true|labels?|real_?x?|orig\w*|x_?(?:true|in|batch|real|orig\w*|input)|batch_?x?)\d?$/iu;
const predictionName =
  /(?:^|_)(?:recon\w*|rec|x_?hat|hat|pred\w*|y_pred|decoded?\w*|out(?:put)?s?|logits?|x_?tilde|probs?|generated)(?:$|_|\d)/iu;

function isData(context: Context, value: Code, from: number): boolean {
  return dataName.test(last(labelOf(value))) && outputOf(context, value, from) === null;
}

/** By its name, or by what a network did to it last. */
function isPrediction(context: Context, value: Code, from: number): boolean {
  const output = outputOf(context, value, from);
  const label = last(labelOf(value));
  if (output === 'sigmoid' || output === 'softmax') return true;
  return predictionName.test(label) && !dataName.test(label);
}

const last = (label: string): string => label.slice(label.lastIndexOf('.') + 1);

function draftOf(context: Context, call: LibraryCall): Draft {
  const isOfLogits = /logits|sigmoid|^cross_entropy|softmax|bernoulli_nll/iu.test(call.name);
  return {
    span: call.span,
    symbol: call.symbol,
    message: isOfLogits
      ? 'Prediction and data are exchanged: this reads the data as logits and the prediction as data, and has no lower bound in the prediction. Exchange the two.'
      : 'Prediction and data are exchanged: this takes the logarithm of the data, which is −∞ for every 0. Exchange the two.',
    proof: isOfLogits
      ? 'at x = 1 the loss is 1.313 − a for a prediction a: −98.7 at a = 100'
      : 'at x = 0, p = 0.5 a cross-entropy is 0.693; with the two exchanged it is −0.5 log 0 = ∞, or 50 where logarithms are cut off at −100',
    fixes: () => fixes(context, call),
  };
}

function* fixes(context: Context, { span }: LibraryCall): Generator<FixDraft> {
  const call = expressionAt(context.program(), span);
  if (call?.kind !== 'call') return;
  const [first, second] = call.args;
  if (!first || !second) return;
  const text = (node: { readonly from: number; readonly to: number }) =>
    context.text.slice(node.from, node.to);
  yield {
    title: 'Exchange prediction and data',
    edits: [
      { from: first.value.from, to: first.value.to, text: text(second.value) },
      { from: second.value.from, to: second.value.to, text: text(first.value) },
    ],
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
    bce = F.binary_cross_entropy(x, recon_x, reduction='sum')
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
      says: 'exchanged',
      twin: ['binary_cross_entropy(x, recon_x,', 'binary_cross_entropy(recon_x, x,'],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf

def vae_loss(x, x_decoded, mu, logvar):
    rec = 784 * tf.keras.losses.binary_crossentropy(x_decoded, x)
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)
`,
      twin: ['binary_crossentropy(x_decoded, x)', 'binary_crossentropy(x, x_decoded)'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import optax

def loss_fn(logits, x, mean, logvar):
    bce = jnp.sum(optax.sigmoid_binary_cross_entropy(x, logits), axis=-1)
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jnp.mean(bce + kl)
`,
      twin: ['(x, logits)', '(logits, x)'],
    },
  ],
  traps: [
    {
      why: 'a squared error is the same either way',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    mse = 0.5 * F.mse_loss(x, recon_x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (mse + kld) / x.size(0)
`,
    },
    {
      why: 'they are given by name',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(target=x, input=recon_x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
    },
  ],
};
