// ELBO608: the weights of stratified sampling fill a column, where they are meant for the diagonal.

import { over, num, symbol } from '../../../elbo/expr/build.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import { followed, nameOf, numberOf, type Routine, routinesOf, sidesOf } from '../../routines.ts';
import type { Edit, Examples, Rule } from '../../rule.ts';
import { lastName } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO608',
  name: 'mss-weights-column',
  severity: 'warning',
  what: 'A step of M + 1 = B through a B × B matrix fills column 0 with 1/N, not the diagonal.',
  why:
    'Stratified sampling weighs q(z_i|x_i), the datum a latent was drawn for, by 1/N. In a matrix of B rows of B entries the diagonal is ' +
    'B + 1 = M + 2 steps apart for M = B − 1. With M + 1 the first column gets 1/N: the datum itself keeps a weight near 1/M, and mutual ' +
    'information cannot rise above about log B.',
  instead: 'Step by `M + 2`.',
  quantity: { name: 'weight of the diagonal', formula: over(num(1), symbol('N')) },
  sources: ['beta-tcvae, disentangling-vae, pythae, which share the line'],
  needs: null,
  *check(context) {
    for (const routine of routinesOf(context)) {
      const steps = routine.nodes.flatMap((node) => stepsIn(routine, node));
      const [first] = steps;
      if (!first) continue;
      yield {
        span: first.index,
        symbol: routine.symbol,
        message: `The step ${first.words} is the length of a row, so this fills column 0 of the matrix; the diagonal is a step of ${first.name} + 2. The datum a latent was drawn for keeps the weight of all others, and mutual information is capped near log B.`,
        proof: `for B = 4 the step 4 reaches the entries 0, 4, 8, 12: column 0; the diagonal is 0, 5, 10, 15`,
        fixes: () => [
          {
            title: `Step by ${first.name} + 2`,
            edits: steps.map(({ edit }) => edit),
            kind: 'refactoring',
            keeps: null,
          },
        ],
      };
    }
  },
};

interface Step {
  readonly index: Expression;
  readonly name: string;
  readonly words: string;
  readonly edit: Edit;
}

/** `W.view(-1)[::M + 1]`, where M = B − 1. */
function stepsIn(routine: Routine, node: object & { readonly kind: string }): readonly Step[] {
  if (!isIndex(node) || !isFlat(node.object)) return [];
  const [slice] = node.indices;
  if (node.indices.length !== 1 || slice?.kind !== 'slice') return [];
  const step = slice.parts[2];
  const sides = step ? sidesOf(step, '+') : null;
  if (!sides || numberOf(sides[1]) !== 1) return [];
  const name = nameOf(sides[0]);
  const rest = sidesOf(followed(routine, sides[0]), '-');
  const isRow =
    rest !== null &&
    numberOf(rest[1]) === 1 &&
    /batch|^b$|size|shape/iu.test(nameOf(base(rest[0])));
  if (!isRow || name === '') return [];
  const edit = { from: sides[1].from, to: sides[1].to, text: '2' };
  return [{ index: node, name, words: `${name} + 1`, edit }];
}

type Index = Extract<Expression, { kind: 'index' }>;
const isIndex = (node: object & { readonly kind: string }): node is Index => node.kind === 'index';

const base = (node: Expression): Expression =>
  node.kind === 'index' ? node.object : node.kind === 'call' ? node.callee : node;

/** One axis in place of two. */
function isFlat(node: Expression): boolean {
  if (node.kind === 'member')
    return node.property === 'flat' || (node.property === 'at' && isFlat(node.object));
  return node.kind === 'call' && /^(?:view|reshape|flatten|ravel)$/u.test(lastName(node.callee));
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def log_importance_weights(batch_size, dataset_size):
    N = dataset_size
    M = batch_size - 1
    strat_weight = (N - M) / (N * M)
    W = torch.full((batch_size, batch_size), 1 / M)
    W.view(-1)[::M + 1] = 1 / N
#   ^^^^^^^^^^^^^^^^^^^
    W.view(-1)[1::M + 1] = strat_weight
    W[M - 1, 0] = strat_weight
    return W.log()
`,
      says: 'column 0',
      twin: ['M = batch_size - 1', 'M = batch_size'],
    },
    {
      framework: 'NumPy',
      code: `import numpy as np

def log_importance_weights(batch_size, n):
    m = batch_size - 1
    w = np.full((batch_size, batch_size), 1 / m)
    w.flat[::m + 1] = 1 / n
#   ^^^^^^^^^^^^^^^
    return np.log(w)
`,
      twin: ['w.flat[::m + 1]', 'w.flat[::m + 2]'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def log_importance_weights(batch_size, n):
    m = batch_size - 1
    w = jnp.full((batch_size, batch_size), 1 / m).reshape(-1)
    w = w.reshape(-1).at[::m + 1].set(1 / n)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^
    return jnp.log(w.reshape(batch_size, batch_size))
`,
      twin: ['::m + 1', '::m + 2'],
    },
  ],
  traps: [
    {
      why: 'a step of M + 2 is the diagonal',
      framework: 'PyTorch',
      code: `import torch

def log_importance_weights(batch_size, dataset_size):
    M = batch_size - 1
    W = torch.full((batch_size, batch_size), 1 / M)
    W.view(-1)[::M + 2] = 1 / dataset_size
    return W.log()
`,
    },
  ],
};
