// Logarithms and exponentials near the places where their plain forms cancel. WebGL's own log1p is log(1 + x), its
// expm1 exp(x) - 1 and its tanh a quotient of two such: all lose every digit near zero.

import { expm1MinusX as expm1MinusXOf } from '../../../elbo/special/expm1MinusX.ts';
import { log1mExp as log1mExpOf } from '../../../elbo/special/log1mExp.ts';
import { softplus as softplusOf } from '../../../elbo/special/softplus.ts';
import { maximum, plus, polynomial, scale, square, type Arithmetic } from '../arithmetic.ts';
import type { Primitive } from '../primitive.ts';

/** log(1 + x) = 2 artanh(s), s = x / (2 + x): the coefficients of the series in s^2, good for |s| <= 1/3. */
const artanhSeries = [1, 3, 5, 7, 9, 11, 13, 15].map((odd) => 2 / odd);

/** (e^x - 1 - x) / x^2 = 1/2! + x/3! + x^2/4! + ...: ten terms leave 4e-12 at |x| = 0.5. */
const expTailSeries = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => 1 / factorial(n));

/** Below this size the plain forms cancel by more than a digit of float32, and the series are used. */
const seriesBelow = 0.5;

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

function log1pSeries<T>(on: Arithmetic<T>, x: T): T {
  const s = on.divide(x, plus(on, x, 2));
  return on.multiply(s, polynomial(on, artanhSeries, square(on, s)));
}

export function log1pSteps<T>(on: Arithmetic<T>, x: T): T {
  const plain = on.log(plus(on, x, 1));
  return on.whereLess(on.abs(x), on.constant(seriesBelow), log1pSeries(on, x), plain);
}

function expm1MinusXSteps<T>(on: Arithmetic<T>, x: T): T {
  const series = on.multiply(square(on, x), polynomial(on, expTailSeries, x));
  const plain = on.subtract(plus(on, on.exp(x), -1), x);
  return on.whereLess(on.abs(x), on.constant(seriesBelow), series, plain);
}

/** e^x - 1. */
export function expm1Steps<T>(on: Arithmetic<T>, x: T): T {
  const series = on.add(x, on.multiply(square(on, x), polynomial(on, expTailSeries, x)));
  return on.whereLess(on.abs(x), on.constant(seriesBelow), series, plus(on, on.exp(x), -1));
}

/** log(1 + x) on (-1, inf); -infinity at -1, NaN below. */
export const log1p: Primitive = { name: 'log1p', arity: 1, compute: Math.log1p, steps: log1pSteps };

/** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|): finite for every finite x. */
export const softplus: Primitive = {
  name: 'softplus',
  arity: 1,
  compute: softplusOf,
  steps: <T>(on: Arithmetic<T>, x: T) => {
    const falling = on.exp(scale(on, -1, on.abs(x)));
    return on.add(maximum(on, x, on.constant(0)), log1pSeries(on, falling));
  },
};

/** e^x - 1 - x >= 0, without the cancellation that makes a nearly collapsed KL read 0. */
export const expm1MinusX: Primitive = {
  name: 'expm1MinusX',
  arity: 1,
  compute: expm1MinusXOf,
  steps: expm1MinusXSteps,
};

/** log(1 - e^-x) for x > 0. */
export const log1mExp: Primitive = {
  name: 'log1mExp',
  arity: 1,
  compute: log1mExpOf,
  steps: <T>(on: Arithmetic<T>, x: T) => {
    const near = on.log(scale(on, -1, expm1Steps(on, scale(on, -1, x))));
    const far = log1pSteps(on, scale(on, -1, on.exp(scale(on, -1, x))));
    return on.whereLess(x, on.constant(Math.LN2), near, far);
  },
};

/** tanh |x| = -e / (2 + e) with e = exp(-2|x|) - 1, which never overflows. */
export const tanh: Primitive = {
  name: 'tanh',
  arity: 1,
  compute: Math.tanh,
  steps: <T>(on: Arithmetic<T>, x: T) => {
    const e = expm1Steps(on, scale(on, -2, on.abs(x)));
    const size = on.divide(e, plus(on, e, 2));
    return on.whereLess(x, on.constant(0), size, scale(on, -1, size));
  },
};
