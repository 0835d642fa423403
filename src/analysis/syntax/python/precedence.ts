// How tightly operators bind, and which of them are arithmetic: comparisons and bits only say that something is
// decided.

import type { BinaryOperator } from '../ast.ts';
import type { Kind } from './tokens.ts';

/** Of what stands between `or`: all that an expression can be but a conditional, a lambda, an assignment. */
export const disjunction = 1;
export const comparison = 4;
/** Of what may be assigned to in a loop, where `in` is no operator. */
export const target = 5;

const levels: readonly (readonly Kind[])[] = [
  ['or'],
  ['and'],
  // `not`, which stands before its operand.
  [],
  ['<', '>', '<=', '>=', '==', '!=', '<>', 'in', 'not', 'is'],
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '//', '%', '@'],
];

/** Of the operators between two operands but `**`, which binds to the right. */
export const powers: ReadonlyMap<Kind, number> = new Map(
  levels.flatMap((kinds, index) => kinds.map((kind) => [kind, index + 1] as const)),
);

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '//', '%', '**', '@']);

export function isArithmetic(operator: string): operator is BinaryOperator {
  return arithmetic.has(operator);
}
