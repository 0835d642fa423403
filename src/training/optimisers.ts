// Gradient descent rules, with PyTorch's formulae: epsilon outside the square root, bias correction in float64.
// tfjs' own keep powers of beta in float32 and put RMSProp's epsilon inside the root.

import {
  add,
  div,
  mul,
  scalar,
  sqrt,
  square,
  sub,
  zerosLike,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { Experiment } from '../config/experiment.ts';
import {
  adamKernel,
  beta1,
  beta2,
  epsilon,
  type AdamScales,
  type AdamTensors,
} from './kernels/adam.ts';

export type OptimiserName = Experiment['training']['optimizer'];

/** What a rule makes of one variable: its next value and the next values of its slots. */
export interface Updated {
  readonly value: Tensor;
  readonly slots: readonly Tensor[];
}

export interface Optimiser {
  /** Running averages kept per variable; they start at zero. */
  readonly slotCount: number;
  /** `step` counts from 1. Pure: the given tensors stay as they are. */
  readonly update: (
    value: Tensor,
    gradient: Tensor,
    slots: readonly Tensor[],
    learningRate: number,
    step: number,
  ) => Updated;
}

/** decay old + (1 - decay) new. */
function blend(old: Tensor, fresh: Tensor, decay: number): Tensor {
  return add(mul(old, scalar(decay)), mul(fresh, scalar(1 - decay)));
}

/** The same rule of tfjs' ops, for a backend without a kernel. */
export function composedAdam(
  { value, gradient, mean, meanSquare }: AdamTensors<Tensor>,
  { rate, rootScale }: AdamScales,
): readonly [Tensor, Tensor, Tensor] {
  const m = blend(mean, gradient, beta1);
  const v = blend(meanSquare, square(gradient), beta2);
  const root = mul(sqrt(v), scalar(rootScale));
  const change = div(mul(m, scalar(rate)), add(root, scalar(epsilon)));
  return [sub(value, change), m, v];
}

/**
 * w - lr m^ / (sqrt(v^) + eps), with m^ = m / (1 - beta1^t), v^ = v / (1 - beta2^t).
 * Source: D. P. Kingma, J. Ba, 2014, arXiv:1412.6980, algorithm 1.
 */
const adam: Optimiser = {
  slotCount: 2,
  update: (value, gradient, slots, learningRate, step) => {
    const [m = zerosLike(value), v = zerosLike(value)] = slots;
    const rate = learningRate / (1 - beta1 ** step);
    const rootScale = 1 / Math.sqrt(1 - beta2 ** step);
    const inputs = { value, gradient, mean: m, meanSquare: v };
    const [next, ...averages] =
      adamKernel(inputs, { rate, rootScale }) ?? composedAdam(inputs, { rate, rootScale });
    return { value: next, slots: averages };
  },
};

/** w - lr g. */
const sgd: Optimiser = {
  slotCount: 0,
  update: (value, gradient, _, learningRate) => ({
    value: sub(value, mul(gradient, scalar(learningRate))),
    slots: [],
  }),
};

/** w - lr g / (sqrt(v) + eps), v <- 0.9 v + 0.1 g^2. Source: G. Hinton, 2012, Coursera lecture 6e. */
const rmsprop: Optimiser = {
  slotCount: 1,
  update: (value, gradient, slots, learningRate) => {
    const [v = zerosLike(value)] = slots;
    const meanSquare = blend(v, square(gradient), 0.9);
    const root = add(sqrt(meanSquare), scalar(epsilon));
    const change = div(mul(gradient, scalar(learningRate)), root);
    return { value: sub(value, change), slots: [meanSquare] };
  },
};

export const optimisers: Readonly<Record<OptimiserName, Optimiser>> = { adam, sgd, rmsprop };
