// Differentiable elementwise operations of one or more operands, broadcast by axis name.

import type { Tensor } from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.ts';
import { alignedTo, summedOverMissing, unionOfAxes, type AxisTensor } from './operand.ts';

type Nary = (...operands: readonly Tensor[]) => Tensor;

/** An elementwise operation; each gradient gets dy and all operands, aligned. */
export function nary(
  operands: readonly AxisTensor[],
  value: Nary,
  gradients: readonly ((dy: Tensor, ...operands: readonly Tensor[]) => Tensor)[],
): AxisTensor {
  const axes = unionOfAxes(operands);
  const aligned = operands.map((operand) => alignedTo(operand, axes));
  const result = differentiable(
    operands,
    () => ({ value: value(...aligned), saved: aligned }),
    operands.map((operand, index) => (dy, kept) => {
      const gradient = gradients[index];
      if (gradient === undefined) throw new Error(`operand ${index} has no gradient`);
      return summedOverMissing(gradient(dy, ...kept), axes, operand);
    }),
  );
  return { ...result, axes };
}

/** An elementwise operation of two operands; gradients get dy and both operands, aligned. */
export function binary(
  left: AxisTensor,
  right: AxisTensor,
  value: (left: Tensor, right: Tensor) => Tensor,
  leftGradient: (dy: Tensor, left: Tensor, right: Tensor) => Tensor,
  rightGradient: (dy: Tensor, left: Tensor, right: Tensor) => Tensor,
): AxisTensor {
  return nary([left, right], value, [leftGradient, rightGradient]);
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
