// Random expressions without reductions, for properties that hold of every formula.

import * as fc from 'fast-check';
import * as build from '../../src/elbo/expr/build.ts';
import type { Expr, FunctionName } from '../../src/elbo/expr/expr.ts';
import { functions } from '../../src/elbo/expr/functions.ts';

export const symbolNames = ['x', 'mu', 'logvar', 'z'] as const;

const functionNames = Object.keys(functions) as FunctionName[];

const { expr } = fc.letrec<{ expr: Expr }>((tie) => {
  const part = tie('expr');
  return {
    expr: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom(...symbolNames).map((name) => build.symbol(name)),
      fc.constantFrom(0, 1, -1, 2, 0.5, -0.5, 1e-8, 3.25).map((value) => build.num(value)),
      fc.constant(build.pi),
      fc.array(part, { maxLength: 3 }).map((terms) => build.plus(...terms)),
      fc.array(part, { maxLength: 3 }).map((factors) => build.times(...factors)),
      fc.tuple(part, part).map(([above, below]) => build.over(above, below)),
      fc.tuple(part, part).map(([base, exponent]) => build.power(base, exponent)),
      fc
        .tuple(fc.constantFrom(...functionNames), part, part)
        .map(([fn, first, second]) =>
          build.apply(fn, ...[first, second].slice(0, functions[fn].domains.length)),
        ),
    ),
  };
});

export const arbitraryExpr: fc.Arbitrary<Expr> = expr;
