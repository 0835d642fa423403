// Operators: arithmetic is kept apart from comparisons and bits, which only say that something is decided.

import type { SyntaxNode } from '@lezer/common';
import type { BinaryOperator, Expression } from '../../../../src/analysis/syntax/ast.ts';
import { childrenOf, spanOf } from '../../../../src/analysis/syntax/cursor.ts';
import { type Reader, unknownAt } from './reader.ts';

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '//', '%', '**', '@']);

export function isArithmetic(operator: string): operator is BinaryOperator {
  return arithmetic.has(operator);
}

/** Sums of thousands of terms lean left: that side is walked, not recursed into. */
export function binary(r: Reader, node: SyntaxNode): Expression {
  const spine: SyntaxNode[] = [];
  let innermost: SyntaxNode | undefined = node;
  while (innermost?.name === 'BinaryExpression') {
    spine.push(innermost);
    [innermost] = childrenOf(innermost);
  }
  let left = innermost ? r.expression(innermost) : unknownAt(node);
  for (const outer of spine.toReversed()) left = operation(r, outer, left);
  return left;
}

function operation(r: Reader, node: SyntaxNode, left: Expression): Expression {
  const span = spanOf(node);
  const [, ...marks] = childrenOf(node);
  const last = marks.pop();
  if (!last || marks.length === 0) return { kind: 'unknown', parts: [left], ...span };
  const operator = marks.map((mark) => r.textOf(mark)).join(' ');
  const right = r.expression(last);
  return isArithmetic(operator)
    ? { kind: 'binary', operator, left, right, ...span }
    : { kind: 'logic', operator, operands: [left, right], ...span };
}

export function unary(r: Reader, node: SyntaxNode): Expression {
  const span = spanOf(node);
  const [mark, last] = childrenOf(node);
  if (!mark || !last) return unknownAt(node);
  const operator = r.textOf(mark);
  const operand = r.expression(last);
  if (operator === '-') return { kind: 'negate', operand, ...span };
  if (operator === '+') return operand;
  return { kind: 'logic', operator, operands: [operand], ...span };
}

export function conditional(r: Reader, node: SyntaxNode): Expression {
  const [then, , test, , otherwise] = childrenOf(node);
  if (!then || !test || !otherwise) return unknownAt(node);
  return {
    kind: 'conditional',
    test: r.expression(test),
    value: r.expression(then),
    otherwise: r.expression(otherwise),
    ...spanOf(node),
  };
}
