// Whether a program computes in half precision, and where it says so. Under autocast exponentials, logarithms and sums are
// computed in single precision: that is no half precision here.

import type { Span } from '../analysis/syntax/ast.ts';
import type { Context } from './context.ts';
import { callsIn, lastName, nodesOf } from './syntax.ts';

const places = new WeakMap<Context, Span | null>();

/** Where values are made half-precision numbers; null where nobody says so. */
export function halfPrecision(context: Context): Span | null {
  const known = places.get(context);
  if (known !== undefined) return known;
  const found = search(context);
  places.set(context, found);
  return found;
}

const types = /^(?:float16|half)$/u;
/** What NumPy keeps in half precision is stored so, not computed. */
const isDevice = (library: string): boolean => /^(?:torch|tf|jnp)$/u.test(library);

function search(context: Context): Span | null {
  for (const node of nodesOf(context.program())) {
    if (node.kind === 'string' && node.value === 'mixed_float16') return node;
    if (node.kind !== 'call') continue;
    const name = lastName(node.callee);
    if (name === 'half' && node.args.length === 0) return node;
    if (/autocast|autocast_mode/u.test(name)) continue;
    const isType = node.args.some(
      ({ value }) =>
        (value.kind === 'member' &&
          types.test(value.property) &&
          isDevice(lastName(value.object))) ||
        (value.kind === 'string' && value.value === 'WEBGL_FORCE_F16_TEXTURES'),
    );
    if (isType && callsIn(node, new Set(['autocast'])).length === 0) return node;
  }
  return null;
}
