// How a formula falls into addends and factors with signs, which is how programs are written.

import { num, times } from '../expr/build.ts';
import type { Axis } from '../axes.ts';
import type { Expr } from '../expr/expr.ts';

/** Equal for expressions that are the same node by node. */
export const keyOf = (expr: Expr): string => JSON.stringify(expr);

export interface SignedExpr {
  readonly isNegative: boolean;
  readonly expr: Expr;
}

/** Nested products opened; the sign of all numbers taken out, and with it the number 1. */
export function factorsOf(expr: Expr): {
  readonly isNegative: boolean;
  readonly factors: readonly Expr[];
} {
  if (expr.kind === 'number' && expr.value < 0) {
    return { isNegative: true, factors: [num(-expr.value)] };
  }
  if (expr.kind !== 'multiply') return { isNegative: false, factors: [expr] };
  const parts = expr.factors.map(factorsOf);
  const factors = parts
    .flatMap((part) => part.factors)
    .filter((factor) => factor.kind !== 'number' || factor.value !== 1);
  return {
    isNegative: parts.filter(({ isNegative }) => isNegative).length % 2 === 1,
    factors: factors.length === 0 ? [num(1)] : factors,
  };
}

/** Nested sums opened, unless they have a name of their own; signs taken out of products. */
export function addendsOf(expr: Expr): readonly SignedExpr[] {
  if (expr.kind === 'add' && logSoftmaxOf(expr) === undefined) return expr.terms.flatMap(addendsOf);
  const { isNegative, factors } = factorsOf(expr);
  const [only = expr] = factors;
  return [{ isNegative, expr: factors.length === 1 ? only : times(...factors) }];
}

/** Logits and the axis of their softmax, if the expression is their difference to its logarithm. */
export function logSoftmaxOf(
  expr: Expr,
): { readonly logits: Expr; readonly axis: Axis } | undefined {
  if (expr.kind !== 'add' || expr.terms.length !== 2) return undefined;
  const [logits, taken] = expr.terms;
  if (logits === undefined || taken === undefined) return undefined;
  const { isNegative, factors } = factorsOf(taken);
  const [normaliser] = factors;
  const isLogSum =
    isNegative &&
    factors.length === 1 &&
    normaliser?.kind === 'reduce' &&
    normaliser.reduction === 'logSumExp' &&
    keyOf(normaliser.body) === keyOf(logits);
  return isLogSum ? { logits, axis: normaliser.axis } : undefined;
}
