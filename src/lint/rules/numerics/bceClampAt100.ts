// ELBO408: a probability that is 0 or 1 exactly costs 100 instead of ∞.

import { log, negative, symbol } from '../../../elbo/expr/build.ts';
import { type Code, unnamed } from '../../../analysis/lowering/code.ts';
import type { LibraryCall } from '../../../analysis/lowering/unit.ts';
import { codeGiven, isTorch } from '../../calls.ts';
import type { Context } from '../../context.ts';
import type { Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO408',
  name: 'bce-clamp-at-100',
  severity: 'information',
  what: 'PyTorch bounds the logarithms of `binary_cross_entropy` at −100, and the probability it is given reaches 0 or 1.',
  why:
    'A relu or a clamp gives probabilities that are 0 or 1 exactly. There −log p is infinite; PyTorch counts 100 instead, with no ' +
    'gradient through the clamp. The loss looks finite while a datum is impossible under the model, and log p(x) is overstated.',
  instead:
    'End the decoder linearly and use `binary_cross_entropy_with_logits`, which has no bound.',
  quantity: { name: 'cost of a pixel', formula: negative(log(symbol('p'))) },
  sources: ['PyTorch documentation of torch.nn.BCELoss'],
  needs: 'How far the logits go: a sigmoid rounds to 1 too, from 17 on in single precision.',
  *check(context) {
    for (const call of context.calls()) {
      if (call.name !== 'binary_cross_entropy' || !isTorch(call)) continue;
      const ending = hardEnding(context, call);
      if (ending === null) continue;
      yield {
        span: call.span,
        symbol: call.symbol,
        message: `The probability ends with ${ending} and is 0 or 1 exactly for some pixels. There −log p is infinite, and PyTorch counts 100 nats instead: the loss hides that the datum is impossible. Use logits.`,
        proof: 'binary_cross_entropy(0, 1) = 100; −log 0 = ∞',
      };
    }
  },
};

function hardEnding(context: Context, call: LibraryCall): string | null {
  const given = codeGiven(call, 'input');
  if (!given) return null;
  for (const node of context.flow().origins(given, call.functionSpan.from)) {
    const ending = endingOf(unnamed(node));
    if (ending) return ending;
  }
  return null;
}

function endingOf(value: Code): string | null {
  if (value.kind === 'symbol' && value.symbol.activation === 'relu') return 'a relu';
  if (value.kind !== 'apply') return null;
  if (value.fn === 'relu') return 'a relu';
  const isBounded = value.args
    .slice(1)
    .some((bound) => bound.kind === 'number' && (bound.value === 0 || bound.value === 1));
  return value.fn === 'clip' && isBounded ? 'a clamp to [0, 1]' : null;
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def reconstruction_loss(h, x):
    x_hat = torch.clamp(h, 0, 1)
    return F.binary_cross_entropy(x_hat, x, reduction='sum')
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: '100 nats instead',
      twin: ['torch.clamp(h, 0, 1)', 'torch.sigmoid(h)'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
from torch import nn

criterion = nn.BCELoss(reduction='sum')

def reconstruction_loss(h, x):
    return criterion(h.clamp(min=0.0, max=1.0), x)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['h.clamp(min=0.0, max=1.0)', 'h.clamp(min=1e-6, max=0.999999)'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def reconstruction_loss(h, x):
    p = torch.clamp(F.relu(h), max=1.0)
    loss = F.binary_cross_entropy(p, x, reduction='none').sum(-1)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return loss.mean()
`,
      twin: ['torch.clamp(F.relu(h), max=1.0)', 'torch.sigmoid(h)'],
    },
  ],
  traps: [
    {
      why: 'Keras bounds the probability itself, and a sigmoid is not exactly 0',
      framework: 'Keras',
      code: `from keras import losses, ops

def reconstruction_loss(x, h):
    return ops.sum(losses.binary_crossentropy(x, ops.sigmoid(h)), axis=-1)
`,
    },
  ],
};
