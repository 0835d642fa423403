// The elementwise functions of `Expr`, one row each: how to compute it in float64, its partial derivatives
// (the reference for tensor gradients), where it is defined, and what it abbreviates when printed.

import * as bessel from '../special/bessel.ts';
import * as beta from '../special/betainc.ts';
import { digamma, digammaRemainder, trigamma } from '../special/digamma.ts';
import { expm1MinusX } from '../special/expm1MinusX.ts';
import { devianceOfShift, klDiv, log1pMinusX } from '../special/deviance.ts';
import * as hyperbolic from '../special/hyperbolic.ts';
import { log1mExp } from '../special/log1mExp.ts';
import { logFactorialRemainder, logGamma } from '../special/logGamma.ts';
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
type Ternary = (a: number, b: number, x: number) => number;
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
  meaning: ((x: Expr, y: Expr) => Expr) | 'none' = 'none',
): ElementwiseFunction => ({
  domains,
  number: (x = Number.NaN, y = Number.NaN) => number(x, y),
  derivatives: derivatives.map(
    (derivative) =>
      (x = Number.NaN, y = Number.NaN) =>
        derivative(x, y),
  ),
  meaning: meaning === 'none' ? 'none' : (x = missing, y = missing) => meaning(x, y),
});

const ternary = (
  domains: readonly [FunctionDomain, FunctionDomain, FunctionDomain],
  number: Ternary,
  derivatives: readonly [Ternary, Ternary, Ternary],
): ElementwiseFunction => ({
  domains,
  number: (a = Number.NaN, b = Number.NaN, x = Number.NaN) => number(a, b, x),
  derivatives: derivatives.map(
    (derivative) =>
      (a = Number.NaN, b = Number.NaN, x = Number.NaN) =>
        derivative(a, b, x),
  ),
  meaning: 'none',
});

/** x log(x/y) */
const xLogRatio = (x: Expr, y: Expr): Expr => build.times(x, build.log(build.over(x, y)));

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
  sin: unary('real', Math.sin, Math.cos),
  cos: unary('real', Math.cos, (x) => -Math.sin(x)),
  tanh: unary('real', Math.tanh, (x) => 1 / Math.cosh(x) ** 2),
  /** s(-x) = 1 - s(x): the product keeps its digits on both sides. */
  sigmoid: unary('real', sigmoid, (x) => sigmoid(x) * sigmoid(-x)),
  softplus: unary('real', softplus, sigmoid, (x) => build.log(build.plus(1, build.exp(x)))),
  /** The derivative, expm1(x), equals expm1MinusX(x) + x: the form for engines without an exact expm1. */
  expm1MinusX: unary('real', expm1MinusX, Math.expm1, (x) =>
    build.plus(build.exp(x), -1, build.negative(x)),
  ),
  log1mExp: unary(
    'positive',
    log1mExp,
    (x) => 1 / Math.expm1(x),
    (x) => build.log(build.minus(1, build.exp(build.negative(x)))),
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
  klDiv: binary(
    ['nonNegative', 'positive'],
    klDiv,
    [(x, y) => Math.log(x / y), (x, y) => (y - x) / y],
    (x, y) => build.plus(xLogRatio(x, y), build.negative(x), y),
  ),
  /** d must be at least -y. */
  devianceOfShift: binary(
    ['real', 'positive'],
    devianceOfShift,
    [(d, y) => Math.log1p(d / y), (d, y) => log1pMinusX(d / y)],
    (d, y) => build.minus(xLogRatio(build.plus(y, d), y), d),
  ),
  logGamma: unary('positive', logGamma, digamma),
  digamma: unary('positive', digamma, trigamma),
  logFactorialRemainder: unary('nonNegative', logFactorialRemainder, digammaRemainder, (x) =>
    build.plus(build.logGamma(build.plus(x, 1)), build.times(-1, x, build.log(x)), x),
  ),
  /** The regularised incomplete beta function of a, b and x. */
  betainc: ternary(['positive', 'positive', 'unit'], beta.betainc, [
    beta.betaincByA,
    beta.betaincByB,
    beta.betaincByX,
  ]),
  logBesselI0: unary('nonNegative', bessel.logBesselI0, bessel.besselRatio),
  logBesselI0e: unary(
    'nonNegative',
    bessel.logBesselI0e,
    (x) => -bessel.oneMinusBesselRatio(x),
    (x) => build.minus(build.logBesselI0(x), x),
  ),
  besselRatio: unary('nonNegative', bessel.besselRatio, bessel.besselRatioSlope),
  xCothX: unary('real', hyperbolic.xCothX, hyperbolic.xCothXSlope, (x) =>
    build.over(x, build.tanh(x)),
  ),
  langevin: unary('real', hyperbolic.langevin, hyperbolic.langevinSlope, (x) =>
    build.minus(build.over(1, build.tanh(x)), build.over(1, x)),
  ),
  /** At equality the second argument has the derivative. */
  max: binary(['real', 'real'], Math.max, [(x, y) => (x > y ? 1 : 0), (x, y) => (x > y ? 0 : 1)]),
  greater: binary(['real', 'real'], (x, y) => (x > y ? 1 : 0), [() => 0, () => 0]),
  equal: binary(['real', 'real'], (x, y) => (x === y ? 1 : 0), [() => 0, () => 0]),
} satisfies Record<FunctionName, ElementwiseFunction>;
