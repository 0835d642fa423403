// One way to state a differentiable operation: a value and the gradients of its differentiable inputs.
// Every operation of this layer is stated so, which makes the gradients ours on every backend, computes none
// for constants, and keeps tfjs' own table of gradients out of the worker.

import { clone, customGrad, type Tensor } from '@tensorflow/tfjs-core';

/** A tensor and whether any gradient must flow into it: data and noise are constant, networks are not. */
export interface Traced {
  readonly tensor: Tensor;
  readonly isConstant: boolean;
}

interface Forward {
  readonly value: Tensor;
  /** Tensors the gradients read, kept until then; inputs and the value may be among them. */
  readonly saved: readonly Tensor[];
}

/** The gradient with respect to one input, given that of the value and the saved tensors. */
type Gradient = (dy: Tensor, saved: readonly Tensor[]) => Tensor;

/**
 * Applies an operation. `gradients[i]` belongs to `inputs[i]` and is only called if that input is not
 * constant. The result is constant if all inputs are.
 */
export function differentiable(
  inputs: readonly Traced[],
  forward: () => Forward,
  gradients: readonly Gradient[],
): Traced {
  const active = inputs.flatMap((input, index) => (input.isConstant ? [] : [index]));
  if (active.length === 0) return { tensor: forward().value, isConstant: true };
  const operation = customGrad((...args) => {
    const save = args.at(-1) as (tensors: Tensor[]) => void;
    const { value, saved } = forward();
    save([...saved]);
    return {
      value,
      gradFunc: (dy: Tensor, kept: Tensor[]) =>
        active.map((index) => {
          const gradient = gradients[index];
          if (gradient === undefined) throw new Error(`input ${index} has no gradient`);
          const result = gradient(dy, kept);
          // tfjs disposes of a gradient once another is added to it, and two inputs must not share one.
          return result === dy ? clone(dy) : result;
        }),
    };
  });
  const tensors = active.flatMap((index) => inputs[index]?.tensor ?? []);
  return { tensor: operation(...tensors), isConstant: false };
}
