// ELBO407: a branch nobody takes makes the gradient NaN.

import { log, symbol } from '../../../elbo/expr/build.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import {
  type CallNode,
  callsOf,
  isVariational,
  nameOf,
  numberOf,
  operandOf,
  type Routine,
  routinesOf,
  textOf,
} from '../../routines.ts';
import { argumentNamed, nodesIn } from '../../syntax.ts';
import type { Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO407',
  name: 'where-nan-grad',
  severity: 'warning',
  what: 'A branch of `where` is infinite where it is not taken, so the gradient there is NaN.',
  why:
    '`where` computes both branches and gives the one not taken the gradient 0. The chain rule multiplies that 0 with the slope of the ' +
    'branch: 0 · ∞ is NaN, and one NaN makes every weight NaN. The value shows nothing of it.',
  instead:
    'Make the argument safe first: `log(where(x > 0, x, 1))`, or bound it with `clamp(x, min=1e-12)` inside the branch.',
  quantity: { name: 'the branch', formula: log(symbol('x')) },
  sources: ['pixel-cnn, comment in discretized_mix_logistic_loss; PyTorch issue 4132'],
  needs: 'Whether the argument is reached by a gradient.',
  *check(context) {
    if (!isVariational(context)) return;
    for (const routine of routinesOf(context))
      for (const call of callsOf(routine, new Set(['where', 'select', 'cond_where']))) {
        const found = unsafeIn(context, call);
        if (!found || isData(routine, found.name)) continue;
        yield {
          span: call,
          symbol: routine.symbol,
          message: `${found.branch} is computed for every element: where ${found.name} = 0 its slope is infinite, and 0 · ∞ makes the gradient NaN though the value is the other branch's. Make its argument safe before, with a where or a clamp of its own.`,
          proof: `at ${found.name} = 0 the gradient is 0 · ∞ = NaN`,
        };
      }
  },
};

interface Found {
  readonly name: string;
  readonly branch: string;
}

const comparisons = /^[<>]=?$|^[!=]==?$/u;

/** `where(x > 0, log(x), …)`: the test is of x, and a branch is of x alone. */
function unsafeIn(context: Context, call: CallNode): Found | null {
  const parts = [0, 1, 2].map(
    (at) => argumentNamed(call, ['condition', 'x', 'y'][at] ?? '', at)?.value,
  );
  const [test, ...branches] = parts;
  if (test?.kind !== 'logic' || !comparisons.test(test.operator)) return null;
  const [left, right] = test.operands;
  const name = left ? nameOf(left) : '';
  const limit = right ? numberOf(right) : null;
  // A test against 0 alone says that 0 is reached.
  if (name === '' || limit !== 0) return null;
  for (const branch of branches) {
    if (!branch) continue;
    for (const node of nodesIn(branch)) {
      const unsafe = node.kind === 'call' || node.kind === 'binary' ? unsafeOperand(node) : null;
      if (unsafe && nameOf(unsafe) === name) return { name, branch: textOf(context, node) };
    }
  }
  return null;
}

function unsafeOperand(node: Expression): Expression | null {
  if (node.kind === 'binary' && node.operator === '/') return node.right;
  return operandOf(node, /^(?:log|sqrt|rsqrt|reciprocal)$/u);
}

/** What is given and has no gradient. */
const isData = ({ definition }: Routine, name: string): boolean =>
  /^(?:x|y|data|target|targets|labels?|images?|inputs?|batch|counts?|mask)$/iu.test(name) &&
  definition?.params.some((one) => one.name === name) === true;

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def entropy(probs, mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
    plogp = torch.where(probs > 0, probs * torch.log(probs), torch.zeros_like(probs))
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl.mean() - plogp.sum()
`,
      says: '0 · ∞',
      twin: ['torch.log(probs)', 'torch.log(probs + 1e-12)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def penalty(sigma, mu, logvar):
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    inverse = tf.where(sigma > 0, 1.0 / sigma, tf.zeros_like(sigma))
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return tf.reduce_mean(kl) + tf.reduce_sum(inverse)
`,
      twin: ['1.0 / sigma', '1.0 / tf.maximum(sigma, 1e-6)'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def distance(norm, mean, logvar):
    kl = -0.5 * jnp.sum(1 + logvar - mean ** 2 - jnp.exp(logvar), axis=-1)
    root = jnp.where(norm > 0, jnp.sqrt(norm), 0.0)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return jnp.mean(kl) + jnp.mean(root)
`,
      twin: ['jnp.sqrt(norm)', 'jnp.sqrt(jnp.maximum(norm, 1e-12))'],
    },
  ],
  traps: [
    {
      why: 'the argument is bounded inside the branch',
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def log_mass(delta, log_pdf, mu, logvar):
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    log_p = tf.where(delta > 1e-5, tf.math.log(tf.maximum(delta, 1e-12)), log_pdf)
    return tf.reduce_mean(kl) - tf.reduce_sum(log_p)
`,
    },
    {
      why: 'no gradient reaches the data',
      framework: 'PyTorch',
      code: `import torch

def deviance(x, mean, mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
    xlogx = torch.where(x > 0, x * torch.log(x), torch.zeros_like(x))
    return kl.mean() + (xlogx - x * torch.log(mean)).sum()
`,
    },
  ],
};
