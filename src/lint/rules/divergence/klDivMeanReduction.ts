// ELBO207: PyTorch's kl_div averages over every element, or compares what is no distribution.

import { over, symbol } from '../../../elbo/expr/build.ts';
import type { Context } from '../../context.ts';
import { isGaussianHead, type KlDiv, klDivsOf } from '../../klDiv.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { argumentNamed, endOfArguments, lastName } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO207',
  name: 'kl-div-mean-reduction',
  severity: 'error',
  what: '`kl_div` averages over all B · K elements by default: the value is the KL divided by the number of classes.',
  why:
    'A KL is a sum over the classes. The default `reduction="mean"` divides by B · K, so that the value is KL/K and the same model has ' +
    'another weight with more classes. On a mean and a log variance it computes nothing at all: those are no probabilities.',
  instead:
    '`reduction="batchmean"`, or `"sum"` where the rest is summed over the batch. The gradient is then larger by K.',
  quantity: { name: 'effective β', formula: over(1, symbol('K')) },
  sources: ['pytorch pull request 7006; documentation of torch.nn.KLDivLoss'],
  needs: null,
  *check(context) {
    for (const one of klDivsOf(context)) {
      const { input, target } = one;
      if (isGaussianHead(input) || isGaussianHead(target)) yield headDraft(one);
      else if (one.reduction === 'mean' && !isTakenBack(context, one)) yield meanDraft(one);
    }
  },
};

/** The number of classes is multiplied back on the same line. */
function isTakenBack({ text }: Context, { span: { from, to } }: KlDiv): boolean {
  const after = text.slice(to).split('\n', 1)[0] ?? '';
  const before = text.slice(text.lastIndexOf('\n', from) + 1, from);
  return (
    /^\s*\*\s*[\w.]*(?:class|size|shape|dim|num|k\b)/iu.test(after) ||
    /(?:class|size|shape|dim|num)\w*(?:\[[^\]]*\]|\([^)]*\))?\s*\*\s*$/iu.test(before)
  );
}

function meanDraft(one: KlDiv): Draft {
  return {
    span: one.span,
    symbol: one.symbol,
    message:
      "kl_div averages over all B · K elements, so this is KL/K, K the number of classes. Say reduction='batchmean'.",
    proof:
      'for one datum, q = (0.7, 0.1, 0.1, 0.1) and p = ¼ each, the sum over classes is 0.446 nats and the call gives 0.111',
    fixes: () => fixes(one),
  };
}

function headDraft({ span, symbol: name, input, target }: KlDiv): Draft {
  const which =
    isGaussianHead(input) && isGaussianHead(target) ? 'both arguments are' : 'an argument is';
  return {
    span,
    symbol: name,
    message: `kl_div compares probabilities of classes, and ${which} a mean or a scale of a Gaussian: nothing is computed that is a divergence. Use ½ sum(μ² + σ² − log σ² − 1).`,
    proof:
      'for a target of 1 and an input of 1 the call gives 1 · (log 1 − 1) = −1; a KL is never negative',
  };
}

function* fixes({ call }: KlDiv): Generator<FixDraft> {
  if (!call) return;
  const given = argumentNamed(call, 'reduction');
  const legacy = argumentNamed(call, 'size_average');
  // A criterion states its reduction where it is made.
  if (legacy || lastName(call.callee) !== 'kl_div') return;
  const at = endOfArguments(call);
  yield {
    title: "Say reduction='batchmean'",
    edits: [
      given
        ? { from: given.value.from, to: given.value.to, text: "'batchmean'" }
        : { from: at, to: at, text: ", reduction='batchmean'" },
    ],
    kind: 'refactoring',
    keeps: null,
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch.nn.functional as F

def kl_loss(q_logits, prior):
    log_prior = prior.log()
    kl = F.kl_div(log_prior, F.softmax(q_logits, dim=1))
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      says: 'this is KL/K',
      twin: ['dim=1))', "dim=1), reduction='batchmean')"],
    },
    {
      framework: 'PyTorch',
      code: `import torch.nn.functional as F

def kl_loss(log_prior, q):
    return F.kl_div(log_prior, q, reduction='mean')
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ["'mean'", "'sum'"],
    },
    {
      framework: 'PyTorch',
      code: `import torch.nn as nn

criterion = nn.KLDivLoss(reduction='mean')

def kl_loss(log_prior, q):
    return criterion(log_prior, q)
#          ^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ["reduction='mean'", "reduction='batchmean'"],
    },
    {
      framework: 'PyTorch',
      code: `import torch.nn.functional as F

def kl_loss(mu, logvar):
    return F.kl_div(logvar, mu, reduction='batchmean')
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'nothing is computed that is a divergence',
      twin: ['F.kl_div(logvar, mu, ', 'F.kl_div(log_prior, q, '],
    },
  ],
  traps: [
    {
      why: 'the number of classes is multiplied back',
      framework: 'PyTorch',
      code: `import torch.nn.functional as F

def kl_loss(log_prior, q, num_classes):
    return F.kl_div(log_prior, q, reduction='mean') * num_classes
`,
    },
    {
      why: 'Keras sums over the last axis by itself',
      framework: 'Keras',
      code: `import tensorflow as tf

def kl_loss(q, prior):
    return tf.reduce_mean(tf.keras.losses.kl_divergence(q, prior))
`,
    },
  ],
};
