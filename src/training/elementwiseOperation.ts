// Differentiable elementwise operations of one or two operands, broadcast by axis name.

import type { Tensor } from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.ts';
import { alignedTo, summedOverMissing, unionOfAxes, type AxisTensor } from './operand.ts';

type Binary = (left: Tensor, right: Tensor) => Tensor;

/** An elementwise operation of two operands; gradients get dy and both operands, aligned. */
export function binary(
  left: AxisTensor,
  right: AxisTensor,
  value: Binary,
  leftGradient: (dy: Tensor, left: Tensor, right: Tensor) => Tensor,
  rightGradient: (dy: Tensor, left: Tensor, right: Tensor) => Tensor,
): AxisTensor {
  const axes = unionOfAxes(left, right);
  const a = alignedTo(left, axes);
  const b = alignedTo(right, axes);
  const result = differentiable([left, right], () => ({ value: value(a, b), saved: [a, b] }), [
    (dy, [x, y]) => summedOverMissing(leftGradient(dy, x as Tensor, y as Tensor), axes, left),
    (dy, [x, y]) => summedOverMissing(rightGradient(dy, x as Tensor, y as Tensor), axes, right),
  ]);
  return { ...result, axes };
}

/** An elementwise operation of one operand and numbers. */
export function unary(
  x: AxisTensor,
  value: (x: Tensor) => Tensor,
  gradient: (dy: Tensor, x: Tensor) => Tensor,
): AxisTensor {
  const result = differentiable([x], () => ({ value: value(x.tensor), saved: [x.tensor] }), [
    (dy, [kept]) => gradient(dy, kept as Tensor),
  ]);
  return { ...result, axes: x.axes };
}
