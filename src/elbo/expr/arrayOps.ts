// Reading an expression as float64 arrays with named axes. Values meet by axis name, never by position, so
// "summed over data, averaged over the batch" cannot silently become something else.

import { axisOrder, type Axis } from '../axes.ts';
import { logSumExp } from '../special/logSumExp.ts';
import type { Reduction } from './expr.ts';
import { functions } from './functions.ts';
import { advance } from '../strides.ts';
import type { Ops } from './ops.ts';

/** Row-major values; `axes` run outer to inner in `axisOrder`. A scalar has no axes and one value. */
export interface NamedArray {
  readonly axes: readonly Axis[];
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

export const scalar = (value: number): NamedArray => ({
  axes: [],
  shape: [],
  values: Float64Array.of(value),
});

/** An array along `axes`, which must be in `axisOrder`, of these sizes. */
export function namedArray(
  axes: readonly Axis[],
  shape: readonly number[],
  values: ArrayLike<number>,
): NamedArray {
  const ordered = axisOrder.filter((axis) => axes.includes(axis));
  if (ordered.join() !== axes.join()) {
    throw new Error(`axes ${axes.join(', ')} must be ordered ${ordered.join(', ')}`);
  }
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.length !== axes.length || count !== values.length) {
    throw new Error(
      `shape [${shape.join(', ')}] along [${axes.join(', ')}] does not hold ${values.length} values`,
    );
  }
  return { axes, shape, values: Float64Array.from(values) };
}

/** How far apart neighbours along `axis` are stored; 0 where the array does not vary, which broadcasts it. */
function stride(array: NamedArray, axis: Axis): number {
  const place = array.axes.indexOf(axis);
  return place < 0 ? 0 : array.shape.slice(place + 1).reduce((product, size) => product * size, 1);
}

const sizeOf = (array: NamedArray, axis: Axis): number | undefined =>
  array.shape[array.axes.indexOf(axis)];

function commonSize(axis: Axis, arrays: readonly NamedArray[]): number | undefined {
  const sizes = new Set(
    arrays.map((array) => sizeOf(array, axis)).filter((size) => size !== undefined),
  );
  if (sizes.size > 1) {
    throw new Error(`the ${axis} axis has sizes ${[...sizes].join(' and ')} in one formula`);
  }
  return [...sizes][0];
}

/** Applies `combine` elementwise, values paired by axis name; the result varies along every axis that any argument varies along. */
export function elementwise(
  arrays: readonly NamedArray[],
  combine: (...values: readonly number[]) => number,
): NamedArray {
  if (arrays.every(({ axes }) => axes.length === 0)) {
    return scalar(combine(...arrays.map(({ values }) => values[0] ?? Number.NaN)));
  }
  const first = arrays.find(({ axes }) => axes.length > 0);
  if (first && arrays.every((array) => array.axes.length === 0 || isAlike(array, first))) {
    return alike(arrays, first, combine);
  }
  const sizes = axisOrder.flatMap((axis) => {
    const size = commonSize(axis, arrays);
    return size === undefined ? [] : [{ axis, size }];
  });
  const axes = sizes.map(({ axis }) => axis);
  const shape = sizes.map(({ size }) => size);
  const strides = arrays.map((array) => axes.map((axis) => stride(array, axis)));
  const values = new Float64Array(shape.reduce((product, size) => product * size, 1));
  const parts = arrays.map(() => 0);
  const offsets = arrays.map(() => 0);
  const place = shape.map(() => 0);
  for (let flat = 0; flat < values.length; flat++) {
    for (let which = 0; which < arrays.length; which++) {
      parts[which] = arrays[which]?.values[offsets[which] ?? 0] ?? Number.NaN;
    }
    values[flat] = combine(...parts);
    advance(place, shape, offsets, strides);
  }
  return { axes, shape, values };
}

const isAlike = (a: NamedArray, b: NamedArray): boolean =>
  a.axes.length === b.axes.length &&
  a.axes.every((axis, at) => axis === b.axes[at] && a.shape[at] === b.shape[at]);

