// ELBO103: the log probability of a Bernoulli object at grey levels, which it refuses.

import { log, minus, plus, symbol, times } from '../../../elbo/expr/build.ts';
import type { LibraryCall } from '../../../analysis/lowering/unit.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { type Data, dataOf, dataPlace } from '../../data.ts';
import { isGiven } from '../../syntax.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

const [x, p] = [symbol('x'), symbol('p')];

export const rule: Rule = {
  id: 'ELBO103',
  name: 'bernoulli-log-prob-soft-target',
  severity: 'error',
  what: '`log_prob` of a Bernoulli object of PyTorch or Pyro is asked at grey levels: it raises.',
  why:
    'Since version 1.8 PyTorch checks that values lie in the support of a distribution, and that of a Bernoulli is {0, 1}. A pixel of 0.25 ' +
    'raises a ValueError. With `validate_args=False` the formula is evaluated in between, where it is no log p of x.',
  instead:
    'Binarise the data, or take `ContinuousBernoulli`, whose support is [0, 1]. To keep the cross-entropy as it is, write it as one: ' +
    '`-F.binary_cross_entropy(p, x, reduction="none")`.',
  quantity: {
    name: 'log p where it is asked',
    formula: plus(times(x, log(p)), times(minus(1, x), log(minus(1, p)))),
  },
  sources: ['mfcvae issue 2; pyro issue 2038; funsor pull request 401'],
  needs: 'How the data are prepared, in the same file, or `# elbo: data=[0,1]` in a comment.',
  *check(context) {
    for (const call of context.calls()) {
      if (!isChecked(call)) continue;
      const term = termOf(context, call);
      const data = term && dataOf(context, term);
      // What a loader gives by its name alone may have been binarised there.
      if (term && data && data.kind !== 'binary' && !data.isGuess)
        yield draftOf(context, term, data, call);
    }
  },
};

/** A Bernoulli of a library that looks at what it is given. */
function isChecked({ name, path, given }: LibraryCall): boolean {
  const self = given.get('self');
  return (
    name === 'log_prob' &&
    self?.kind === 'distribution' &&
    self.family === 'bernoulli' &&
    /^(?:torch|pyro)\b/u.test(path)
  );
}

/** The likelihood a call's log probability is. */
function termOf(context: Context, { span, symbol }: LibraryCall): Term | undefined {
  return context
    .terms()
    .find(
      (term) =>
        term.kind === 'reconstruction' &&
        term.symbol === symbol &&
        term.span.from <= span.from &&
        span.to <= term.span.to,
    );
}

/** Whether a term is such a call's: what other rules say of Bernoullis is said here. */
export function isRefused(context: Context, term: Term): boolean {
  return context.calls().some((call) => isChecked(call) && termOf(context, call) === term);
}

function draftOf(context: Context, term: Term, data: Data, { given }: LibraryCall): Draft {
  const self = given.get('self');
  const at = self?.kind === 'distribution' ? context.offsets(self.span) : term.span;
  const isOff =
    isGiven(context.program(), at, 'validate_args', false) ||
    /(?:set_default_validate_args|enable_validation)\(\s*False/u.test(context.text);
  const value = data.kind === 'signed' ? '−1' : '0.25';
  return {
    span: term.span,
    symbol: term.symbol,
    severity: isOff ? 'warning' : 'error',
    message: isOff
      ? `The data are ${data.words}; a Bernoulli has mass on {0, 1} alone, and validate_args=False hides that. The value is no log p(x). Binarise, or use ContinuousBernoulli.`
      : `The data are ${data.words}; the support of a Bernoulli is {0, 1}, and log_prob raises on anything else. Binarise, or use ContinuousBernoulli.`,
    proof: `Bernoulli(0.5).log_prob(${value}) raises a ValueError: the value is not within the support`,
    related: [dataPlace(data)],
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Bernoulli
from torchvision import transforms

transform = transforms.ToTensor()

def loss_function(logits, x, mu, logvar):
    rec = -Bernoulli(logits=logits).log_prob(x).sum(-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=-1)
    return (rec + kl).mean()
`,
      says: 'raises',
      twin: [
        'transforms.ToTensor()',
        'transforms.Compose([transforms.ToTensor(), torch.bernoulli])',
      ],
    },
    {
      framework: 'PyTorch',
      severity: 'warning',
      code: `import torch
import torch.distributions as D

def prepare(images):
    return images / 255.

def loss_function(logits, x, mu, logvar):
    p = D.Bernoulli(logits=logits, validate_args=False)
    rec = -p.log_prob(x).sum(-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=-1)
    return (rec + kl).mean()
`,
      says: 'hides',
      twin: ['images / 255.', '(images > 127).float()'],
    },
    {
      framework: 'Pyro',
      code: `import torch
import pyro.distributions as dist

def loss_function(probs, x, mu, logvar):  # elbo: data=[0,1]
    rec = -dist.Bernoulli(probs).log_prob(x).sum(-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=-1)
    return (rec + kl).mean()
`,
      twin: ['data=[0,1]', 'data={0,1}'],
    },
  ],
  traps: [
    {
      why: 'the data are binarised',
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Bernoulli

def prepare(images):
    return torch.bernoulli(images / 255.)

def loss_function(logits, x, mu, logvar):
    rec = -Bernoulli(logits=logits).log_prob(x).sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=-1)
    return (rec + kl).mean()
`,
    },
    {
      why: 'the support is [0, 1]',
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import ContinuousBernoulli

def prepare(images):
    return images / 255.

def loss_function(logits, x, mu, logvar):
    rec = -ContinuousBernoulli(logits=logits).log_prob(x).sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=-1)
    return (rec + kl).mean()
`,
    },
  ],
};
