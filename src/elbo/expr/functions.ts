// The elementwise functions of `Expr`, one row each: how to compute it in float64, its partial derivatives
// (the reference for tensor gradients), where it is defined, and what it abbreviates when printed.

import { expm1MinusX } from '../special/expm1MinusX.ts';
import { sigmoid } from '../special/sigmoid.ts';
import { softplus } from '../special/softplus.ts';
import { xLog1pMinusY } from '../special/xLog1pMinusY.ts';
import { xLogY } from '../special/xLogY.ts';
import * as build from './build.ts';
import type { Expr, FunctionName } from './expr.ts';

/** `real`: everywhere. `unit`: [0, 1]. Outside its domain a function is NaN; at an edge it may be infinite. */
export type FunctionDomain = 'real' | 'positive' | 'nonNegative' | 'aboveMinusOne' | 'unit';

export interface ElementwiseFunction {
  /** One domain per argument. */
  readonly domains: readonly FunctionDomain[];
  readonly number: (...args: readonly number[]) => number;
  /** Partial derivative with respect to each argument. */
  readonly derivatives: readonly ((...args: readonly number[]) => number)[];
  /** What it stands for in simpler functions, for printing; `none` for those with a notation of their own. */
  readonly meaning: ((...args: readonly Expr[]) => Expr) | 'none';
}

type Unary = (x: number) => number;
type Binary = (x: number, y: number) => number;
const missing = build.num(Number.NaN);

const unary = (
  domain: FunctionDomain,
  number: Unary,
  derivative: Unary,
  meaning: ((x: Expr) => Expr) | 'none' = 'none',
): ElementwiseFunction => ({
  domains: [domain],
  number: (x = Number.NaN) => number(x),
  derivatives: [(x = Number.NaN) => derivative(x)],
  meaning: meaning === 'none' ? 'none' : (x = missing) => meaning(x),
});

const binary = (
  domains: readonly [FunctionDomain, FunctionDomain],
  number: Binary,
  derivatives: readonly [Binary, Binary],
  meaning: (x: Expr, y: Expr) => Expr,
): ElementwiseFunction => ({
  domains,
  number: (x = Number.NaN, y = Number.NaN) => number(x, y),
  derivatives: derivatives.map(
    (derivative) =>
      (x = Number.NaN, y = Number.NaN) =>
        derivative(x, y),
  ),
  meaning: (x = missing, y = missing) => meaning(x, y),
});

export const functions = {
  exp: unary('real', Math.exp, Math.exp),
  log: unary('positive', Math.log, (x) => 1 / x),
  log1p: unary(
    'aboveMinusOne',
    Math.log1p,
    (x) => 1 / (1 + x),
    (x) => build.log(build.plus(1, x)),
  ),
  sqrt: unary('nonNegative', Math.sqrt, (x) => 0.5 / Math.sqrt(x)),
  /** The derivative at 0 is taken as 0. */
  abs: unary('real', Math.abs, Math.sign),
  /** s(-x) = 1 - s(x): the product keeps its digits on both sides. */
  sigmoid: unary('real', sigmoid, (x) => sigmoid(x) * sigmoid(-x)),
  softplus: unary('real', softplus, sigmoid, (x) => build.log(build.plus(1, build.exp(x)))),
  /** The derivative, expm1(x), equals expm1MinusX(x) + x: the form for engines without an exact expm1. */
  expm1MinusX: unary('real', expm1MinusX, Math.expm1, (x) =>
    build.plus(build.exp(x), -1, build.negative(x)),
  ),
  /** The derivative in x at y = 0 is -infinity, as the limit is. */
  xLogY: binary(
    ['real', 'nonNegative'],
    xLogY,
    [(_, y) => Math.log(y), (x, y) => (x === 0 ? 0 : x / y)],
    (x, y) => build.times(x, build.log(y)),
  ),
  xLog1pMinusY: binary(
    ['real', 'unit'],
    xLog1pMinusY,
    [(_, y) => Math.log1p(-y), (x, y) => (x === 0 ? 0 : -x / (1 - y))],
    (x, y) => build.times(x, build.log(build.minus(1, y))),
  ),
} satisfies Record<FunctionName, ElementwiseFunction>;
