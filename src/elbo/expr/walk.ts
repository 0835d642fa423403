// The one way to go through an expression: its children, the same node with other children, and a fold and
// a map made of these. Everything that visits expressions is written with them.

import type { Expr } from './expr.ts';

/** Direct parts of a node, in reading order. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'number':
    case 'constant':
    case 'symbol':
      return [];
    case 'add':
      return expr.terms;
    case 'multiply':
      return expr.factors;
    case 'divide':
      return [expr.numerator, expr.denominator];
    case 'power':
      return [expr.base, expr.exponent];
    case 'apply':
      return expr.args;
    case 'reduce':
      return [expr.body];
  }
}

/** The node with its parts replaced, one for one. */
function withChildren(expr: Expr, parts: readonly Expr[]): Expr {
  const [first = expr, second = expr] = parts;
  switch (expr.kind) {
    case 'number':
    case 'constant':
    case 'symbol':
      return expr;
    case 'add':
      return { ...expr, terms: parts };
    case 'multiply':
      return { ...expr, factors: parts };
    case 'divide':
      return { ...expr, numerator: first, denominator: second };
    case 'power':
      return { ...expr, base: first, exponent: second };
    case 'apply':
      return { ...expr, args: parts };
    case 'reduce':
      return { ...expr, body: first };
  }
}

/** Combines a node with the results of its parts, leaves first. */
export function fold<R>(expr: Expr, combine: (node: Expr, parts: readonly R[]) => R): R {
  return combine(
    expr,
    children(expr).map((part) => fold(part, combine)),
  );
}

/** Rewrites every node, leaves first; `rewrite` sees nodes whose parts are already rewritten. */
export function map(expr: Expr, rewrite: (node: Expr) => Expr): Expr {
  return fold<Expr>(expr, (node, parts) => rewrite(withChildren(node, parts)));
}

/** Puts expressions in the place of symbols; symbols without a replacement stay. */
export function substitute(expr: Expr, replacements: Readonly<Record<string, Expr>>): Expr {
  return map(expr, (node) => (node.kind === 'symbol' ? (replacements[node.name] ?? node) : node));
}

/** Names of the symbols an expression depends on. */
export function freeSymbols(expr: Expr): ReadonlySet<string> {
  return fold<ReadonlySet<string>>(expr, (node, parts) =>
    node.kind === 'symbol' ? new Set([node.name]) : new Set(parts.flatMap((names) => [...names])),
  );
}
