// `for` and `while`. The `else` of a loop runs after it and is read as the end of its body.

import type { SyntaxNode } from '@lezer/common';
import type { Statement } from '../ast.ts';
import { tuple } from './collections.ts';
import { bodiesIn, type Reader, unknownAt } from './reader.ts';

export function forStatement(
  r: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  const at = children.findIndex((part) => part.name === 'in');
  const iterable = children[at + 1];
  if (at < 0 || !iterable) return bodiesIn(r, children);
  const targets = children.slice(1, at).filter((part) => part.name !== 'for');
  return [
    {
      kind: 'for',
      target: tuple(r, targets, node),
      iterable: r.expression(iterable),
      body: bodiesIn(r, children),
      ...r.spanOf(node),
    },
  ];
}

export function whileStatement(
  r: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  const [, test] = children;
  return [
    {
      kind: 'for',
      target: null,
      iterable: test ? r.expression(test) : unknownAt(node),
      body: bodiesIn(r, children),
      ...r.spanOf(node),
    },
  ];
}
