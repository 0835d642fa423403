// Reading an expression as a number with its derivative along one direction (forward mode): an independent way
// to the gradients that tensors compute backwards, built on the derivatives of `functions.ts`.

import { evaluate } from '../../src/elbo/expr/evaluate.ts';
import type { Expr } from '../../src/elbo/expr/expr.ts';
import { functions } from '../../src/elbo/expr/functions.ts';
import { numberOps } from '../../src/elbo/expr/numberOps.ts';
import type { Ops } from '../../src/elbo/expr/ops.ts';

interface Dual {
  readonly value: number;
  readonly slope: number;
}

const dualOps: Ops<Dual> = {
  number: (value) => ({ value, slope: 0 }),
  add: (a, b) => ({ value: a.value + b.value, slope: a.slope + b.slope }),
  multiply: (a, b) => ({ value: a.value * b.value, slope: a.slope * b.value + a.value * b.slope }),
  divide: (a, b) => ({
    value: a.value / b.value,
    slope: (a.slope - (a.value / b.value) * b.slope) / b.value,
  }),
  power: (a, b) => {
    const value = a.value ** b.value;
    const byBase = a.slope === 0 ? 0 : b.value * a.value ** (b.value - 1) * a.slope;
    return { value, slope: byBase + (b.slope === 0 ? 0 : value * Math.log(a.value) * b.slope) };
  },
  apply: (fn, args) => {
    const values = args.map(({ value }) => value);
    const slopes = args.map(({ slope }, index) =>
      slope === 0 ? 0 : (functions[fn].derivatives[index]?.(...values) ?? Number.NaN) * slope,
    );
    return { value: functions[fn].number(...values), slope: slopes.reduce((a, b) => a + b, 0) };
  },
  reduce: (reduction, axis) => ({ value: numberOps.reduce(reduction, axis, 0), slope: 0 }),
};

/** The partial derivative of `expr` with respect to the symbol `name`. */
export function derivative(
  expr: Expr,
  name: string,
  bindings: Readonly<Record<string, number>>,
): number {
  const duals = Object.entries(bindings).map(([symbol, value]): [string, Dual] => [
    symbol,
    { value, slope: symbol === name ? 1 : 0 },
  ]);
  return evaluate(expr, dualOps, Object.fromEntries(duals)).slope;
}

/** The same by central differences of the number reading, Richardson-extrapolated: error of order h^4. */
export function finiteDifference(
  expr: Expr,
  name: string,
  bindings: Readonly<Record<string, number>>,
): number {
  const at = bindings[name] ?? Number.NaN;
  const value = (x: number): number => evaluate(expr, numberOps, { ...bindings, [name]: x });
  const central = (h: number): number => (value(at + h) - value(at - h)) / (2 * h);
  const h = 1e-3 * Math.max(Math.abs(at), 1e-2);
  return (4 * central(h / 2) - central(h)) / 3;
}
