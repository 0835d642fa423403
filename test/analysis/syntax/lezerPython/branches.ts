// `if` and `match` as chains of branches, so that what one branch returns does not hide the next.

import type { SyntaxNode } from '@lezer/common';
import type { Expression, Statement } from '../../../../src/analysis/syntax/ast.ts';
import { childrenOf, spanOf } from '../../../../src/analysis/syntax/cursor.ts';
import { child, type Reader } from './reader.ts';

/** `children` begin at `if` or `elif`. */
export function ifChain(
  r: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  const [mark, test] = children;
  const bodyAt = children.findIndex((part) => part.name === 'Body');
  if (!mark || !test || bodyAt < 0) return [];
  const rest = children.slice(bodyAt + 1);
  return [
    {
      kind: 'if',
      test: r.expression(test),
      body: r.body(children[bodyAt]),
      otherwise:
        rest[0]?.name === 'elif'
          ? r.hoisting(() => ifChain(r, node, rest))
          : r.body(child(rest, 'Body')),
      from: mark.from,
      to: r.spanOf(node).to,
    },
  ];
}

export function matchStatement(
  r: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  const [, head] = children;
  const list = child(children, 'MatchBody');
  const operands = head && head !== list ? [r.expression(head)] : [];
  const clauses = list ? childrenOf(list).filter((part) => part.name === 'MatchClause') : [];
  const span = r.spanOf(node);
  return [{ kind: 'block', body: matchChain(r, clauses, operands, span.to), ...span }];
}

function matchChain(
  r: Reader,
  clauses: readonly SyntaxNode[],
  operands: readonly Expression[],
  to: number,
): readonly Statement[] {
  const [clause, ...rest] = clauses;
  if (!clause) return [];
  const parts = childrenOf(clause);
  const [, pattern, next] = parts;
  const body = r.body(child(parts, 'Body'));
  const matchesAll = pattern?.name === 'CapturePattern' && next?.name === 'Body';
  if (matchesAll) return body;
  const test: Expression = {
    kind: 'logic',
    operator: 'case',
    operands,
    ...spanOf(pattern ?? clause),
  };
  const otherwise = r.hoisting(() => matchChain(r, rest, operands, to));
  return [{ kind: 'if', test, body, otherwise, from: clause.from, to }];
}
