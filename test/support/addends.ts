// An expression as a sum: nested sums opened, and numbers multiplied into them.

import { plus, times } from '../../src/elbo/expr/build.ts';
import type { Expr } from '../../src/elbo/expr/expr.ts';

/** Addends whose sum is `expr`: -(a + b)/2 gives -a/2 and -b/2. */
export function addends(expr: Expr): readonly Expr[] {
  if (expr.kind === 'add') return expr.terms.flatMap(addends);
  if (expr.kind !== 'multiply') return [expr];
  const sum = expr.factors.find((factor) => factor.kind === 'add');
  const others = expr.factors.filter((factor) => factor !== sum);
  if (sum === undefined || others.some((factor) => factor.kind !== 'number')) return [expr];
  return addends(sum).map((term) => times(...others, term));
}

/** `expr` without the addends that `isDropped`. */
export function withoutAddends(expr: Expr, isDropped: (term: Expr) => boolean): Expr {
  return plus(...addends(expr).filter((term) => !isDropped(term)));
}
