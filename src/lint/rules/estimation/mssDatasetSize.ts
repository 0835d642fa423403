// ELBO609: the size of the data set is that of the batch, or is worked out from a weight.

import { symbol } from '../../../elbo/expr/build.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import { nameOf, numberOf, type Routine, routinesOf, sidesOf, textOf } from '../../routines.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { nodesIn } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO609',
  name: 'mss-dataset-size',
  severity: 'error',
  what: 'The number of data in an estimate of log q(z) is the batch size, or the batch size over a weight of the KL.',
  why:
    'The estimates of q(z) by a minibatch weigh with 1/N, N the size of the data set. With the batch size for N the weights are those of ' +
    'a data set of one batch; with B / kld_weight they change with a weight that is chosen for another reason.',
  instead: 'Hand in `len(dataset)`.',
  quantity: { name: 'N', formula: symbol('N') },
  sources: ['PyTorch-VAE betatc_vae.py'],
  needs: 'What a caller in another file hands in.',
  *check(context) {
    for (const routine of routinesOf(context))
      for (const node of routine.nodes) {
        if (node.kind !== 'assign') continue;
        const [target] = node.targets;
        if (!target || !isSizeOfData(nameOf(target)) || !isUsed(routine, nameOf(target))) continue;
        const draft = draftOf(context, node.value, nameOf(target));
        if (draft) yield { ...draft, span: node, symbol: routine.symbol };
      }
  },
};

const isSizeOfData = (name: string): boolean =>
  /^(?:dataset_?size|data_?set_?size|n_?data|num_?data|n_?train|dataset_?len)$/iu.test(name);

/** Beside the size of the batch, as the weights of an estimate have it: `B * N`. The mean over a batch is another thing. */
function isUsed({ nodes }: Routine, name: string): boolean {
  return nodes.some((node) => {
    const sides = node.kind === 'binary' ? sidesOf(node, '*') : null;
    return sides?.some((side) => nameOf(side) === name) === true;
  });
}

function draftOf(
  context: Context,
  value: Expression,
  name: string,
): Omit<Draft, 'span' | 'symbol'> | null {
  const text = textOf(context, value);
  if (isBatch(value))
    return {
      message: `${name} is ${text}, the size of the batch: the weights of the estimate of log q(z) are those of a data set of one batch. Hand in the size of the data set.`,
      proof: `for B = 64 and 60000 data the code has N = 64: log q(z) is off by log(60000/64) = 6.84`,
    };
  const weight = [...nodesIn(value)].find(
    (node) => 'kind' in node && isWeight(node as Expression),
  ) as Expression | undefined;
  const hasBatch = [...nodesIn(value)].some((node) =>
    /^batch_?size$/iu.test(nameOf(node as Expression)),
  );
  if (!weight || !hasBatch || !isInverse(value, weight)) return null;
  const label = textOf(context, weight);
  return {
    severity: 'warning',
    message: `${name} is worked out from ${label}: it is the size of the data set only where ${label} is B/N, and another number with another weight, or in validation. Hand in the size of the data set.`,
    proof: `with B = 64 a weight of 0.00025 gives N = 256000, a weight of 1 gives N = 64`,
  };
}

/** `x.size(0)`, `x.shape[0]`, `batch_size`, `len(x)` of a batch. */
function isBatch(value: Expression): boolean {
  if (/^batch_?size$/iu.test(nameOf(value))) return true;
  if (value.kind === 'call') {
    const { callee, args } = value;
    const [first] = args;
    return (
      callee.kind === 'member' &&
      callee.property === 'size' &&
      first !== undefined &&
      numberOf(first.value) === 0 &&
      isBatchName(callee.object)
    );
  }
  const [index] = value.kind === 'index' ? value.indices : [];
  return (
    value.kind === 'index' &&
    value.object.kind === 'member' &&
    value.object.property === 'shape' &&
    index !== undefined &&
    numberOf(index) === 0 &&
    isBatchName(value.object.object)
  );
}

const isBatchName = (node: Expression): boolean =>
  /^(?:x|z|mu|mean|inputs?|data|latents?|recons?|z_?mean|z_?sampled?|log_?var|input_?images?|batch)$/iu.test(
    nameOf(node),
  );

const isWeight = (node: Expression): boolean =>
  /^(?:M_N|kld_?weight|kl_?weight)$/u.test(nameOf(node)) ||
  (node.kind === 'index' &&
    node.indices.some(
      (one) => one.kind === 'string' && /^(?:M_N|kld_?weight|kl_?weight)$/u.test(one.value),
    ));

/** The weight divides. */
function isInverse(value: Expression, weight: Expression): boolean {
  return [...nodesIn(value)].some((node) => {
    const sides = node.kind === 'binary' ? sidesOf(node, '/') : null;
    return sides !== null && sides[1].from <= weight.from && weight.to <= sides[1].to;
  });
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import math
import torch

def total_correlation(z, log_q):
    dataset_size = z.size(0)
#   ^^^^^^^^^^^^^^^^^^^^^^^^
    log_qz = torch.logsumexp(log_q.sum(2), dim=1) - math.log(len(z) * dataset_size)
    return log_qz
`,
      says: 'the size of the batch',
      twin: ['z.size(0)', 'len(loader.dataset)'],
    },
    {
      framework: 'PyTorch',
      severity: 'warning',
      code: `import torch

def loss_function(self, recons, input, mu, log_var, z, **kwargs):
    batch_size, latent_dim = z.shape
    dataset_size = (1 / kwargs['M_N']) * batch_size
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    strat_weight = (dataset_size - batch_size + 1) / (dataset_size * (batch_size - 1))
    return strat_weight
`,
      says: 'only where',
      twin: ["(1 / kwargs['M_N']) * batch_size", "kwargs['dataset_size']"],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def log_aggregate(z, log_q):
    n_data = z.shape[0]
#   ^^^^^^^^^^^^^^^^^^^
    log_qz = tf.reduce_logsumexp(log_q, axis=1) - tf.math.log(float(n_data * len(z)))
    return log_qz
`,
      twin: ['z.shape[0]', '60000'],
    },
  ],
  traps: [
    {
      why: 'the mean over the batch divides by its size',
      framework: 'PyTorch',
      code: `import math
import torch

def log_aggregate(z, log_q):
    n_data = z.size(0)
    return torch.logsumexp(log_q.sum(2), dim=1) - math.log(n_data)
`,
    },
    {
      why: 'the number of data is not used for an estimate of q(z)',
      framework: 'PyTorch',
      code: `import torch

def average(x, loss):
    N = x.shape[0]
    return loss.sum() / N
`,
    },
  ],
};
