// Edits of the statement that states a reconstruction: weighed, summed instead of averaged, divided by the batch size. What
// comes of them is verified; here only candidates are made.

import type { Expression } from '../../analysis/syntax/ast.ts';
import type { Term } from '../../analysis/recognition/term.ts';
import type { Context } from '../context.ts';
import type { Edit } from '../rule.ts';
import {
  argumentNamed,
  type Call,
  callsIn,
  endOfArguments,
  lastName,
  statementAt,
} from '../syntax.ts';

const torchLosses = new Set([
  'mse_loss',
  'l1_loss',
  'binary_cross_entropy',
  'binary_cross_entropy_with_logits',
  'gaussian_nll_loss',
  'poisson_nll_loss',
]);
const averages = new Map([
  ['mean', 'sum'],
  ['reduce_mean', 'reduce_sum'],
]);
const sums = new Set(['sum', 'reduce_sum', 'nansum']);

/** The call in a term's statement that states it: a loss of the library, else the outermost reduction. */
export function callOfTerm(context: Context, term: Term): Call | undefined {
  const statement = statementAt(context.program(), term.span.from);
  if (!statement) return undefined;
  const [loss] = callsIn(statement, torchLosses);
  const [reduction] = callsIn(statement, new Set([...averages.keys(), ...sums]));
  return loss ?? reduction;
}

/** Puts a factor in front of an expression. */
export function weighed(expression: Expression, factor: string): Edit {
  return { from: expression.from, to: expression.from, text: `${factor} * ` };
}

/** Summed over everything instead of averaged, and divided by the batch size where the KL is averaged over the batch. */
export function summed(context: Context, call: Call, isPerDatum: boolean): readonly Edit[] {
  const target = batchOf(context, call);
  if (isPerDatum && target === null) return [];
  const division = isPerDatum
    ? [{ from: call.to, to: call.to, text: ` / ${target}.shape[0]` }]
    : [];
  const reduction = reductionEdit(context, call);
  return reduction ? [reduction, ...division] : [];
}

function reductionEdit(context: Context, call: Call): Edit | null {
  if (torchLosses.has(lastName(call.callee))) {
    const given = argumentNamed(call, 'reduction');
    if (given) return { from: given.value.from, to: given.value.to, text: "'sum'" };
    const legacy = argumentNamed(call, 'size_average');
    if (legacy) return { from: legacy.value.from, to: legacy.value.to, text: 'False' };
    const at = endOfArguments(call);
    return { from: at, to: at, text: ", reduction='sum'" };
  }
  const { callee } = call;
  const instead = averages.get(lastName(callee));
  const isPlain =
    call.args.length <= (callee.kind === 'member' && !isModule(context, callee.object) ? 0 : 1);
  if (instead === undefined || !isPlain) return null;
  return { from: callee.to - lastName(callee).length, to: callee.to, text: instead };
}

/** `torch.mean(x)` rather than `x.mean()`. */
function isModule(context: Context, object: Expression): boolean {
  const name = context.text.slice(object.from, object.to);
  return /^(?:torch|tf|np|jnp|K|keras\.backend|F|ops|mx|tensorflow|numpy|jax\.numpy)$/u.test(name);
}

/** The name of a tensor whose first axis is the batch: the target, else any name in the call. */
function batchOf(context: Context, call: Call): string | null {
  const target = argumentNamed(call, 'target', 1) ?? call.args[0];
  if (!target) return null;
  const { value } = target;
  const name = value.kind === 'name' || value.kind === 'member' ? value : firstName(value);
  return name && context.text.slice(name.from, name.to);
}

const modules = /^(?:torch|tf|np|jnp|K|F|nn|optax|jax|keras|ops|mx|tensorflow|numpy)$/u;

function firstName(expression: Expression): Expression | null {
  switch (expression.kind) {
    case 'name':
      return expression;
    case 'binary':
      return firstName(expression.left);
    case 'call': {
      const { callee, args } = expression;
      if (callee.kind !== 'member') return null;
      const root = firstName(callee.object);
      const isOfModule = root?.kind === 'name' && modules.test(root.name);
      return isOfModule ? (args[0] ? firstName(args[0].value) : null) : root;
    }
    case 'index':
    case 'member':
      return firstName(expression.object);
    default:
      return null;
  }
}
