// The elementwise functions of `Expr` on tensors, each with its own gradient.

import {
  abs,
  add,
  cast,
  div,
  equal,
  exp,
  greater,
  log,
  maximum,
  mul,
  neg,
  scalar,
  sigmoid,
  sign,
  sqrt,
  sub,
  where,
  zerosLike,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { FunctionName } from '../elbo/expr/expr.ts';
import { numberOps } from '../elbo/expr/numberOps.ts';
import { nary } from './elementwiseOperation.ts';
import { applyPrimitive } from './kernels/elementwise.ts';
import type { Primitive } from './kernels/primitive.ts';
import * as bessel from './kernels/primitives/bessel.ts';
import * as beta from './kernels/primitives/betainc.ts';
import * as deviance from './kernels/primitives/deviance.ts';
import * as exponentials from './kernels/primitives/exponentials.ts';
import * as gamma from './kernels/primitives/gamma.ts';
import * as hyperbolic from './kernels/primitives/hyperbolic.ts';
import * as trigonometric from './kernels/primitives/trigonometric.ts';
import { constantOperand, type AxisTensor, type Operand } from './operand.ts';

interface TensorFunction {
  readonly value: (...args: readonly Tensor[]) => Tensor;
  /** One for each argument: the gradient by it, given that of the value and the arguments. */
  readonly gradients: readonly ((dy: Tensor, ...args: readonly Tensor[]) => Tensor)[];
}

const kernel =
  (primitive: Primitive) =>
  (...args: readonly Tensor[]): Tensor =>
    applyPrimitive(primitive, ...args);

/** A function that is one primitive and whose derivatives are one primitive each. */
const byPrimitives = (value: Primitive, ...derivatives: readonly Primitive[]): TensorFunction => ({
  value: kernel(value),
  gradients: derivatives.map(
    (derivative) =>
      (dy, ...args) =>
        mul(dy, applyPrimitive(derivative, ...args)),
  ),
});

/** 1 where a comparison holds, else 0: constant between its jumps. */
const isTrue = (compare: (x: Tensor, y: Tensor) => Tensor): TensorFunction => ({
  value: (x: Tensor, y: Tensor) => cast(compare(x, y), 'float32'),
  gradients: [zerosLike, zerosLike],
});

const log1p = kernel(exponentials.log1p);
const expm1MinusX = kernel(exponentials.expm1MinusX);
const tanh = kernel(exponentials.tanh);

/** 0 where x is 0, whatever the other factor is: the limit of x log y at x = 0. */
function unlessZero(x: Tensor, product: Tensor): Tensor {
  return where(equal(x, scalar(0)), scalar(0), product);
}

const oneMinus = (y: Tensor) => sub(scalar(1), y);
const squareOf = (x: Tensor) => mul(x, x);

/** Stands in for log 0: a factor of 0 that it meets later must give 0, not NaN. */
const smallestNormal = 1.2e-38;

const rows: Readonly<Record<FunctionName, TensorFunction>> = {
  exp: { value: exp, gradients: [(dy, x: Tensor) => mul(dy, exp(x))] },
  log: { value: log, gradients: [(dy, x: Tensor) => div(dy, x)] },
  log1p: { value: log1p, gradients: [(dy, x: Tensor) => div(dy, add(x, scalar(1)))] },
  sqrt: { value: sqrt, gradients: [(dy, x: Tensor) => div(dy, mul(sqrt(x), scalar(2)))] },
  abs: { value: abs, gradients: [(dy, x: Tensor) => mul(dy, sign(x))] },
  sin: byPrimitives(trigonometric.sin, trigonometric.cos),
  cos: {
    value: kernel(trigonometric.cos),
    gradients: [(dy, x: Tensor) => neg(mul(dy, applyPrimitive(trigonometric.sin, x)))],
  },
  tanh: { value: tanh, gradients: [(dy, x: Tensor) => mul(dy, oneMinus(squareOf(tanh(x))))] },
  sigmoid: {
    value: sigmoid,
    gradients: [(dy, x: Tensor) => mul(dy, mul(sigmoid(x), sigmoid(neg(x))))],
  },
  softplus: {
    value: kernel(exponentials.softplus),
    gradients: [(dy, x: Tensor) => mul(dy, sigmoid(x))],
  },
  // The derivative is e^x - 1, read as (e^x - 1 - x) + x: accurate where WebGL's own expm1 is not.
  expm1MinusX: {
    value: expm1MinusX,
    gradients: [(dy, x: Tensor) => mul(dy, add(expm1MinusX(x), x))],
  },
  log1mExp: {
    value: kernel(exponentials.log1mExp),
    gradients: [(dy, x: Tensor) => div(dy, add(expm1MinusX(x), x))],
  },
  xLogY: {
    value: (x: Tensor, y: Tensor) => unlessZero(x, mul(x, log(y))),
    gradients: [
      (dy, _, y: Tensor) => mul(dy, log(y)),
      (dy, x: Tensor, y: Tensor) => mul(dy, unlessZero(x, div(x, y))),
    ],
  },
  xLog1pMinusY: {
    value: (x: Tensor, y: Tensor) => unlessZero(x, mul(x, log1p(neg(y)))),
    gradients: [
      (dy, _, y: Tensor) => mul(dy, log1p(neg(y))),
      (dy, x: Tensor, y: Tensor) => neg(mul(dy, unlessZero(x, div(x, oneMinus(y))))),
    ],
  },
  klDiv: {
    value: kernel(deviance.klDiv),
    gradients: [
      (dy, x: Tensor, y: Tensor) => mul(dy, log(maximum(div(x, y), scalar(smallestNormal)))),
      (dy, x: Tensor, y: Tensor) => mul(dy, oneMinus(unlessZero(x, div(x, y)))),
    ],
  },
  devianceOfShift: {
    value: kernel(deviance.devianceOfShift),
    gradients: [
      (dy, d: Tensor, y: Tensor) => mul(dy, log1p(div(d, y))),
      (dy, d: Tensor, y: Tensor) => mul(dy, applyPrimitive(deviance.log1pMinusX, div(d, y))),
    ],
  },
  logGamma: byPrimitives(gamma.logGamma, gamma.digamma),
  digamma: byPrimitives(gamma.digamma, gamma.trigamma),
  logFactorialRemainder: byPrimitives(gamma.logFactorialRemainder, gamma.digammaRemainder),
  betainc: byPrimitives(beta.betainc, beta.betaincByA, beta.betaincByB, beta.betaincByX),
  logBesselI0: {
    value: (x: Tensor) => add(applyPrimitive(bessel.logBesselI0e, x), x),
    gradients: [(dy, x: Tensor) => mul(dy, applyPrimitive(bessel.besselRatio, x))],
  },
  logBesselI0e: {
    value: kernel(bessel.logBesselI0e),
    gradients: [(dy, x: Tensor) => neg(mul(dy, applyPrimitive(bessel.oneMinusBesselRatio, x)))],
  },
  besselRatio: byPrimitives(bessel.besselRatio, bessel.besselRatioSlope),
  xCothX: byPrimitives(hyperbolic.xCothX, hyperbolic.xCothXSlope),
  langevin: byPrimitives(hyperbolic.langevin, hyperbolic.langevinSlope),
  max: {
    value: maximum,
    gradients: [
      (dy, x: Tensor, y: Tensor) => mul(dy, cast(greater(x, y), 'float32')),
      (dy, x: Tensor, y: Tensor) => mul(dy, oneMinus(cast(greater(x, y), 'float32'))),
    ],
  },
  greater: isTrue(greater),
  equal: isTrue(equal),
};

function asTensor(operand: Operand): AxisTensor {
  return typeof operand === 'number' ? constantOperand(scalar(operand), []) : operand;
}

export function applyToNumbers(fn: FunctionName, args: readonly number[]): number {
  return numberOps.apply(fn, args);
}

export function applyToTensors(fn: FunctionName, args: readonly Operand[]): AxisTensor {
  const { value, gradients } = rows[fn];
  return nary(args.map(asTensor), value, gradients);
}
