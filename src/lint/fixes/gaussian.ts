// The named refactorings of squared errors, "Make this the exact Gaussian NLL, sigma = 1" and "Make sigma learnable
// (sigma-VAE)": a squared error with its variance set, or at its optimum, which is the mean squared error.

import type { Expression } from '../../analysis/syntax/ast.ts';
import type { Context } from '../context.ts';
import type { LossView } from '../lossView.ts';
import type { Edit, FixDraft } from '../rule.ts';
import {
  argumentNamed,
  type Call,
  expressionAt,
  lastName,
  nodesIn,
  statementAt,
} from '../syntax.ts';
import { callOfTerm } from './likelihoodEdits.ts';

/** A number in front of the term, or none, becomes the one half of sigma = 1. */
export function* exactGaussian(context: Context, { likelihood }: LossView): Generator<FixDraft> {
  const call = likelihood?.term && callOfTerm(context, likelihood.term);
  if (!call) return;
  const number = numberBefore(context, call);
  yield {
    title: 'Make this the exact Gaussian NLL, sigma = 1',
    edits: [
      number
        ? { from: number.from, to: number.to, text: '0.5' }
        : { from: call.from, to: call.from, text: '0.5 * ' },
    ],
    kind: 'refactoring',
    keeps: null,
    beta: 1,
  };
}

/** `5` of `5 * f(x)` */
function numberBefore(context: Context, call: Call): Expression | null {
  const statement = statementAt(context.program(), call.from);
  if (!statement) return null;
  for (const node of nodesIn(statement))
    if (
      node.kind === 'binary' &&
      node.operator === '*' &&
      node.left.kind === 'number' &&
      node.right.from === call.from &&
      node.right.to === call.to
    )
      return node.left;
  return null;
}

/** The optimal variance in place of a set one: the reconstruction is then D/2 log MSE, up to a constant. */
export function* learnedSigma(context: Context, view: LossView): Generator<FixDraft> {
  const { likelihood } = view;
  const call = likelihood?.term && callOfTerm(context, likelihood.term);
  if (!call || likelihood?.term?.family !== 'gaussian_fixed') return;
  const edits =
    lastName(call.callee) === 'mse_loss' ? ofTorch(context, call) : ofSquares(context, call);
  if (edits.length === 0) return;
  const number = numberBefore(context, call);
  yield {
    title: 'Make sigma learnable (sigma-VAE)',
    edits: [...edits, ...(number ? [{ from: number.from, to: number.to, text: '1' }] : [])],
    kind: 'refactoring',
    keeps: null,
  };
}

function ofTorch(context: Context, call: Call): readonly Edit[] {
  const input = argumentNamed(call, 'input', 0)?.value;
  const target = argumentNamed(call, 'target', 1)?.value;
  const reduction = argumentNamed(call, 'reduction')?.value;
  if (!input || !target || reduction?.kind !== 'string' || reduction.value !== 'sum') return [];
  const text = ({ from, to }: Expression) => context.text.slice(from, to);
  const module = text(call.callee).slice(0, -'mse_loss'.length);
  const [m, x] = [text(input), text(target)];
  const variance = `${module}mse_loss(${m}, ${x}).expand_as(${x})`;
  return [
    {
      from: call.from,
      to: call.to,
      text: `${module}gaussian_nll_loss(${m}, ${x}, ${variance}, reduction='sum')`,
    },
  ];
}

const logarithms: readonly (readonly [RegExp, string, string])[] = [
  [/^torch\./u, 'torch.log', 'torch.mean'],
  [/^tf\./u, 'tf.math.log', 'tf.reduce_mean'],
  [/^jnp\./u, 'jnp.log', 'jnp.mean'],
];

/** `sum(e ** 2)` to `sum(0.5 * (e ** 2 / mean(e ** 2) + log(mean(e ** 2))))` */
function ofSquares(context: Context, call: Call): readonly Edit[] {
  const [first] = call.args;
  const callee = context.text.slice(call.callee.from, call.callee.to);
  const [, log, mean] = logarithms.find(([test]) => test.test(callee)) ?? [];
  if (!first || log === undefined || mean === undefined || !callee.endsWith('sum')) return [];
  const { from, to } = first.value;
  if (!expressionAt(context.program(), { from, to })) return [];
  const square = context.text.slice(from, to);
  const variance = `${mean}(${square})`;
  return [{ from, to, text: `0.5 * (${square} / ${variance} + ${log}(${variance}))` }];
}
