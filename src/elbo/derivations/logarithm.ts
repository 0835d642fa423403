// The logarithm of an expression taken apart before it is computed: a product of 784 densities underflows, the sum of
// their logarithms does not.

import { apply, log, negative, plus, sumOver, times } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';

/** log of `expr`, for values above 0. */
export function logarithmOf(expr: Expr): Expr {
  switch (expr.kind) {
    case 'multiply':
      return plus(...expr.factors.map(logarithmOfPart));
    case 'divide':
      return plus(logarithmOfPart(expr.numerator), negative(logarithmOfPart(expr.denominator)));
    case 'power':
      return times(expr.exponent, logarithmOf(expr.base));
    case 'apply':
      return logarithmOfCall(expr);
    case 'number':
    case 'constant':
    case 'symbol':
    case 'add':
    case 'reduce':
      return log(expr);
  }
}

/** Of a positive value two parts may be negative together. */
function logarithmOfPart(part: Expr): Expr {
  const mayBeNegative = part.kind === 'add' || (part.kind === 'apply' && part.fn === 'log');
  return mayBeNegative ? log(apply('abs', part)) : logarithmOf(part);
}

function logarithmOfCall(expr: Extract<Expr, { kind: 'apply' }>): Expr {
  const [argument] = expr.args;
  if (argument === undefined) return log(expr);
  if (expr.fn === 'exp') return opened(argument);
  if (expr.fn === 'sqrt') return times(0.5, logarithmOf(argument));
  if (expr.fn === 'sigmoid') return negative(apply('softplus', negative(argument)));
  return log(expr);
}

/** The sum of log f inside an exponential is a product of f. */
function opened(expr: Expr): Expr {
  if (expr.kind !== 'reduce' || expr.reduction !== 'sum') return expr;
  const { body } = expr;
  const [factor] = body.kind === 'apply' && body.fn === 'log' ? body.args : [];
  return factor === undefined ? expr : sumOver(expr.axis, logarithmOf(factor));
}

/** The product over an axis: there is no reduction of its own for it, and printers know this form. */
export const productOver = (axis: 'data' | 'category', factor: Expr): Expr =>
  apply('exp', sumOver(axis, log(factor)));
