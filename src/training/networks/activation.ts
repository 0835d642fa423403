// Nonlinearities after hidden layers. Each derivative is read off the output, so no pre-activation is kept.

import {
  add,
  elu,
  exp,
  greater,
  leakyRelu,
  minimum,
  mul,
  neg,
  relu,
  scalar,
  sigmoid,
  step,
  sub,
  tanh,
  where,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { NetworkConfig } from '../../config/experiment.ts';
import { applyPrimitive } from '../kernels/elementwise.ts';
import { softplus } from '../kernels/primitives/exponentials.ts';

export type ActivationName = NetworkConfig['activation'];

interface Activation {
  readonly apply: (x: Tensor) => Tensor;
  /** The gradient before the activation, from that after it and the output y. */
  readonly gradient: (dy: Tensor, y: Tensor) => Tensor;
}

/** Slope of leaky ReLU below zero, as in torch.nn.LeakyReLU. */
const leak = 0.01;

const one = () => scalar(1);

export const activations: Readonly<Record<ActivationName, Activation>> = {
  relu: { apply: relu, gradient: (dy, y) => mul(dy, step(y)) },
  'leaky-relu': {
    apply: (x) => leakyRelu(x, leak),
    gradient: (dy, y) => where(greater(y, scalar(0)), dy, mul(dy, scalar(leak))),
  },
  // Below zero y = e^x - 1, so the slope e^x is y + 1.
  elu: { apply: elu, gradient: (dy, y) => mul(dy, add(minimum(y, scalar(0)), one())) },
  // y = log(1 + e^x), so the slope sigmoid(x) is 1 - e^-y.
  softplus: {
    apply: (x) => applyPrimitive(softplus, x),
    gradient: (dy, y) => mul(dy, sub(one(), exp(neg(y)))),
  },
  tanh: { apply: tanh, gradient: (dy, y) => mul(dy, sub(one(), mul(y, y))) },
  sigmoid: { apply: sigmoid, gradient: (dy, y) => mul(dy, mul(y, sub(one(), y))) },
  linear: { apply: (x) => x, gradient: (dy) => dy },
};
