// ELBO205: PyTorch's kl_div is given probabilities where it wants their logarithms.

import { log, minus, symbol, times } from '../../../elbo/expr/build.ts';
import type { Context } from '../../context.ts';
import { type KlDiv, klDivsOf, sidesOf, spaceOf } from '../../klDiv.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO205',
  name: 'kl-div-api-not-log',
  severity: 'error',
  what: 'The first argument of `kl_div` is a probability; it takes a logarithm of one.',
  why:
    '`F.kl_div(input, target)` computes target · (log target − input). With a probability as input that is no divergence: for two ' +
    'equal distributions over two classes it is −1.19 instead of 0, and its minimum is elsewhere.',
  instead:
    'Give `log_softmax(logits)`, or take `.log()`. With `log_target=True` the second argument is a logarithm too.',
  quantity: {
    name: 'sum over classes of',
    formula: times(symbol('t'), minus(log(symbol('t')), symbol('input'))),
  },
  sources: ['pytorch issue 43348'],
  needs: null,
  *check(context) {
    for (const one of klDivsOf(context)) {
      if (spaceOf(one.input) === 'probability') yield inputDraft(context, one);
      else if (
        one.isTargetLog
          ? spaceOf(one.target) === 'probability'
          : spaceOf(one.target) === 'logarithm'
      )
        yield targetDraft(one);
    }
  },
};

function inputDraft(context: Context, one: KlDiv): Draft {
  return {
    span: one.span,
    symbol: one.symbol,
    message:
      'The first argument of kl_div must be a log-probability, and this is a probability: what is computed is t · (log t − p), no divergence. Give its logarithm.',
    proof: 'for p = t = (0.5, 0.5) it gives 2 · 0.5 · (log 0.5 − 0.5) = −1.193, the KL is 0',
    fixes: () => inputFixes(context, one),
  };
}

function* inputFixes(context: Context, one: KlDiv): Generator<FixDraft> {
  const [input] = sidesOf(one) ?? [];
  if (!input) return;
  const text = context.text.slice(input.from, input.to);
  const isSoftmax = /(?<!log_)softmax\(/u.test(text);
  const edited = isSoftmax ? text.replace(/(?<!log_)softmax\(/u, 'log_softmax(') : `${text}.log()`;
  yield {
    title: isSoftmax ? 'Give log_softmax' : 'Give its logarithm',
    edits: [{ from: input.from, to: input.to, text: edited }],
    kind: 'refactoring',
    keeps: null,
  };
}

function targetDraft(one: KlDiv): Draft {
  const { isTargetLog } = one;
  return {
    span: one.span,
    symbol: one.symbol,
    message: isTargetLog
      ? 'log_target=True says that the second argument is a log-probability, and it is a probability. Take log_target away.'
      : 'The second argument of kl_div must be a probability, and this is a logarithm of one: log t of a negative number is NaN. Say log_target=True.',
    proof: isTargetLog
      ? 'for p = t = (0.5, 0.5) it gives 2 · exp(0.5) · (0.5 − log 0.5) = 3.934, the KL is 0'
      : 'for t = log(0.5) = −0.693 the call computes xlogy(−0.693, −0.693), which is NaN',
    fixes: () => targetFixes(one),
  };
}

function* targetFixes({ call, isTargetLog }: KlDiv): Generator<FixDraft> {
  const last = call?.args.at(-1);
  if (!last || isTargetLog) return;
  const at = last.value.to;
  yield {
    title: 'Say log_target=True',
    edits: [{ from: at, to: at, text: ', log_target=True' }],
    kind: 'refactoring',
    keeps: null,
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch.nn.functional as F

def kl_loss(q_logits, prior_probs):
    kl = F.kl_div(F.softmax(q_logits, dim=1), prior_probs, reduction='batchmean')
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      says: 'no divergence',
      twin: ['F.softmax', 'F.log_softmax'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn

criterion = nn.KLDivLoss(reduction='sum')

def kl_loss(q_logits, prior_probs):
    q = torch.sigmoid(q_logits)
    return criterion(q, prior_probs) / q.size(0)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['criterion(q, ', 'criterion(q.log(), '],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def kl_loss(q_logits, p_logits):
    log_q = F.log_softmax(q_logits, dim=-1)
    log_p = F.log_softmax(p_logits, dim=-1)
    return F.kl_div(log_p, log_q, reduction='batchmean')
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'NaN',
      twin: ["reduction='batchmean'", "reduction='batchmean', log_target=True"],
    },
  ],
  traps: [
    {
      why: 'the input is a logarithm by its function',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def kl_loss(q_logits, prior_probs):
    q = F.softmax(q_logits, dim=1)
    return F.kl_div(torch.log(q + 1e-8), prior_probs, reduction='batchmean')
`,
    },
  ],
};
