// `switch` as a chain of branches, so that what one case returns does not hide the next. Labels that share a
// body share a branch; a body that falls through into the next ends its branch here.

import type { SyntaxNode } from '@lezer/common';
import type { Expression, Span, Statement } from '../ast.ts';
import { childrenOf, spanOf } from '../cursor.ts';
import { child, type Reader, unknownAt } from './reader.ts';

interface Case extends Span {
  readonly tests: Expression[];
  readonly body: SyntaxNode[];
  isDefault: boolean;
  to: number;
}

export function switchStatement(
  r: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  const head = child(children, 'ParenthesizedExpression');
  const list = child(children, 'SwitchBody');
  const subject = head ? r.expression(head) : unknownAt({ from: node.from, to: node.from });
  const cases = casesIn(r, subject, list ? childrenOf(list) : []);
  const fallback = cases.find((one) => one.isDefault);
  let chain: readonly Statement[] = fallback ? r.statements(fallback.body) : [];
  for (const one of cases.filter((each) => each !== fallback).toReversed()) {
    chain = [branch(r, one, chain)];
  }
  return chain.length === 1 ? chain : [{ kind: 'block', body: chain, ...spanOf(node) }];
}

function casesIn(r: Reader, subject: Expression, nodes: readonly SyntaxNode[]): readonly Case[] {
  const cases: Case[] = [];
  for (const node of nodes) {
    const current = cases.at(-1);
    if (node.name === 'CaseLabel' || node.name === 'DefaultLabel') {
      const shared = current && current.body.length === 0 ? current : undefined;
      const one = shared ?? { tests: [], body: [], isDefault: false, ...spanOf(node) };
      if (!shared) cases.push(one);
      const label = childrenOf(node).find((part) => part.name !== 'case' && part.name !== ':');
      if (node.name === 'DefaultLabel') one.isDefault = true;
      else if (label) one.tests.push(equals(subject, r.expression(label)));
    } else if (current && node.name !== '{' && node.name !== '}') {
      current.body.push(node);
      current.to = node.to;
    }
  }
  return cases;
}

function equals(subject: Expression, label: Expression): Expression {
  const operands = [subject, label];
  return { kind: 'logic', operator: '===', operands, from: label.from, to: label.to };
}

function branch(r: Reader, one: Case, otherwise: readonly Statement[]): Statement {
  const [first, ...rest] = one.tests;
  const test: Expression =
    first && rest.length === 0
      ? first
      : { kind: 'logic', operator: '||', operands: one.tests, from: one.from, to: one.from };
  const then = r.statements(one.body);
  return { kind: 'if', test, body: then, otherwise, from: one.from, to: one.to };
}
