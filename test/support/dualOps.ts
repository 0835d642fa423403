// Reading an expression as arrays with their derivative along one direction (forward mode): an independent way
// to the gradients that tensors compute backwards, built on the derivatives of `functions.ts`.

import { arrayOps, elementwise, scalar, type NamedArray } from '../../src/elbo/expr/arrayOps.ts';
import { evaluate } from '../../src/elbo/expr/evaluate.ts';
import type { Expr } from '../../src/elbo/expr/expr.ts';
import { functions } from '../../src/elbo/expr/functions.ts';
import type { Ops } from '../../src/elbo/expr/ops.ts';

interface Dual {
  readonly value: NamedArray;
  readonly slope: NamedArray;
}

/** Slopes of 0 stay 0, whatever they meet: a constant has no say in a gradient, even where its derivative is infinite. */
const weighed = (slope: number, factor: number): number => (slope === 0 ? 0 : slope * factor);

const dualOps: Ops<Dual> = {
  number: (value) => ({ value: scalar(value), slope: scalar(0) }),
  add: (a, b) => ({
    value: arrayOps.add(a.value, b.value),
    slope: arrayOps.add(a.slope, b.slope),
  }),
  multiply: (a, b) => ({
    value: arrayOps.multiply(a.value, b.value),
    slope: elementwise(
      [a.value, a.slope, b.value, b.slope],
      (x = 0, dx = 0, y = 0, dy = 0) => weighed(dx, y) + weighed(dy, x),
    ),
  }),
  divide: (a, b) => ({
    value: arrayOps.divide(a.value, b.value),
    slope: elementwise(
      [a.value, a.slope, b.value, b.slope],
      (x = 0, dx = 0, y = 0, dy = 0) => weighed(dx, 1 / y) - weighed(dy, x / y / y),
    ),
  }),
  power: (a, b) => ({
    value: arrayOps.power(a.value, b.value),
    slope: elementwise(
      [a.value, a.slope, b.value, b.slope],
      (x = 0, dx = 0, y = 0, dy = 0) =>
        weighed(dx, y * x ** (y - 1)) + weighed(dy, x ** y * Math.log(x)),
    ),
  }),
  apply: (fn, args) => {
    const values = args.map(({ value }) => value);
    const slopes = args.map(({ slope }) => slope);
    return {
      value: arrayOps.apply(fn, values),
      slope: elementwise([...values, ...slopes], (...numbers) => {
        const points = numbers.slice(0, args.length);
        return args.reduce((sum, _, index) => {
          const derivative = functions[fn].derivatives[index]?.(...points) ?? Number.NaN;
          return sum + weighed(numbers[args.length + index] ?? 0, derivative);
        }, 0);
      }),
    };
  },
  reduce: (reduction, axis, body) => {
    const value = arrayOps.reduce(reduction, axis, body.value);
    const slope = elementwise([body.value, body.slope], (_, dx = 0) => dx);
    if (reduction !== 'logSumExp') return { value, slope: arrayOps.reduce(reduction, axis, slope) };
    const share = elementwise([body.value, value, slope], (x = 0, total = 0, dx = 0) =>
      weighed(dx, Math.exp(x - total)),
    );
    return { value, slope: arrayOps.reduce('sum', axis, share) };
  },
};

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
