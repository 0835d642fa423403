// Tuples, lists, dictionaries and comprehensions, and the arguments of a call, where a comprehension may stand bare.

import type { SyntaxNode } from '@lezer/common';
import type { Argument, Expression } from '../../../../src/analysis/syntax/ast.ts';
import { childrenOf, spanOf, splitAt } from '../../../../src/analysis/syntax/cursor.ts';
import { child, isColon, isComma, type Reader, unknownAt, withoutParentheses } from './reader.ts';

/** One expression, or a bare tuple: `a, b`. */
export function tuple(r: Reader, nodes: readonly SyntaxNode[], around: SyntaxNode): Expression {
  const parts = nodes.filter((node) => !isComma(node));
  const [only] = parts;
  if (parts.length === 1 && only && nodes.length === 1) return r.expression(only);
  if (parts.length === 0) return unknownAt(around);
  return {
    kind: 'sequence',
    items: itemsIn(r, parts),
    from: nodes[0]?.from ?? around.from,
    to: nodes.at(-1)?.to ?? around.to,
  };
}

function itemsIn(r: Reader, parts: readonly SyntaxNode[]): readonly Expression[] {
  const items: Expression[] = [];
  const pending = parts.values();
  for (const part of pending) {
    const operand = part.name === '*' ? pending.next().value : undefined;
    items.push(
      operand
        ? { kind: 'spread', operand: r.expression(operand), from: part.from, to: operand.to }
        : r.expression(part),
    );
  }
  return items;
}

export function sequence(r: Reader, node: SyntaxNode): Expression {
  const items = splitAt(childrenOf(node).slice(1, -1), isComma).filter((part) => part.length > 0);
  return { kind: 'sequence', items: items.flatMap((part) => itemsIn(r, part)), ...spanOf(node) };
}

export function dictionary(r: Reader, node: SyntaxNode): Expression {
  const entries = splitAt(childrenOf(node).slice(1, -1), isComma).flatMap((part) => {
    const at = part.findIndex(isColon);
    const value = part.at(-1);
    if (!value) return [];
    const key = at > 0 && part[0] ? r.expression(part[0]) : null;
    return [{ key, value: r.expression(value) }];
  });
  return { kind: 'dictionary', entries, ...spanOf(node) };
}

/** `inner` is what stands between the brackets of `node`. */
export function comprehension(
  r: Reader,
  inner: readonly SyntaxNode[],
  node: SyntaxNode,
): Expression {
  const clause = inner.findIndex((part) => part.name === 'for' || part.name === 'async');
  const forAt = inner.findIndex((part) => part.name === 'for');
  const inAt = inner.findIndex((part) => part.name === 'in');
  const iterable = inner[inAt + 1];
  const made = inner.slice(0, clause);
  if (inAt < 0 || !iterable || child(made, '**')) return unknownAt(node);
  const colon = made.findIndex(isColon);
  return r.inPlace(() => ({
    kind: 'comprehension',
    key: colon < 0 ? null : tuple(r, made.slice(0, colon), node),
    element: tuple(r, made.slice(colon + 1), node),
    target: tuple(r, inner.slice(forAt + 1, inAt), node),
    iterable: r.expression(iterable),
    ...spanOf(node),
  }));
}

export function argumentsIn(r: Reader, list: SyntaxNode): readonly Argument[] {
  const inner = withoutParentheses(childrenOf(list));
  if (child(inner, 'for')) {
    return [{ name: null, spread: false, value: comprehension(r, inner, list) }];
  }
  return splitAt(inner, isComma).flatMap((part) => {
    const [first] = part;
    if (!first) return [];
    const spread = first.name === '*' || first.name === '**';
    const mark = part[1]?.name === 'AssignOp' ? r.textOf(part[1]) : undefined;
    const named = mark !== undefined;
    const value = part[named ? 2 : spread ? 1 : 0];
    if (!value) return [];
    if (mark === ':=') return [{ name: null, spread, value: r.bind(first, value) }];
    return [{ name: named ? r.textOf(first) : null, spread, value: r.expression(value) }];
  });
}
