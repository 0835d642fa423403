// The elementwise functions of `Expr` on tensors, each with its own gradient.

import {
  abs,
  add,
  div,
  equal,
  exp,
  log,
  mul,
  neg,
  scalar,
  sigmoid,
  sign,
  sqrt,
  sub,
  where,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { FunctionName } from '../elbo/expr/expr.ts';
import { numberOps } from '../elbo/expr/numberOps.ts';
import { binary, unary } from './elementwiseOperation.ts';
import { applyPrimitive } from './kernels/elementwise.ts';
import * as primitive from './kernels/primitive.ts';
import { constantOperand, type AxisTensor, type Operand } from './operand.ts';

type Unary = (x: AxisTensor) => AxisTensor;
type Binary = (x: AxisTensor, y: AxisTensor) => AxisTensor;

const log1p = (x: Tensor) => applyPrimitive(primitive.log1p, x);
const expm1MinusX = (x: Tensor) => applyPrimitive(primitive.expm1MinusX, x);

const unaries = {
  exp: (x) => unary(x, exp, (dy, x) => mul(dy, exp(x))),
  log: (x) => unary(x, log, div),
  log1p: (x) => unary(x, log1p, (dy, x) => div(dy, add(x, scalar(1)))),
  sqrt: (x) => unary(x, sqrt, (dy, x) => div(dy, mul(sqrt(x), scalar(2)))),
  abs: (x) => unary(x, abs, (dy, x) => mul(dy, sign(x))),
  sigmoid: (x) => unary(x, sigmoid, (dy, x) => mul(dy, mul(sigmoid(x), sigmoid(neg(x))))),
  softplus: (x) =>
    unary(
      x,
      (x) => applyPrimitive(primitive.softplus, x),
      (dy, x) => mul(dy, sigmoid(x)),
    ),
  // The derivative is e^x - 1, read as (e^x - 1 - x) + x: accurate where WebGL's own expm1 is not.
  expm1MinusX: (x) => unary(x, expm1MinusX, (dy, x) => mul(dy, add(expm1MinusX(x), x))),
} satisfies Partial<Record<FunctionName, Unary>>;

/** 0 where x is 0, whatever the other factor is: the limit of x log y at x = 0. */
function unlessZero(x: Tensor, product: Tensor): Tensor {
  return where(equal(x, scalar(0)), scalar(0), product);
}

const oneMinus = (y: Tensor) => sub(scalar(1), y);

const binaries = {
  xLogY: (x, y) =>
    binary(
      x,
      y,
      (x, y) => unlessZero(x, mul(x, log(y))),
      (dy, _, y) => mul(dy, log(y)),
      (dy, x, y) => mul(dy, unlessZero(x, div(x, y))),
    ),
  xLog1pMinusY: (x, y) =>
    binary(
      x,
      y,
      (x, y) => unlessZero(x, mul(x, log1p(neg(y)))),
      (dy, _, y) => mul(dy, log1p(neg(y))),
      (dy, x, y) => neg(mul(dy, unlessZero(x, div(x, oneMinus(y))))),
    ),
} satisfies Partial<Record<FunctionName, Binary>>;

function asTensor(operand: Operand): AxisTensor {
  return typeof operand === 'number' ? constantOperand(scalar(operand), []) : operand;
}

export function applyToNumbers(fn: FunctionName, args: readonly number[]): number {
  return numberOps.apply(fn, args);
}

export function applyToTensors(fn: FunctionName, args: readonly Operand[]): AxisTensor {
  const [x, y] = args.map(asTensor);
  if (x === undefined) throw new Error(`${fn} needs an argument`);
  switch (fn) {
    case 'xLogY':
    case 'xLog1pMinusY': {
      if (y === undefined) throw new Error(`${fn} needs two arguments`);
      return binaries[fn](x, y);
    }
    case 'exp':
    case 'log':
    case 'log1p':
    case 'sqrt':
    case 'abs':
    case 'sigmoid':
    case 'softplus':
    case 'expm1MinusX':
      return unaries[fn](x);
  }
}
