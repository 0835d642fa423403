// The result of a call nobody knows: a symbol whose identity is callee and arguments.

import { type Code, unnamed } from './code.ts';
import { code, type Machine } from './machine.ts';
import type { Width } from './unit.ts';
import type { CallArguments, Value } from './values.ts';

export function opaque(
  m: Machine,
  name: string,
  args: CallArguments,
  receiver?: Code,
  width: Width | null = null,
): Value {
  const values = [...args.positional, ...args.keyword.values()];
  const codes = values.flatMap((value) => flatten(m, value)).slice(0, 12);
  const drawn = drawOf(receiver ? [receiver, ...codes] : codes);
  if (drawn) return code(drawn);
  // What is weighed by importance is no loss handed on.
  if (!/softmax$/iu.test(name)) for (const node of codes) m.hand(node);
  return code(
    m.symbol(name, 'call', {
      callee: name,
      args: receiver ? [receiver, ...codes] : codes,
      ...(width ? { width } : {}),
    }),
  );
}

const densities: ReadonlySet<string> = new Set(['log_prob', 'log_pdf', 'log_density']);

/** The log density an object states at a point, where nothing else is known of it; undefined for other methods. */
export function densityCall(
  m: Machine,
  name: string,
  of: Code,
  args: CallArguments,
): Value | undefined {
  if (!densities.has(name)) return undefined;
  const x = m.codeOf(args.positional[0] ?? args.keyword.get('value'));
  const term = m.table.library({
    term: 'reconstruction',
    family: 'unknown',
    args: x ? [x, of] : [of],
    span: args.span,
  });
  return code(m.table.negate(term));
}

/** `to_var(torch.randn(n))`: what only wraps a draw of noise is that draw. */
function drawOf(codes: readonly Code[]): Code | undefined {
  const only = codes.find((node) => node.kind !== 'number');
  return codes.length <= 2 && only && unnamed(only).kind === 'noise' ? only : undefined;
}

function flatten(m: Machine, value: Value): readonly Code[] {
  if (value.kind === 'tuple') return value.items.flatMap((item) => flatten(m, item));
  const found = m.codeOf(value);
  return found ? [found] : [];
}
