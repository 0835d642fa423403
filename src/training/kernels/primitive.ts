// The primitives that tfjs computes too coarsely for a loss in nats, stated once for all engines: a float64
// formula for cpu and wasm, a fragment of GLSL for WebGL, and a composition of tfjs ops for the rest.
// WebGL's own log1p is log(1 + x) and its expm1 exp(x) - 1: both lose every digit near zero.

import {
  abs,
  add,
  div,
  exp,
  less,
  log,
  maximum,
  mul,
  scalar,
  sub,
  where,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { expm1MinusX as expm1MinusXOf } from '../../elbo/special/expm1MinusX.ts';
import { softplus as softplusOf } from '../../elbo/special/softplus.ts';

export interface Primitive {
  readonly name: string;
  readonly compute: (x: number) => number;
  /** Body of `float f(float x)`; a NaN has already been returned as it is. */
  readonly glsl: string;
  readonly compose: (x: Tensor) => Tensor;
}

/** log(1 + x) = 2 artanh(s), s = x / (2 + x): the coefficients of the series in s^2, good for |s| <= 1/3. */
const artanhSeries = [1, 3, 5, 7, 9, 11, 13, 15].map((odd) => 2 / odd);

/** (e^x - 1 - x) / x^2 = 1/2! + x/3! + x^2/4! + ...: ten terms leave 4e-12 at |x| = 0.5. */
const expTailSeries = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => 1 / factorial(n));

/** Below this size e^x - 1 - x cancels by more than a digit of float32, and the series is used. */
const seriesBelow = 0.5;

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

function hornerGlsl(coefficients: readonly number[], x: string): string {
  return coefficients
    .map((coefficient) => coefficient.toExponential(17))
    .reduceRight(
      (sum, coefficient) => (sum === '' ? coefficient : `(${coefficient} + ${x} * ${sum})`),
      '',
    );
}

function hornerTensor(coefficients: readonly number[], x: Tensor): Tensor {
  const last = mul(x, scalar(0));
  return coefficients.reduceRight<Tensor>((sum, c) => add(mul(sum, x), scalar(c)), last);
}

function log1pSeriesTensor(x: Tensor): Tensor {
  const s = div(x, add(x, scalar(2)));
  return mul(s, hornerTensor(artanhSeries, mul(s, s)));
}

/** log(1 + x) on (-1, inf); -infinity at -1, NaN below. */
export const log1p: Primitive = {
  name: 'log1p',
  compute: Math.log1p,
  glsl: `
    if (abs(x) >= 0.5) return log(1.0 + x);
    float s = x / (2.0 + x);
    float q = s * s;
    return s * ${hornerGlsl(artanhSeries, 'q')};`,
  compose: (x) =>
    where(less(abs(x), scalar(seriesBelow)), log1pSeriesTensor(x), log(add(x, scalar(1)))),
};

/** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|): finite for every finite x. */
export const softplus: Primitive = {
  name: 'softplus',
  compute: softplusOf,
  glsl: `
    float t = exp(-abs(x));
    float s = t / (2.0 + t);
    float q = s * s;
    return max(x, 0.0) + s * ${hornerGlsl(artanhSeries, 'q')};`,
  compose: (x) => add(maximum(x, scalar(0)), log1pSeriesTensor(exp(sub(scalar(0), abs(x))))),
};

/** e^x - 1 - x >= 0, without the cancellation that makes a nearly collapsed KL read 0. */
export const expm1MinusX: Primitive = {
  name: 'expm1MinusX',
  compute: expm1MinusXOf,
  glsl: `
    if (abs(x) >= 0.5) return exp(x) - 1.0 - x;
    return x * x * ${hornerGlsl(expTailSeries, 'x')};`,
  compose: (x) =>
    where(
      less(abs(x), scalar(seriesBelow)),
      mul(mul(x, x), hornerTensor(expTailSeries, x)),
      sub(sub(exp(x), scalar(1)), x),
    ),
};

export const primitives = [log1p, softplus, expm1MinusX] as const;
