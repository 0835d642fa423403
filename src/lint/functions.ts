// Functions of a program as findings name them, and where a place is in them.

import type { Expression, FunctionDefinition, Program, Span } from '../analysis/syntax/ast.ts';
import { type Call, type Node, nodesIn, nodesOf } from './syntax.ts';

export function functionsOf(program: Program): readonly FunctionDefinition[] {
  return [...nodesOf(program)].filter((node) => node.kind === 'function');
}

/** The innermost function around a place. */
export function functionAt(program: Program, { from }: Pick<Span, 'from'>) {
  return functionsOf(program).findLast((one) => one.from <= from && from < one.to);
}

/** Its name; empty at module level. */
export function symbolAt(program: Program, at: Pick<Span, 'from'>): string {
  return functionAt(program, at)?.name ?? '';
}

/** `F.softmax` of what can be written as names and members alone; empty for the rest. */
export function dottedName(expression: Expression): string {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'member') return '';
  const object = dottedName(expression.object);
  return object === '' ? '' : `${object}.${expression.property}`;
}

/** Every call of a program or below a node. */
export function* allCalls(of: Iterable<Node>): Generator<Call> {
  for (const node of of) if (node.kind === 'call') yield node;
}

/** Names and members below a node, as they are read: the target of an assignment is none. */
export function* readsIn(node: Node): Generator<string> {
  if (node.kind === 'assign') {
    for (const target of node.targets) if (target.kind === 'index') yield* readsIn(target);
    yield* readsIn(node.value);
    return;
  }
  for (const inner of nodesIn(node)) {
    if (inner.kind === 'name') yield inner.name;
    else if (inner.kind === 'member') yield inner.property;
  }
}
