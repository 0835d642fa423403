// Gradients of an expression by its duals: an independent way to those that tensors compute backwards.

import { arrayOps, scalar, type NamedArray } from '../../src/elbo/expr/arrayOps.ts';
import { dualOps, type Dual } from '../../src/elbo/expr/dualOps.ts';
import { evaluate } from '../../src/elbo/expr/evaluate.ts';
import type { Expr } from '../../src/elbo/expr/expr.ts';

type Bindings = Readonly<Record<string, number | NamedArray>>;

const asArray = (value: number | NamedArray): NamedArray =>
  typeof value === 'number' ? scalar(value) : value;

const total = ({ values }: NamedArray): number => values.reduce((sum, value) => sum + value, 0);

/** The value of an expression, summed over whatever axes it has left. */
export function valueOf(expr: Expr, bindings: Bindings): number {
  const arrays = Object.entries(bindings).map(([name, value]) => [name, asArray(value)] as const);
  return total(evaluate(expr, arrayOps, Object.fromEntries(arrays)));
}

const withEntry = (
  array: NamedArray,
  entry: number,
  change: (value: number) => number,
): NamedArray => ({
  ...array,
  values: array.values.map((value, index) => (index === entry ? change(value) : value)),
});

/** The partial derivative of `expr`, summed over its axes, by one entry of the symbol `name`. */
export function derivative(expr: Expr, name: string, bindings: Bindings, entry = 0): number {
  const duals = Object.entries(bindings).map(([symbol, given]): [string, Dual] => {
    const value = asArray(given);
    const none = { ...value, values: value.values.map(() => 0) };
    return [symbol, { value, slope: symbol === name ? withEntry(none, entry, () => 1) : none }];
  });
  return total(evaluate(expr, dualOps, Object.fromEntries(duals)).slope);
}

/** The same by central differences of the values, Richardson-extrapolated: error of order h^4. */
export function finiteDifference(expr: Expr, name: string, bindings: Bindings, entry = 0): number {
  const array = asArray(bindings[name] ?? Number.NaN);
  const at = array.values[entry] ?? Number.NaN;
  const value = (x: number): number =>
    valueOf(expr, { ...bindings, [name]: withEntry(array, entry, () => x) });
  const central = (h: number): number => (value(at + h) - value(at - h)) / (2 * h);
  const h = 1e-3 * Math.max(Math.abs(at), 1e-2);
  return (4 * central(h / 2) - central(h)) / 3;
}
