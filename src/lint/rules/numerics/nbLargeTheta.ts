// ELBO406: two log gammas of large arguments that nearly cancel.

import { logGamma, minus, plus, symbol } from '../../../elbo/expr/build.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import {
  type CallNode,
  callsOf,
  followed,
  nameOf,
  operandOf,
  type Routine,
  routinesOf,
  sidesOf,
} from '../../routines.ts';
import type { Examples, Rule } from '../../rule.ts';
import { nodesIn, statementAt } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO406',
  name: 'nb-large-theta',
  severity: 'hint',
  what: 'The log mass of a negative binomial takes the difference of two log gammas, which loses digits for a large θ.',
  why:
    'log Γ(x + θ) − log Γ(θ) is about x log θ, the difference of two numbers near θ log θ. In single precision, at θ = 10⁶ and x = 5 it ' +
    'gives 69.0 where 69.08 is right; at θ = 10⁸ every result is a multiple of 128. A learned θ goes there when the counts are Poisson.',
  instead: 'Bound θ (`clamp(max=1e4)`), or use the Poisson limit above some θ.',
  quantity: {
    name: 'log Γ(x + θ) − log Γ(θ)',
    formula: minus(logGamma(plus(symbol('x'), symbol('theta'))), logGamma(symbol('theta'))),
  },
  sources: ['scvi-tools issue 2965'],
  needs: 'How large θ becomes.',
  *check(context) {
    for (const routine of routinesOf(context)) {
      const told = new Set<number>();
      for (const call of callsOf(routine, gammas)) {
        const statement = statementAt(context.program(), call.from);
        const theta = shapeOf(call);
        if (!theta || !statement || told.has(statement.from)) continue;
        const isDifference = [...nodesIn(statement)].some(
          (node) =>
            node.kind === 'call' &&
            node !== call &&
            nameOf(operandOf(node, gammas) ?? node) === theta,
        );
        if (!isDifference || isBounded(context, routine, call, theta)) continue;
        told.add(statement.from);
        yield {
          span: call,
          symbol: routine.symbol,
          message: `log Γ(x + ${theta}) − log Γ(${theta}) loses digits in single precision for a large ${theta}: at 10⁶ and x = 5 it is 69.0 instead of 69.08. Bound ${theta}.`,
        };
      }
    }
  },
};

const gammas: ReadonlySet<string> = new Set(['lgamma', 'gammaln', 'log_gamma', 'logGamma']);
const shapes = /^(?:theta|r|disp\w*|total_count|phi|alpha|concentration|inverse_dispersion)$/iu;

/** The name of θ in log Γ(x + θ). */
function shapeOf(call: CallNode): string | null {
  const operand = operandOf(call, gammas);
  const sides = operand && sidesOf(operand, '+');
  return sides?.map(nameOf).find((name) => shapes.test(name)) ?? null;
}

function isBounded({ text }: Context, routine: Routine, call: CallNode, theta: string): boolean {
  const name: Expression = { kind: 'name', name: theta, from: call.from, to: call.from };
  const { from, to } = followed(routine, name);
  return /clamp|clip|minimum|where/u.test(text.slice(from, to)) || /\bwhere\b/u.test(routine.text);
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def log_nb(x, mu, theta):
    log_theta_mu = torch.log(theta + mu + 1e-8)
    return (
        theta * (torch.log(theta + 1e-8) - log_theta_mu)
        + x * (torch.log(mu + 1e-8) - log_theta_mu)
        + torch.lgamma(x + theta) - torch.lgamma(theta) - torch.lgamma(x + 1)
#         ^^^^^^^^^^^^^^^^^^^^^^^
    )
`,
      says: 'instead of 69.08',
      twin: ['- torch.lgamma(theta) ', '- torch.lgamma(mu) '],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def nb_loss(y, mu, theta):
    t1 = tf.math.lgamma(theta) + tf.math.lgamma(y + 1.0) - tf.math.lgamma(y + theta)
#                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^
    t2 = (theta + y) * tf.math.log(1.0 + mu / theta) + y * (tf.math.log(theta) - tf.math.log(mu))
    return tf.reduce_sum(t1 + t2, axis=-1)
`,
      twin: ['tf.math.lgamma(theta)', 'tf.math.lgamma(mu)'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
from jax.scipy.special import gammaln

def log_nb(x, mu, r):
    count = gammaln(x + r) - gammaln(r) - gammaln(x + 1)
#           ^^^^^^^^^^^^^^
    return count + r * jnp.log(r / (r + mu)) + x * jnp.log(mu / (r + mu))
`,
      twin: ['gammaln(x + r) - gammaln(r)', 'gammaln(x + 1) - gammaln(r)'],
    },
  ],
  traps: [
    {
      why: 'θ is bounded',
      framework: 'PyTorch',
      code: `import torch

def log_nb(x, mu, h):
    theta = torch.clamp(h.exp(), max=1e4)
    count = torch.lgamma(x + theta) - torch.lgamma(theta) - torch.lgamma(x + 1)
    return count + theta * torch.log(theta / (theta + mu)) + x * torch.log(mu / (theta + mu))
`,
    },
  ],
};
