// ELBO109: a Gaussian negative log density without its constant, under the name of one that has it.

import { half, log, pi, symbol, times } from '../../../elbo/expr/build.ts';
import type { LibraryCall } from '../../../analysis/lowering/unit.ts';
import { truthGiven } from '../../calls.ts';
import type { Context, Stated } from '../../context.ts';
import { argumentNamed, endOfArguments, expressionAt } from '../../syntax.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO109',
  name: 'gaussian-nll-drops-constant',
  severity: 'information',
  what: '`gaussian_nll_loss` leaves ½ log 2π out of every dimension, and its value is called a log-likelihood, bits or an ELBO.',
  why:
    'With `full=False`, the default, the value is smaller by 0.9189 nats for each of the D dimensions. No gradient changes. The number ' +
    'cannot be compared with one that has the constant: log-likelihoods of a library, bits per dimension, an ELBO of a paper.',
  instead:
    'Set `full=True` where the value is reported. In a loss that is only minimised it does not matter.',
  quantity: {
    name: 'nats left out',
    formula: times(half, symbol('D'), log(times(2, pi))),
  },
  sources: ['pytorch pull requests 49807 and 190058, issue 53964'],
  needs: null,
  *check(context) {
    for (const call of context.calls()) {
      if (call.name !== 'gaussian_nll_loss' || truthGiven(call, 'full') === true) continue;
      const value = context
        .values()
        .find(({ span }) => span.from <= call.span.from && call.span.to <= span.to);
      if (value && isReported(value)) yield draftOf(context, call, value);
    }
  },
};

const reported =
  /(?:^|_)(?:nll|n?elbo|bits|bpd|log_?(?:lik\w*|prob\w*|p\w*)|neg\w*_?log\w*|likelihood)(?:$|_|\d)/iu;

const isReported = ({ name, symbol: fn }: Stated): boolean =>
  reported.test(snake(name)) || (name === '' && reported.test(snake(fn)));

const snake = (name: string): string => name.replaceAll(/([a-z])([A-Z])/gu, '$1_$2');

function draftOf(context: Context, call: LibraryCall, { name, symbol: fn }: Stated): Draft {
  return {
    span: call.span,
    symbol: fn,
    message: `Without full=True this leaves out D/2 log 2π, 0.9189 nats for each dimension, and it is called ${name || fn}. Gradients are the same; the value compares with no other log-likelihood.`,
    fixes: () => fixes(context, call),
  };
}

function* fixes(context: Context, { span }: LibraryCall): Generator<FixDraft> {
  const call = expressionAt(context.program(), span);
  if (call?.kind !== 'call') return;
  const given = argumentNamed(call, 'full')?.value;
  const at = endOfArguments(call);
  yield {
    title: 'Count the constant: full=True',
    edits: [
      given
        ? { from: given.from, to: given.to, text: 'True' }
        : { from: at, to: at, text: ', full=True' },
    ],
    kind: 'fix',
    keeps: 'gradient',
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(mean, var, x, mu, logvar):
    nll = F.gaussian_nll_loss(mean, x, var, reduction='sum')
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (nll + kl) / x.size(0)
`,
      says: '0.9189 nats',
      twin: ["reduction='sum')", "reduction='sum', full=True)"],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn

criterion = nn.GaussianNLLLoss(reduction='none')

def elbo(mean, var, x, mu, logvar):
    log_px = -criterion(mean, x, var).sum(-1)
#             ^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (log_px - kl).mean()
`,
      twin: ["reduction='none')", "reduction='none', full=True)"],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def negative_log_likelihood(mean, x, var):
    return F.gaussian_nll_loss(mean, x, var, full=False, reduction='none').sum(-1)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

def loss_function(mean, var, x, mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (negative_log_likelihood(mean, x, var) + kl).mean()
`,
      twin: ['full=False', 'full=True'],
    },
  ],
  traps: [
    {
      why: 'it is a loss and called one',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(mean, var, x, mu, logvar):
    rec_loss = F.gaussian_nll_loss(mean, x, var, reduction='sum')
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec_loss + kl) / x.size(0)
`,
    },
  ],
};
