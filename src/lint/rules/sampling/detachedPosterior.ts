// ELBO504: the posterior's mean or scale is cut from the gradient on its way into the draw.

import { exp, plus, symbol, times } from '../../../elbo/expr/build.ts';
import { isNoiseName } from '../../../analysis/lowering/code.ts';
import type { Expression, Span } from '../../../analysis/syntax/ast.ts';
import {
  followed,
  isWithoutGradient,
  nameOf,
  operandOf,
  type Routine,
  routineAt,
} from '../../routines.ts';
import type { Edit, Examples, FixDraft, Rule } from '../../rule.ts';
import { lastName, type Node, nodesIn } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO504',
  name: 'detached-posterior',
  severity: 'warning',
  what: 'The mean or the scale of the posterior is detached before z is computed from it.',
  why:
    'z = μ + σ ε carries the gradient of the likelihood to the encoder by ∂z/∂μ = 1 and ∂z/∂σ = ε. With a detached μ or σ that way is ' +
    'closed: what is detached learns from the KL alone, and goes to the prior.',
  instead: 'Detach copies for figures and logs, not what the draw is made of.',
  quantity: {
    name: 'z',
    formula: plus(symbol('mu'), times(exp(times(0.5, symbol('logvar'))), symbol('epsilon'))),
  },
  sources: ['Kingma, Welling: Auto-encoding variational Bayes, arXiv 1312.6114, section 2.4'],
  needs: null,
  *check(context) {
    const told = new Set<number>();
    for (const term of context.terms()) {
      if (term.kind !== 'reparameterize') continue;
      const routine = routineAt(context, term.span.from);
      if (!routine || isWithoutGradient(routine) || told.has(term.span.from)) continue;
      const found = cutIn(routine, term.span);
      // Noise has no gradient to lose.
      if (!found || /(?:^|[._])(?:eps|noise)/iu.test(found.name)) continue;
      told.add(term.span.from);
      yield {
        span: term.span,
        symbol: term.symbol,
        message: `${found.name} is cut from the gradient before the draw: the likelihood does not teach the encoder its ${found.name}, only the KL does, which takes it to the prior. Draw from ${found.name} as it is.`,
        proof: `∂z/∂${found.name} = 0 in the code`,
        related: [{ span: found.node, source: null, message: 'No gradient passes here' }],
        fixes: () => fixes(found),
      };
    }
  },
};

interface Cut {
  readonly name: string;
  readonly node: Expression;
  /** What is cut. */
  readonly inner: Expression;
}

const cutters = /^(?:detach|detach_|stop_gradient|stopGradient)$/u;
const drawers = /rand|normal|zeros|ones|size|shape|new|empty/iu;

function cutIn(routine: Routine, { from, to }: Span): Cut | null {
  const inside = routine.nodes.filter((node) => from <= node.from && node.to <= to);
  const hidden = hiddenIn(inside);
  for (const node of inside) {
    if (hidden.some((one) => one.from <= node.from && node.to <= one.to)) continue;
    const isValue = node.kind === 'call' || node.kind === 'member' || node.kind === 'name';
    const cut = isValue ? cutOf(followedOnce(routine, node)) : null;
    if (cut && !isNoiseName(cut.name)) return cut;
  }
  return null;
}

const followedOnce = (routine: Routine, node: Expression): Expression =>
  node.kind === 'name' ? followed(routine, node, 1) : node;

/** Noise of the shape of a value, and its size, have no gradient in any case. */
function hiddenIn(nodes: readonly Node[]): readonly Span[] {
  return nodes.filter(
    (node) =>
      (node.kind === 'call' && drawers.test(lastName(node.callee))) ||
      (node.kind === 'member' && drawers.test(node.property)),
  );
}

function cutOf(node: Expression): Cut | null {
  const inner =
    node.kind === 'member' && node.property === 'data' ? node.object : operandOf(node, cutters);
  if (!inner) return null;
  const name = nameOf(inner);
  return name === '' || [...nodesIn(inner)].length > 3 ? null : { name, node, inner };
}

function* fixes({ node, inner }: Cut): Generator<FixDraft> {
  const edits: readonly Edit[] = [
    { from: node.from, to: inner.from, text: '' },
    { from: inner.to, to: node.to, text: '' },
  ];
  yield { title: 'Let the gradient pass', edits, kind: 'refactoring', keeps: 'value' };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def reparameterize(mu, logvar):
    std = torch.exp(0.5 * logvar)
    eps = torch.randn_like(std)
    return mu.detach() + eps * std
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'mu is cut from the gradient',
      twin: ['mu.detach()', 'mu'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def sample(mean, logvar):
    eps = tf.random.normal(tf.shape(mean))
    z = tf.stop_gradient(mean) + eps * tf.exp(0.5 * logvar)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return z
`,
      twin: ['tf.stop_gradient(mean)', 'mean'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def sample(rng, mean, logvar):
    std = jnp.exp(0.5 * logvar)
    z = mean + jax.lax.stop_gradient(std) * jax.random.normal(rng, mean.shape)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return z
`,
      twin: ['jax.lax.stop_gradient(std)', 'std'],
    },
    {
      framework: 'PyTorch',
      code: `import torch

def reparameterize(mu, logvar):
    std = logvar.mul(0.5).exp()
    return mu + std.data * torch.randn_like(mu)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['std.data', 'std'],
    },
  ],
  traps: [
    {
      why: 'noise is made of the type and the shape of a value',
      framework: 'PyTorch',
      code: `import torch
from torch.autograd import Variable

def reparametrize(mu, logvar):
    std = logvar.div(2).exp()
    eps = Variable(std.data.new(std.size()).normal_())
    return mu + std * eps
`,
    },
    {
      why: 'nobody takes a gradient',
      framework: 'PyTorch',
      code: `import torch

@torch.no_grad()
def reconstruct(mu, logvar):
    std = torch.exp(0.5 * logvar)
    z = mu.detach() + torch.randn_like(std) * std
    return z
`,
    },
  ],
};
