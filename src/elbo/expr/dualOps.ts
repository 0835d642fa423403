// Reading an expression as arrays with their derivative along one direction (forward mode), built on the derivatives
// of `functions.ts`.

import { arrayOps, elementwise, scalar, type NamedArray } from './arrayOps.ts';
import { functions } from './functions.ts';
import type { Ops } from './ops.ts';

/** A value and how fast it changes. */
export interface Dual {
  readonly value: NamedArray;
  readonly slope: NamedArray;
}

/** Slopes of 0 stay 0, whatever they meet: a constant has no say in a gradient, even where its derivative is infinite. */
const weighed = (slope: number, factor: number): number => (slope === 0 ? 0 : slope * factor);

/** Constants need no rule: most of a formula is constants, and their slopes cost as much as any. */
const isStill = ({ slope }: Dual): boolean => slope.axes.length === 0 && slope.values[0] === 0;

const none = scalar(0);

export const dualOps: Ops<Dual> = {
  number: (value) => ({ value: scalar(value), slope: scalar(0) }),
  add: (a, b) => ({
    value: arrayOps.add(a.value, b.value),
    slope: arrayOps.add(a.slope, b.slope),
  }),
  multiply: (a, b) => ({
    value: arrayOps.multiply(a.value, b.value),
    slope:
      isStill(a) && isStill(b)
        ? none
        : isStill(b)
          ? elementwise([a.slope, b.value], weighed)
          : isStill(a)
            ? elementwise([b.slope, a.value], weighed)
            : elementwise(
                [a.value, a.slope, b.value, b.slope],
                (x = 0, dx = 0, y = 0, dy = 0) => weighed(dx, y) + weighed(dy, x),
              ),
  }),
  divide: (a, b) => ({
    value: arrayOps.divide(a.value, b.value),
    slope:
      isStill(a) && isStill(b)
        ? none
        : elementwise(
            [a.value, a.slope, b.value, b.slope],
            (x = 0, dx = 0, y = 0, dy = 0) => weighed(dx, 1 / y) - weighed(dy, x / y / y),
          ),
  }),
  power: (a, b) => ({
    value: arrayOps.power(a.value, b.value),
    slope: isStill(b)
      ? elementwise([a.value, a.slope, b.value], (x = 0, dx = 0, y = 0) =>
          weighed(dx, y * x ** (y - 1)),
        )
      : elementwise(
          [a.value, a.slope, b.value, b.slope],
          (x = 0, dx = 0, y = 0, dy = 0) =>
            weighed(dx, y * x ** (y - 1)) + weighed(dy, x ** y * Math.log(x)),
        ),
  }),
  apply: (fn, args) => {
    if (args.every(isStill))
      return {
        value: arrayOps.apply(
          fn,
          args.map(({ value }) => value),
        ),
        slope: none,
      };
    const values = args.map(({ value }) => value);
    const slopes = args.map(({ slope }) => slope);
    return {
      value: arrayOps.apply(fn, values),
      slope:
        args.length === 1
          ? elementwise([...values, ...slopes], (x = 0, dx = 0) =>
              weighed(dx, functions[fn].derivatives[0]?.(x) ?? Number.NaN),
            )
          : elementwise([...values, ...slopes], (...numbers) => {
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
