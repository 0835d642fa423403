// The result of a call nobody knows: a symbol whose identity is callee and arguments.

import type { Code } from './code.ts';
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
  return code(
    m.symbol(name, 'call', {
      callee: name,
      args: receiver ? [receiver, ...codes] : codes,
      ...(width ? { width } : {}),
    }),
  );
}

function flatten(m: Machine, value: Value): readonly Code[] {
  if (value.kind === 'tuple') return value.items.flatMap((item) => flatten(m, item));
  const found = m.codeOf(value);
  return found ? [found] : [];
}
