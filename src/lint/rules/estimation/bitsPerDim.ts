// ELBO610: nats per dimension under the name of bits per dimension.

import { log, over, symbol, times } from '../../../elbo/expr/build.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import { followed, nameOf, numberOf, operandOf, type Routine, routinesOf } from '../../routines.ts';
import type { Examples, Rule } from '../../rule.ts';
import { lastName, type Node, nodesIn } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO610',
  name: 'bits-per-dim',
  severity: 'warning',
  what: 'What is called bits per dimension has no division by log 2: it is nats per dimension.',
  why:
    'Losses are natural logarithms, so in nats. A bit is log 2 = 0.693 nats: without the division the number is 0.693 times what papers ' +
    'report, and looks better.',
  instead:
    'Divide by D log 2, D all numbers of a datum (H · W · C). For a density on data scaled to [0, 1] from 256 levels add 8 bits, for ' +
    '[−1, 1] 7.',
  quantity: {
    name: 'bits per dimension',
    formula: over(symbol('nll'), times(symbol('D'), log(2))),
  },
  sources: [
    'Theis, van den Oord, Bethge: A note on the evaluation of generative models, arXiv 1511.01844',
  ],
  needs:
    'Whether the likelihood is a density and how the data were scaled (the 8 or 7 bits), and the shape of a datum (whether D has the channels in it).',
  *check(context) {
    for (const routine of routinesOf(context))
      for (const node of routine.nodes) {
        const value = namedBits(routine, node);
        if (!value || !isQuotient(value) || isInBits(routine, value)) continue;
        yield {
          span: node,
          symbol: routine.symbol,
          message:
            'Nothing here divides by log 2, so this is in nats per dimension, 0.693 times the bits per dimension. Divide by D · log 2 to compare with papers.',
          proof: 'for 1 nat per dimension the code gives 1; that is 1.443 bits',
        };
      }
  },
};

const bits = /(?:^|_)(?:bpd|bits?_?per_?(?:dim\w*|pixel|sub_?pixel)|bits_?dim|bpp)(?:$|_)/iu;

/** The value of an assignment to, or a return of a function of, such a name. */
function namedBits({ definition }: Routine, node: Node): Expression | null {
  if (node.kind === 'assign')
    return node.targets.length === 1 && node.targets.some((target) => bits.test(nameOf(target)))
      ? node.value
      : null;
  return node.kind === 'return' && definition && bits.test(definition.name) ? node.value : null;
}

const quiet =
  /^(?:mean|sum|item|float|int|prod|len|size|numel|reduce_mean|reduce_sum|abs|detach|cpu|numpy|cast|reshape|view|to|tensor|div|neg)$/u;

/** A division in plain sight, and nothing that could do another one. */
function isQuotient(value: Expression): boolean {
  const nodes = [...nodesIn(value)];
  const isDivided = nodes.some((node) => node.kind === 'binary' && node.operator === '/');
  return (
    isDivided &&
    nodes.every(
      (node) => node.kind !== 'call' || quiet.test(lastName(node.callee)) || isLogarithm(node),
    )
  );
}

const isLogarithm = (node: Expression): boolean => operandOf(node, /^(?:log|log2)$/u) !== null;

function isInBits(routine: Routine, value: Expression): boolean {
  return [...nodesIn(value)].some((node) => {
    if (node.kind === 'name') {
      if (/log_?2|ln_?2|bits|bpd/iu.test(node.name)) return true;
      const given = followed(routine, node, 3);
      return given !== node && isInBits(routine, given);
    }
    return isConversion(node);
  });
}

const close = (value: number, wanted: number): boolean => Math.abs(value - wanted) < 2e-3;

function isConversion(node: Node): boolean {
  if (node.kind === 'number') return close(node.value, Math.LN2) || close(node.value, Math.LOG2E);
  if (node.kind === 'member') return /^(?:LN2|LOG2E|log2|ln2)$/iu.test(node.property);
  if (node.kind !== 'call') return false;
  const of = operandOf(node, /^log$/u);
  return lastName(node.callee) === 'log2' || (of !== null && numberOf(of) === 2);
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import math
import torch

def evaluate(nll, x):
    bpd = nll.mean() / (x.shape[1] * x.shape[2] * x.shape[3])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return bpd
`,
      says: '0.693 times',
      twin: ['nll.mean() /', 'nll.mean() / math.log(2) /'],
    },
    {
      framework: 'TensorFlow',
      code: `import numpy as np
import tensorflow as tf

def report(nll, dims):
    bits_per_dim = tf.reduce_mean(nll) / dims
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return bits_per_dim
`,
      twin: ['/ dims', '/ (dims * np.log(2.0))'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def bits_per_dim(nll, dims):
    return jnp.mean(nll) / dims
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['/ dims', '/ dims / jnp.log(2)'],
    },
    {
      framework: 'TensorFlow.js',
      code: `export function report(nll: number, dims: number) {
  const bitsPerDim = nll / dims;
  //^^^^^^^^^^^^^^^^^^^^^^^^^^^
  return bitsPerDim;
}
`,
      twin: ['nll / dims', 'nll / dims / Math.LN2'],
    },
  ],
  traps: [
    {
      why: 'the numerator is in bits already',
      framework: 'PyTorch',
      code: `import math
import torch

def evaluate(nll, dims):
    nll_bits = nll.mean() / math.log(2)
    bpd = nll_bits / dims
    return bpd
`,
    },
    {
      why: 'another function works it out',
      framework: 'PyTorch',
      code: `import torch

def evaluate(x, logits, dims):
    bpd = discretized_nll(x, logits) / dims
    return bpd
`,
    },
  ],
};
