// Edits of the statement that states a KL: its average over latent dimensions becomes a sum over them, averaged over the
// batch. What comes of them is verified; here only candidates are made.

import type { Term } from '../../analysis/recognition/term.ts';
import type { Context } from '../context.ts';
import type { Edit } from '../rule.ts';
import { callsIn, lastName, statementAt } from '../syntax.ts';

const means = new Map([
  ['mean', 'sum'],
  ['reduce_mean', 'reduce_sum'],
]);

/** `torch.mean(e)` to `torch.mean(torch.sum(e, dim=1))`; a mean over the last axis alone to a sum. */
export function klEdits(context: Context, term: Term): readonly Edit[] {
  const statement = statementAt(context.program(), term.span.from);
  // The innermost average is over the latent dimensions.
  const call = statement && callsIn(statement, new Set(means.keys())).at(-1);
  if (!call) return [];
  const { callee, args } = call;
  const name = lastName(callee);
  const sum = means.get(name) ?? name;
  const start = callee.to - name.length;
  const module = context.text.slice(callee.from, start);
  const isMethod = callee.kind === 'member' && !/^(?:torch|tf|np|jnp|K|mx|F)\.$/u.test(module);
  const hasAxis = args.length > (isMethod ? 0 : 1);
  const rename: Edit = { from: start, to: callee.to, text: sum };
  if (hasAxis) return [rename];
  if (isMethod)
    return [{ from: call.to, to: call.to, text: '.mean()' }, rename, axisEdit(call.to - 1, '-1')];
  const [argument] = args;
  if (!argument) return [];
  return [
    { from: argument.value.from, to: argument.value.from, text: `${module}${sum}(` },
    { from: argument.value.to, to: argument.value.to, text: `, ${axisName(module)}=-1)` },
  ];
}

const axisEdit = (at: number, axis: string): Edit => ({ from: at, to: at, text: axis });

const axisName = (module: string): string => (module.startsWith('torch') ? 'dim' : 'axis');
