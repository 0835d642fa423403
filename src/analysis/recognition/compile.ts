// An `Expr` of named roles as a function of columns of values: the bases are evaluated a few thousand times
// per document.

import { functions } from '../../elbo/expr/functions.ts';
import type { Expr } from '../../elbo/expr/expr.ts';

export type Column = (roles: readonly Float64Array[]) => Float64Array;

export function compile(expr: Expr, roleNames: readonly string[]): Column {
  const at = scalar(expr, roleNames);
  return (roles) => {
    const [first] = roles;
    return Float64Array.from({ length: first?.length ?? 0 }, (_, index) => at(roles, index));
  };
}

type Scalar = (roles: readonly Float64Array[], index: number) => number;

function scalar(expr: Expr, names: readonly string[]): Scalar {
  switch (expr.kind) {
    case 'number':
      return () => expr.value;
    case 'constant':
      return () => Math.PI;
    case 'symbol': {
      const at = names.indexOf(expr.name);
      if (at < 0) throw new Error(`No role named ${expr.name} among ${names.join(', ')}`);
      return (roles, index) => roles[at]?.[index] ?? Number.NaN;
    }
    case 'add': {
      const parts = expr.terms.map((term) => scalar(term, names));
      return (roles, index) => parts.reduce((sum, part) => sum + part(roles, index), 0);
    }
    case 'multiply': {
      const parts = expr.factors.map((factor) => scalar(factor, names));
      return (roles, index) => parts.reduce((product, part) => product * part(roles, index), 1);
    }
    case 'divide': {
      const above = scalar(expr.numerator, names);
      const below = scalar(expr.denominator, names);
      return (roles, index) => above(roles, index) / below(roles, index);
    }
    case 'power': {
      const base = scalar(expr.base, names);
      const exponent = scalar(expr.exponent, names);
      return (roles, index) => base(roles, index) ** exponent(roles, index);
    }
    case 'apply': {
      const args = expr.args.map((arg) => scalar(arg, names));
      const fn = functions[expr.fn].number;
      return (roles, index) => fn(...args.map((arg) => arg(roles, index)));
    }
    case 'reduce':
      throw new Error('A basis column is elementwise');
  }
}
