// ELBO607: minibatch weighted sampling shifts the parts of the KL by log N.

import { log, negative, symbol } from '../../../elbo/expr/build.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import { logs, logSumExps, nameOf, operandOf, routinesOf, sidesOf } from '../../routines.ts';
import type { Examples, Rule } from '../../rule.ts';
import { nodesIn } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO607',
  name: 'mws-offset',
  severity: 'information',
  what: 'The estimate of log q(z) subtracts log(B N), so mutual information, total correlation and dimension-wise KL are shifted.',
  why:
    'Minibatch weighted sampling divides Σ q(z|x_j) over the batch by B N. The mean over the batch would be Σ/B: log q(z) comes out about ' +
    'log N too low. Reported mutual information is log N too high, total correlation (d − 1) log N too high, the dimension-wise KL d log N ' +
    'too low. The shifts are constants: no gradient changes.',
  instead:
    'Nothing for training. For values to report subtract log B alone, or use stratified sampling with the diagonal at 1/N.',
  quantity: { name: 'shift of log q(z)', formula: negative(log(symbol('N'))) },
  sources: [
    'Chen, Li, Grosse, Duvenaud: Isolating sources of disentanglement, arXiv 1802.04942, appendix C',
  ],
  needs: 'The size of the data set.',
  *check(context) {
    for (const routine of routinesOf(context)) {
      const found = routine.nodes.find(
        (node): node is Expression =>
          (node.kind === 'binary' || node.kind === 'call') && isShift(node),
      );
      if (!found) continue;
      yield {
        span: found,
        symbol: routine.symbol,
        message:
          'log q(z) by minibatch weighted sampling is log N too low, N the size of the data set: reported mutual information is log N too high, total correlation (d − 1) log N too high, the dimension-wise KL d log N too low. No gradient changes.',
        proof:
          'for N = 60000 the shift is log N = 11.0 nats; mutual information above log N is impossible',
      };
    }
  },
};

/** `logsumexp(…) - log(B * N)`. */
function isShift(node: Expression): boolean {
  const sides = sidesOf(node, '-');
  if (!sides) return false;
  const product = operandOf(sides[1], logs);
  const factors = product && sidesOf(product, '*');
  if (
    !factors ||
    !factors.some((side) => isCount(side, batch)) ||
    !factors.some((side) => isCount(side, dataset))
  )
    return false;
  return [...nodesIn(sides[0])].some(
    (inner) => inner.kind === 'call' && operandOf(inner, logSumExps) !== null,
  );
}

const batch = /batch|^b$|^m$|shape|size/iu;
const dataset =
  /data|^n$|num_?(?:train|examples|samples)|n_?(?:train|data|samples)|len|train_?size/iu;

const isCount = (side: Expression, name: RegExp): boolean =>
  name.test(
    side.kind === 'call' ? nameOf(side.callee) : nameOf(side.kind === 'index' ? side.object : side),
  );

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import math
import torch

def total_correlation(log_qz_i, dataset_size):
    batch_size = log_qz_i.size(0)
    log_qz = torch.logsumexp(log_qz_i.sum(2), dim=1) - math.log(batch_size * dataset_size)
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return log_qz
`,
      says: 'log N too high',
      twin: ['math.log(batch_size * dataset_size)', 'math.log(batch_size)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def log_aggregate(log_q, batch_size, dataset_size):
    return tf.reduce_logsumexp(log_q, axis=1) - tf.math.log(dataset_size * batch_size)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['dataset_size * batch_size', 'batch_size'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def log_aggregate(log_q, batch_size, n_data):
    return jax.nn.logsumexp(log_q, axis=1) - jnp.log(n_data * batch_size)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['n_data * batch_size', 'batch_size'],
    },
  ],
  traps: [
    {
      why: 'the mean over the batch is not shifted',
      framework: 'PyTorch',
      code: `import math
import torch

def log_aggregate(log_qz_i):
    return torch.logsumexp(log_qz_i.sum(2), dim=1) - math.log(log_qz_i.shape[0])
`,
    },
  ],
};
