// The tensor reading of `Expr`, with gradients: what a formula says is what is trained.
// Shapes are told by axis names (`operand.ts`); gradients are our own (`differentiable.ts`).

import {
  add,
  div,
  exp,
  expandDims,
  log,
  max,
  mul,
  neg,
  pow,
  reshape,
  scalar,
  sub,
  sum,
  tile,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { Axis } from '../elbo/axes.ts';
import type { FunctionName, Reduction } from '../elbo/expr/expr.ts';
import type { Ops } from '../elbo/expr/ops.ts';
import { differentiable } from './differentiable.ts';
import { binary, unary } from './elementwiseOperation.ts';
import { applyToNumbers, applyToTensors } from './functions.ts';
import { constantOperand, type AxisTensor, type Operand } from './operand.ts';

const same = (dy: Tensor) => dy;

function addition(left: Operand, right: Operand): Operand {
  if (typeof left === 'number') {
    return typeof right === 'number' ? left + right : addition(right, left);
  }
  if (typeof right !== 'number') return binary(left, right, add, same, same);
  return right === 0 ? left : unary(left, (x) => add(x, scalar(right)), same);
}

function square(base: AxisTensor): AxisTensor {
  return unary(
    base,
    (x) => mul(x, x),
    (dy, x) => mul(dy, mul(x, scalar(2))),
  );
}

function multiplication(left: Operand, right: Operand): Operand {
  if (typeof left === 'number') {
    return typeof right === 'number' ? left * right : multiplication(right, left);
  }
  if (left === right) return square(left);
  if (typeof right !== 'number') {
    return binary(
      left,
      right,
      mul,
      (dy, _, b) => mul(dy, b),
      (dy, a) => mul(dy, a),
    );
  }
  if (right === 1) return left;
  if (right === -1) return unary(left, neg, neg);
  return unary(
    left,
    (x) => mul(x, scalar(right)),
    (dy) => mul(dy, scalar(right)),
  );
}

function division(numerator: Operand, denominator: Operand): Operand {
  if (typeof denominator === 'number') {
    return typeof numerator === 'number'
      ? numerator / denominator
      : multiplication(numerator, 1 / denominator);
  }
  const top = typeof numerator === 'number' ? constantOperand(scalar(numerator), []) : numerator;
  return binary(
    top,
    denominator,
    div,
    (dy, _, b) => div(dy, b),
    (dy, a, b) => neg(div(mul(dy, a), mul(b, b))),
  );
}

function power(base: Operand, exponent: Operand): Operand {
  if (typeof exponent !== 'number') {
    // base^exponent with a varying exponent, through its logarithm: defined for base > 0.
    return applyToTensors('exp', [multiplication(exponent, ops.apply('log', [base]))]);
  }
  if (typeof base === 'number') return base ** exponent;
  if (exponent === 2) return square(base);
  return unary(
    base,
    (x) => pow(x, scalar(exponent)),
    (dy, x) => mul(dy, mul(pow(x, scalar(exponent - 1)), scalar(exponent))),
  );
}

/** Repeats a reduced tensor along `index`, back to `size` entries. */
function spread(reduced: Tensor, index: number, size: number): Tensor {
  const expanded = expandDims(reduced, index);
  return tile(
    expanded,
    expanded.shape.map((_, dimension) => (dimension === index ? size : 1)),
  );
}

/** Shifted by the maximum, so that no exponential overflows. */
function logSumExp(x: Tensor, index: number): Tensor {
  const top = max(x, index, true);
  const total = sum(exp(sub(x, top)), index);
  return add(log(total), reshape(top, total.shape));
}

function reduction(kind: Reduction, axis: Axis, body: Operand): Operand {
  if (typeof body === 'number') throw new Error(`a number has no ${axis} axis to reduce`);
  const index = body.axes.indexOf(axis);
  if (index < 0) throw new Error(`nothing varies along ${axis}: its axes are ${body.axes.join()}`);
  const size = body.tensor.shape[index] ?? 1;
  const axes = body.axes.filter((other) => other !== axis);
  switch (kind) {
    case 'sum':
    case 'mean': {
      const weight = kind === 'mean' ? 1 / size : 1;
      const scaled = (x: Tensor) => (weight === 1 ? x : mul(x, scalar(weight)));
      const result = differentiable(
        [body],
        () => ({ value: scaled(sum(body.tensor, index)), saved: [] }),
        [(dy) => spread(scaled(dy), index, size)],
      );
      return { ...result, axes };
    }
    case 'logSumExp': {
      const result = differentiable(
        [body],
        () => {
          const value = logSumExp(body.tensor, index);
          return { value, saved: [body.tensor, value] };
        },
        [
          (dy, [x, value]) =>
            mul(expandDims(dy, index), exp(sub(x as Tensor, expandDims(value as Tensor, index)))),
        ],
      );
      return { ...result, axes };
    }
  }
}

const ops: Ops<Operand> = {
  number: (value) => value,
  add: addition,
  multiply: multiplication,
  divide: division,
  power,
  apply(fn: FunctionName, args: readonly Operand[]) {
    if (args.every((arg) => typeof arg === 'number')) return applyToNumbers(fn, args);
    return applyToTensors(fn, args);
  },
  reduce: reduction,
};

/** Reads an expression as a tensor with gradients. Operations run on tfjs' active backend. */
export const tensorOps: Ops<Operand> = ops;
