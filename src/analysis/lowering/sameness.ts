// When two parts of nodes are the same, beyond being one object.

import type { Code, CodeAxes, Condition, SymbolInfo } from './code.ts';
import { sameNodes } from './nodeSets.ts';

export function isSameSymbol(a: SymbolInfo, b: SymbolInfo): boolean {
  return (
    a.origin === b.origin &&
    a.callee === b.callee &&
    a.value === b.value &&
    a.width?.value === b.width?.value &&
    a.activation === b.activation &&
    sameNodes(a.args, b.args)
  );
}

export function sameConditions(
  a: readonly (readonly Condition[])[],
  b: readonly (readonly Condition[])[],
): boolean {
  return a.every((list, at) => {
    const other = b[at] ?? [];
    return (
      list.length === other.length &&
      list.every(
        ({ test, holds: isTrue }, index) =>
          other[index]?.test.from === test.from && other[index].holds === isTrue,
      )
    );
  });
}

export function sameAxes(a: CodeAxes, b: CodeAxes): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return a.length === b.length && a.every((axis, at) => axis === b[at]);
}

/** The first conditions under which a node is taken stay. */
export function putNew(
  all: Map<Code, readonly Condition[]>,
  node: Code,
  conditions: readonly Condition[],
): void {
  if (!all.has(node)) all.set(node, conditions);
}
