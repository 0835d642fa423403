// ELBO113: a Poisson loss that takes log rates is given rates, or the reverse.

import { exp, minus, symbol, times } from '../../../elbo/expr/build.ts';
import type { LibraryCall } from '../../../analysis/lowering/unit.ts';
import { codeGiven, truthGiven } from '../../calls.ts';
import type { Context } from '../../context.ts';
import { type Output, outputOf } from '../../outputs.ts';
import { argumentNamed, endOfArguments, expressionAt } from '../../syntax.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO113',
  name: 'poisson-log-input-mismatch',
  severity: 'error',
  what: 'A Poisson loss takes log rates and is given rates, or takes rates and is given what may be negative.',
  why:
    '`PoissonNLLLoss` and `log_poisson_loss` compute exp(a) − x a by default: a is log r. Given r = exp(h) or softplus(h) that is exp(r) − x r, ' +
    'smallest where r = log x. With `log_input=False` it is r − x log r, which has no value for a negative r.',
  instead:
    '`log_input=False` for a rate; the numbers of the layer, without exp or softplus, otherwise.',
  quantity: {
    name: 'loss that is computed',
    formula: minus(exp(symbol('a')), times(symbol('x'), symbol('a'))),
  },
  sources: [
    'pytorch documentation of PoissonNLLLoss; tensorflow documentation of log_poisson_loss',
  ],
  needs: 'Where the numbers come from, in the same file.',
  *check(context) {
    for (const call of context.calls()) {
      const form = formOf(call);
      const value = form && codeGiven(call, 'input');
      const output = value && outputOf(context, value, call.functionSpan.from);
      if (!output) continue;
      if (form === 'log' && rates.has(output)) yield rateDraft(context, call, output);
      if (form === 'rate' && (output === 'linear' || output === 'tanh'))
        yield rawDraft(context, call);
    }
  },
};

const rates: ReadonlySet<Output> = new Set(['exp', 'softplus']);

function formOf(call: LibraryCall): 'log' | 'rate' | null {
  if (call.name === 'log_poisson_loss') return 'log';
  if (call.name !== 'poisson_nll_loss') return null;
  return truthGiven(call, 'log_input') === false ? 'rate' : 'log';
}

function rateDraft(context: Context, call: LibraryCall, output: Output): Draft {
  return {
    span: call.span,
    symbol: call.symbol,
    message: `This loss takes log r and is given r, the ${output} of a number: it computes exp(r) − x r, smallest at r = log x rather than at r = x. Set log_input=False, or take the ${output} away.`,
    proof:
      'at r = 2, x = 3 it is exp(2) − 6 = 1.39; −log p up to a constant is 2 − 3 log 2 = −0.08',
    fixes: () => fixes(context, call),
  };
}

function rawDraft(context: Context, call: LibraryCall): Draft {
  return {
    span: call.span,
    symbol: call.symbol,
    message:
      'With log_input=False this loss takes a rate, and is given numbers that may be negative: log r has no value there. Take the exp or softplus first, or leave log_input=True.',
    proof: 'at an output of −0.5 and x = 3 the loss has log(−0.5 + 1e-8), which is no number',
    fixes: function* () {
      const node = expressionAt(context.program(), call.span);
      const given = node?.kind === 'call' ? argumentNamed(node, 'log_input')?.value : undefined;
      if (given)
        yield {
          title: 'Read it as a log rate: log_input=True',
          edits: [{ from: given.from, to: given.to, text: 'True' }],
          kind: 'refactoring',
          keeps: null,
        };
    },
  };
}

function* fixes(context: Context, { name, span }: LibraryCall): Generator<FixDraft> {
  const call = expressionAt(context.program(), span);
  if (name !== 'poisson_nll_loss' || call?.kind !== 'call') return;
  if (call.args.length < 2) return;
  const given = argumentNamed(call, 'log_input')?.value;
  const at = endOfArguments(call);
  yield {
    title: 'Read it as a rate: log_input=False',
    edits: [
      given
        ? { from: given.from, to: given.to, text: 'False' }
        : { from: at, to: at, text: ', log_input=False' },
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

def loss_function(h, x, mu, logvar):
    rate = torch.exp(h)
    rec = F.poisson_nll_loss(rate, x, reduction='sum')
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / x.size(0)
`,
      says: 'r = log x',
      twin: ["reduction='sum')", "reduction='sum', log_input=False)"],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn

decoder = nn.Sequential(nn.Linear(20, 100), nn.ReLU(), nn.Linear(100, 2000))
criterion = nn.PoissonNLLLoss(log_input=False, reduction='sum')

def loss_function(z, x, mu, logvar):
    rec = criterion(decoder(z), x)
#         ^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / x.size(0)
`,
      says: 'may be negative',
      twin: ['nn.Linear(100, 2000))', 'nn.Linear(100, 2000), nn.Softplus())'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def loss_fn(h, x, mu, logvar):
    rate = tf.nn.softplus(h)
    rec = tf.reduce_sum(tf.nn.log_poisson_loss(x, rate), axis=-1)
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    return tf.reduce_mean(rec + kl)
`,
      twin: ['tf.nn.softplus(h)', 'h'],
    },
  ],
  traps: [
    {
      why: 'the rate is for the plot, the loss has its logarithm',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(h, x, mu, logvar):
    rate = torch.exp(h)
    rec = F.poisson_nll_loss(h, x, reduction='sum')
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / x.size(0), rate
`,
    },
  ],
};
