// ELBO118: a continuous Bernoulli without its normaliser, or with one that has no value at one half.

import { log, minus, over, symbol, times } from '../../../elbo/expr/build.ts';
import { type Code, partsOf } from '../../../analysis/lowering/code.ts';
import { evaluateKernel, leafSymbols } from '../../../analysis/recognition/kernel.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Span } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import { lastName, nodesOf } from '../../syntax.ts';
import { continuousBernoulli } from '../../fixes/continuousBernoulli.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

const p = symbol('p');

export const rule: Rule = {
  id: 'ELBO118',
  name: 'continuous-bernoulli-misuse',
  severity: 'warning',
  what: 'A loss is called a continuous Bernoulli and lacks log C, or writes it without a branch for p near ½.',
  why:
    'The density on [0, 1] is C(p) pˣ (1 − p)^(1 − x). log C depends on p, so leaving it out changes the gradient: that is the error the paper ' +
    'is about. Written as log[(log(1 − p) − log p)/(1 − 2p)] it is 0/0 at p = ½, where a new decoder starts; C(½) is 2.',
  instead:
    '`ContinuousBernoulli` of PyTorch or TensorFlow Probability, or a Taylor branch: log 2 + ⁴⁄₃ (p − ½)² for |p − ½| below 0.001.',
  quantity: {
    name: 'log C(p)',
    formula: log(over(minus(log(minus(1, p)), log(p)), minus(1, times(2, p)))),
  },
  sources: [
    'Loaiza-Ganem, Cunningham: The continuous Bernoulli, arXiv 1907.06845',
    'tensorflow/probability issue 1511 and pull request 1512',
  ],
  needs: null,
  *check(context) {
    for (const term of context.terms()) {
      if (term.kind !== 'reconstruction') continue;
      const draft = withoutNormaliser(context, term);
      if (draft) yield draft;
    }
    yield* withoutBranch(context);
  },
};

const called = /continuous_?bern|cont_?bern|(?:^|_)cb_?(?:loss|nll|log|vae)|(?:^|_)cbern/iu;

function withoutNormaliser(context: Context, term: Term): Draft | null {
  if (!term.family.startsWith('bernoulli') || !term.match) return null;
  const name = context.valueAt(term)?.name ?? '';
  if (!called.test(name) && !called.test(term.symbol)) return null;
  // Added in another statement, under any of its usual names.
  if (/log_?(?:c|norm\w*|const\w*)\b|cont_bern_log_norm/iu.test(functionText(context, term)))
    return null;
  return {
    span: term.span,
    symbol: term.symbol,
    message:
      'Its name says a continuous Bernoulli, and the normaliser log C(p) is missing: this is the cross-entropy of a Bernoulli, whose gradient is another. log C is 0.693 at p = 0.5 and 1.545 at p = 0.99.',
    fixes: () => continuousBernoulli(context, term),
  };
}

const functionText = ({ text }: Context, { functionSpan: { from, to } }: Term): string =>
  text.slice(from, to);

/** log C(p) by its formula, in a function without any branch. */
function* withoutBranch(context: Context): Generator<Draft> {
  const seen = new Set<Code>();
  for (const { value, span, symbol: fn, functionSpan } of context.values()) {
    if (!holdsNormaliser(value, seen) || hasBranch(context, functionSpan)) continue;
    yield {
      span,
      symbol: fn,
      message:
        'log C(p) is written without a branch near p = 0.5, where it is log(0/0): NaN for a decoder that starts there. Take a Taylor branch, or the library’s ContinuousBernoulli.',
      proof: 'at p = 0.5 the code gives log(0/0), which is no number; log C(0.5) = 0.693',
    };
  }
}

const probes = Float64Array.of(0.1, 0.3, 0.8);
const logC = (u: number): number => Math.log((Math.log(1 - u) - Math.log(u)) / (1 - 2 * u));

function holdsNormaliser(node: Code, seen: Set<Code>): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  return isNormaliser(node) || partsOf(node).some((part) => holdsNormaliser(part, seen));
}

function isNormaliser(node: Code): boolean {
  if (node.kind !== 'apply' || node.fn !== 'log') return false;
  const [leaf, ...others] = leafSymbols(node);
  if (!leaf || others.length > 0) return false;
  const values = evaluateKernel(node, [leaf], [probes], 0);
  return values?.every((value, at) => Math.abs(value - logC(probes[at] ?? 0)) < 1e-9) === true;
}

function hasBranch(context: Context, { from, to }: Span): boolean {
  for (const node of nodesOf(context.program()))
    if (
      node.kind === 'call' &&
      node.from >= from &&
      node.to <= to &&
      branches.has(lastName(node.callee))
    )
      return true;
  return false;
}

const branches: ReadonlySet<string> = new Set([
  'where',
  'cond',
  'clamp',
  'clip',
  'clip_by_value',
  'select',
]);

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def continuous_bernoulli_loss(p, x, mu, logvar):
    rec = F.binary_cross_entropy(p, x, reduction='sum')
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / x.size(0)
`,
      says: 'is missing',
      twin: ['continuous_bernoulli_loss', 'bernoulli_loss'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def vae_loss(p, x, mu, logvar):
    log_c = (tf.math.log(1 - p) - tf.math.log(p)) / (1 - 2 * p)
    rec = -tf.reduce_sum(x * tf.math.log(p) + (1 - x) * tf.math.log(1 - p) + tf.math.log(log_c), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    return tf.reduce_mean(rec + kl)
`,
      says: 'log(0/0)',
      twin: [' + tf.math.log(log_c)', ''],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def loss_fn(p, x, mean, logvar):
    cb_nll = -jnp.sum(x * jnp.log(p) + (1 - x) * jnp.log(1 - p), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jnp.mean(cb_nll + kl)
`,
      twin: ['(1 - x) * jnp.log(1 - p),', '(1 - x) * jnp.log(1 - p) + cont_bern_log_norm(p),'],
    },
  ],
  traps: [
    {
      why: 'the library’s own',
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import ContinuousBernoulli

def continuous_bernoulli_loss(logits, x, mu, logvar):
    rec = -ContinuousBernoulli(logits=logits).log_prob(x).sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (rec + kl).mean()
`,
    },
    {
      why: 'near one half there is a branch',
      framework: 'PyTorch',
      code: `import torch

def loss_function(p, x, mu, logvar):
    near = (p - 0.5).abs() < 1e-3
    safe = torch.where(near, torch.full_like(p, 0.4), p)
    log_norm = torch.log((torch.log(1 - safe) - torch.log(safe)) / (1 - 2 * safe))
    log_norm = torch.where(near, 0.6931 + 4 / 3 * (p - 0.5) ** 2, log_norm)
    rec = -(x * torch.log(p) + (1 - x) * torch.log(1 - p) + log_norm).sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (rec + kl).mean()
`,
    },
  ],
};
