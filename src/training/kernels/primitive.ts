// The primitives that tfjs lacks or computes too coarsely for a loss in nats: a float64 function for cpu and wasm,
// and one algorithm in 32-bit steps for GPUs, read as GLSL or as tfjs ops.

import type { Tensor } from '@tensorflow/tfjs-core';
import type { Arithmetic } from './arithmetic.ts';
import { tensorArithmetic } from './tensorArithmetic.ts';

export interface Primitive {
  readonly name: string;
  /** How many arguments both forms take. */
  readonly arity: 1 | 2 | 3;
  readonly compute: (...args: readonly number[]) => number;
  readonly steps: <T>(on: Arithmetic<T>, ...args: readonly T[]) => T;
}

/** The primitive as tfjs ops. */
export const composed = (primitive: Primitive, args: readonly Tensor[]): Tensor =>
  primitive.steps(tensorArithmetic, ...args);
