// How far a count is from its rate, without the cancellation between the two.

import {
  devianceOfShift as devianceOfShiftOf,
  klDiv as klDivOf,
  log1pMinusX as log1pMinusXOf,
} from '../../../elbo/special/deviance.ts';
import { maximum, plus, polynomial, square, type Arithmetic } from '../arithmetic.ts';
import type { Primitive } from '../primitive.ts';
import { log1pSteps } from './exponentials.ts';

/** Below this |u| log(1 + u) and u cancel by more than a digit. */
const seriesBelow = 0.4;

/** 2/3, 2/5, ...: with |s| <= 1/4 the first term left out is 1e-9 of the sum. */
const artanhTail = [3, 5, 7, 9, 11, 13].map((odd) => 2 / odd);

/** log(1 + u) - u near 0. */
function logTail<T>(on: Arithmetic<T>, u: T): T {
  const s = on.divide(u, plus(on, u, 2));
  const t = square(on, s);
  return on.multiply(s, on.subtract(on.multiply(t, polynomial(on, artanhTail, t)), u));
}

/** x log(1 + u) - d where x = y + d and u = d/y is small. */
const nearby = <T>(on: Arithmetic<T>, x: T, d: T, u: T): T =>
  on.add(on.multiply(x, logTail(on, u)), on.multiply(d, u));

/** log(1 + u) - u for u > -1. */
export const log1pMinusX: Primitive = {
  name: 'log1pMinusX',
  arity: 1,
  compute: log1pMinusXOf,
  steps: <T>(on: Arithmetic<T>, u: T) => {
    const plain = on.subtract(log1pSteps(on, u), u);
    return on.whereLess(on.abs(u), on.constant(seriesBelow), logTail(on, u), plain);
  },
};

/** x log(x/y) - x + y for x >= 0, y > 0. */
export function klDivSteps<T>(on: Arithmetic<T>, x: T, y: T): T {
  const d = on.subtract(x, y);
  const u = on.divide(d, y);
  // 0 log 0: the logarithm of the smallest normal float stands in for that of 0.
  const ratio = maximum(on, on.divide(x, y), on.constant(1.2e-38));
  const plain = on.subtract(on.multiply(x, on.log(ratio)), d);
  return on.whereLess(on.abs(u), on.constant(seriesBelow), nearby(on, x, d, u), plain);
}

export const klDiv: Primitive = { name: 'klDiv', arity: 2, compute: klDivOf, steps: klDivSteps };

/** (y + d) log(1 + d/y) - d. */
export const devianceOfShift: Primitive = {
  name: 'devianceOfShift',
  arity: 2,
  compute: devianceOfShiftOf,
  steps: <T>(on: Arithmetic<T>, d: T, y: T) => {
    const u = on.divide(d, y);
    const x = on.add(y, d);
    const plain = on.subtract(on.multiply(x, log1pSteps(on, u)), d);
    return on.whereLess(on.abs(u), on.constant(seriesBelow), nearby(on, x, d, u), plain);
  },
};
