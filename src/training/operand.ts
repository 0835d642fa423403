// What tensor formulas compute on: a plain number, or a tensor that knows which axes of the ELBO it has.
// Broadcasting goes by axis name, never by position, so [D] and [d] cannot be confused.

import { reshape, sum, type Tensor } from '@tensorflow/tfjs-core';
import { axisOrder, type Axis } from '../elbo/axes.ts';
import type { Traced } from './differentiable.ts';

/** A tensor whose dimensions are `axes`, outer to inner as in `axisOrder`. */
export interface AxisTensor extends Traced {
  readonly axes: readonly Axis[];
}

export type Operand = number | AxisTensor;

export function constantOperand(tensor: Tensor, axes: readonly Axis[]): AxisTensor {
  return { tensor, axes, isConstant: true };
}

export function variableOperand(tensor: Tensor, axes: readonly Axis[]): AxisTensor {
  return { tensor, axes, isConstant: false };
}

/** Every axis that any of the operands has, outer to inner. */
export function unionOfAxes(operands: readonly AxisTensor[]): readonly Axis[] {
  return axisOrder.filter((axis) => operands.some(({ axes }) => axes.includes(axis)));
}

/** The tensor with a dimension of size 1 for each of `axes` it lacks. */
export function alignedTo(operand: AxisTensor, axes: readonly Axis[]): Tensor {
  if (operand.axes.length === axes.length) return operand.tensor;
  const shape = axes.map((axis) => operand.tensor.shape[operand.axes.indexOf(axis)] ?? 1);
  return reshape(operand.tensor, shape);
}

/** Undoes broadcasting in a gradient: sums over the axes the operand does not have. */
export function summedOverMissing(
  gradient: Tensor,
  axes: readonly Axis[],
  operand: AxisTensor,
): Tensor {
  const missing = axes.flatMap((axis, index) => (operand.axes.includes(axis) ? [] : [index]));
  return missing.length === 0 ? gradient : sum(gradient, missing);
}
