// Loops run their body for any element. `for (let i = a; i < b; i++)` is Python's `for i in range(a, b)`.

import type { SyntaxNode } from '@lezer/common';
import type { Expression, Span, Statement } from '../ast.ts';
import { childrenOf, spanOf, splitAt } from '../cursor.ts';
import { effect } from './assignments.ts';
import { targetOf } from './patterns.ts';
import { between, child, isSemicolon, type Reader, unknownAt } from './reader.ts';

export function loop(
  r: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  const span = spanOf(node);
  const each = child(children, 'ForOfSpec', 'ForInSpec');
  if (each) return [forEach(r, each, children, span)];
  const counter = child(children, 'ForSpec');
  if (counter) return counted(r, counter, children, span);
  const test = child(children, 'ParenthesizedExpression');
  const body = children[node.name === 'DoStatement' ? 1 : 2];
  return [
    {
      kind: 'for',
      target: null,
      iterable: test ? r.expression(test) : unknownAt(node),
      body: body === test ? [] : r.body(body),
      ...span,
    },
  ];
}

function forEach(
  r: Reader,
  spec: SyntaxNode,
  children: readonly SyntaxNode[],
  span: Span,
): Statement {
  const parts = between(childrenOf(spec));
  const at = parts.findIndex((part) => part.name === 'of' || part.name === 'in');
  const pattern = parts[at - 1];
  const iterable = parts[at + 1];
  const bound = pattern && targetOf(r, pattern, pattern);
  return {
    kind: 'for',
    target: bound?.target ?? null,
    iterable: iterable ? r.expression(iterable) : unknownAt(spec),
    body: [...(bound?.after ?? []), ...bodyAfter(r, spec, children)],
    ...span,
  };
}

function bodyAfter(
  r: Reader,
  spec: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  return r.body(children[children.indexOf(spec) + 1]);
}

function counted(
  r: Reader,
  spec: SyntaxNode,
  children: readonly SyntaxNode[],
  span: Span,
): readonly Statement[] {
  const parts = between(childrenOf(spec));
  const [first] = parts;
  const declaration = first?.name === 'VariableDeclaration' ? first : undefined;
  const groups = splitAt(declaration ? parts.slice(1) : parts, isSemicolon);
  const [start, test, advance] = declaration
    ? [declaration, groups[0]?.[0], groups[1]?.[0]]
    : [groups[0]?.[0], groups[1]?.[0], groups[2]?.[0]];
  const body = bodyAfter(r, spec, children);
  const begun = declaration ? r.statement(declaration) : start ? effect(r, start, start) : [];
  const range = declaration && test && advance && rangeOf(r, begun, test, advance);
  if (range) return [{ kind: 'for', ...range, body, ...span }];
  const [initial] = begun;
  const target = initial?.kind === 'assign' ? (initial.targets[0] ?? null) : null;
  const run: Statement = {
    kind: 'for',
    target,
    iterable: test ? r.expression(test) : unknownAt(spec),
    body: [...body, ...(advance ? effect(r, advance, advance) : [])],
    ...span,
  };
  return begun.length > 0 ? [{ kind: 'block', body: [...begun, run], ...span }] : [run];
}

/** The counter and `range(start, stop)`; undefined for any other kind of counting. */
function rangeOf(r: Reader, begun: readonly Statement[], test: SyntaxNode, advance: SyntaxNode) {
  const [first] = begun;
  const target = first?.kind === 'assign' ? first.targets[0] : undefined;
  if (begun.length !== 1 || first?.kind !== 'assign' || target?.kind !== 'name') return undefined;
  const [left, mark, right] = childrenOf(test);
  const byOne = /^(?:\+\+\s*(\S+)|(\S+?)\s*\+\+|(\S+)\s*\+=\s*1)$/u.exec(r.textOf(advance));
  const counter = byOne?.[1] ?? byOne?.[2] ?? byOne?.[3];
  if (!left || !mark || !right || test.name !== 'BinaryExpression') return undefined;
  if (r.textOf(left) !== target.name || counter !== target.name) return undefined;
  const operator = r.textOf(mark);
  if (operator !== '<' && operator !== '<=') return undefined;
  const bound = r.expression(right);
  const one: Expression = { kind: 'number', value: 1, ...spanOf(mark) };
  const stop: Expression =
    operator === '<'
      ? bound
      : { kind: 'binary', operator: '+', left: bound, right: one, ...spanOf(right) };
  const fromZero = first.value.kind === 'number' && first.value.value === 0;
  const iterable: Expression = {
    kind: 'call',
    callee: { kind: 'name', name: 'range', ...spanOf(mark) },
    args: (fromZero ? [stop] : [first.value, stop]).map((value) => ({
      name: null,
      spread: false,
      value,
    })),
    ...spanOf(test),
  };
  return { target, iterable };
}