/** The same for arrays of one shape and scalars, which need no offsets. */
function alike(
  arrays: readonly NamedArray[],
  { axes, shape, values: { length } }: NamedArray,
  combine: (...values: readonly number[]) => number,
): NamedArray {
  const values = new Float64Array(length);
  const [a, b, c, d] = arrays;
  if (a && arrays.length === 1) {
    for (let at = 0; at < length; at++) values[at] = combine(a.values[at] as number);
  } else if (a && b && arrays.length === 2) {
    const [left, right] = [a.axes.length > 0 ? 1 : 0, b.axes.length > 0 ? 1 : 0];
    for (let at = 0; at < length; at++) {
      values[at] = combine(a.values[at * left] as number, b.values[at * right] as number);
    }
  } else if (a && b && c && d && arrays.length === 4) {
    const [i = 0, j = 0, k = 0, l = 0] = arrays.map((one) => (one.axes.length > 0 ? 1 : 0));
    for (let at = 0; at < length; at++) {
      values[at] = combine(
        a.values[at * i] as number,
        b.values[at * j] as number,
        c.values[at * k] as number,
        d.values[at * l] as number,
      );
    }
  } else {
    for (let at = 0; at < length; at++) {
      values[at] = combine(...arrays.map((one) => one.values[one.axes.length > 0 ? at : 0] ?? NaN));
    }
  }
  return { axes, shape, values };
}

const reducers: Readonly<Record<Reduction, (values: Float64Array) => number>> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  logSumExp,
};

function reduceAxis(reduction: Reduction, axis: Axis, body: NamedArray): NamedArray {
  const place = body.axes.indexOf(axis);
  if (place < 0) {
    throw new Error(
      `cannot take the ${reduction} over the ${axis} axis: the value does not vary along it`,
    );
  }
  const size = body.shape[place] ?? 0;
  const inner = stride(body, axis);
  const outer = body.values.length / (size * inner || 1);
  const values = Float64Array.from({ length: outer * inner }, (_, index) => {
    const start = Math.floor(index / inner) * size * inner + (index % inner);
    const run = Float64Array.from(
      { length: size },
      (_, at) => body.values[start + at * inner] ?? 0,
    );
    return reducers[reduction](run);
  });
  const keep = <V>(list: readonly V[]): readonly V[] => list.filter((_, index) => index !== place);
  return { axes: keep(body.axes), shape: keep(body.shape), values };
}

/** Fills `out` from two arrays that are as long, or whose one value is meant everywhere: their strides are 1 or 0. */
type Loop = (
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  strideA: number,
  strideB: number,
) => void;

/** Two arrays of one shape, or one and a scalar, by a loop of their own: one that is handed its operation is three times as slow. */
const paired =
  (loop: Loop, combine: (a: number, b: number) => number) =>
  (left: NamedArray, right: NamedArray): NamedArray => {
    const shaped = left.axes.length > 0 ? left : right;
    const isPlain = [left, right].every((one) => one.axes.length === 0 || isAlike(one, shaped));
    if (!isPlain || shaped.axes.length === 0)
      return elementwise([left, right], (a = 0, b = 0) => combine(a, b));
    const values = new Float64Array(shaped.values.length);
    const strideOf = ({ axes }: NamedArray): number => (axes.length > 0 ? 1 : 0);
    loop(values, left.values, right.values, strideOf(left), strideOf(right));
    return { axes: shaped.axes, shape: shaped.shape, values };
  };

const add: Loop = (out, a, b, i, j) => {
  for (let at = 0; at < out.length; at++) out[at] = (a[at * i] as number) + (b[at * j] as number);
};
const multiply: Loop = (out, a, b, i, j) => {
  for (let at = 0; at < out.length; at++) out[at] = (a[at * i] as number) * (b[at * j] as number);
};
const divide: Loop = (out, a, b, i, j) => {
  for (let at = 0; at < out.length; at++) out[at] = (a[at * i] as number) / (b[at * j] as number);
};

export const arrayOps: Ops<NamedArray> = {
  number: scalar,
  add: paired(add, (a, b) => a + b),
  multiply: paired(multiply, (a, b) => a * b),
  divide: paired(divide, (a, b) => a / b),
  power: (left, right) => elementwise([left, right], (a = 0, b = 0) => a ** b),
  apply: (fn, args) => elementwise(args, functions[fn].number),
  reduce: reduceAxis,
};
