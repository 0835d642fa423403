// Calls of libraries as rules look at them: which one, given what.

import type { Code } from '../analysis/lowering/code.ts';
import type { LibraryCall } from '../analysis/lowering/unit.ts';
import type { Value } from '../analysis/lowering/values.ts';

/** What a shape is of, as noise is drawn: a batch, one datum, or nobody knows. */
export function kindOf(shape: Value | undefined): 'batch' | 'datum' | null {
  if (shape?.kind === 'shape') return shape.from === 0 ? 'batch' : 'datum';
  if (shape?.kind === 'tuple') {
    const [first] = shape.items;
    if (first?.kind !== 'code' || shape.items.length !== 1) return null;
    const { code } = first;
    const isBatch = code.kind === 'symbol' && code.symbol.size === 'B';
    return isBatch ? 'batch' : isNumber(code) ? 'datum' : null;
  }
  return null;
}

function isNumber(code: Code): boolean {
  return code.kind === 'number' || (code.kind === 'symbol' && code.symbol.value !== null);
}

/** An argument as a value of the program; undefined where it is none. */
export function codeGiven({ given }: LibraryCall, name: string): Code | undefined {
  const value = given.get(name);
  return value?.kind === 'code' ? value.code : undefined;
}

/** `reduction='sum'` */
export function textGiven({ given }: LibraryCall, name: string): string | undefined {
  const value = given.get(name);
  if (value?.kind === 'text') return value.text;
  return value?.kind === 'namespace'
    ? value.path.slice(value.path.lastIndexOf('.') + 1)
    : undefined;
}

export function truthGiven({ given }: LibraryCall, name: string): boolean | undefined {
  const value = given.get(name);
  return value?.kind === 'truth' && value.value !== null ? value.value : undefined;
}

export const isTorch = ({ path }: LibraryCall): boolean => /^(?:torch|pytorch)\b/u.test(path);
