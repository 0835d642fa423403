// `for` and `while`. The `else` of a loop runs after it and is read as the end of its body.

import type { SyntaxNode } from '@lezer/common';
import type { Statement } from '../../../../src/analysis/syntax/ast.ts';
import { tuple } from './collections.ts';
import { bodiesIn, type Reader, unknownAt } from './reader.ts';

export function forStatement(
  r: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  const at = children.findIndex((part) => part.name === 'in');
  const bodyAt = children.findIndex((part) => part.name === 'Body');
  if (at < 0 || bodyAt < at) return bodiesIn(r, children);
  const targets = children.slice(1, at).filter((part) => part.name !== 'for');
  return [
    {
      kind: 'for',
      target: tuple(r, targets, node),
      iterable: tuple(r, children.slice(at + 1, bodyAt), node),
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
