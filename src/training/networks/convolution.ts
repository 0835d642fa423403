// Convolutions of stride 2 on NHWC images, and their transposes for the way back up.

import { add, conv2d, conv2dTranspose, engine, sum } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { differentiable, type Traced } from '../differentiable.ts';
import { activations, type ActivationName } from './activation.ts';
import type { Layer } from './layer.ts';
import type { Parameters } from './parameters.ts';

const stride = 2;

export interface ConvolutionSize {
  readonly kernel: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: ActivationName;
  /** Added to every initial bias. */
  readonly biasShift?: number;
}

/** [B, H, W, inputs] -> [B, ceil(H/2), ceil(W/2), outputs]. */
export function convolutionLayer(
  name: string,
  size: ConvolutionSize,
  parameters: Parameters,
): Layer {
  const { kernel: k, inputs, outputs, activation } = size;
  const fan = { fanIn: k * k * inputs, fanOut: k * k * outputs };
  const filter = parameters.add(`${name}.kernel`, { shape: [k, k, inputs, outputs], ...fan });
  const bias = parameters.add(`${name}.bias`, { shape: [outputs], ...fan });
  return {
    name,
    apply: (x) =>
      biasedAndActivated(x, filter, bias, activation, {
        value: (x, w) => conv2d(x, w, stride, 'same'),
        inputGradient: (dy, w, x) => conv2dTranspose(dy, w, x.shape, stride, 'same'),
        filterGradient: (dy, x) => filterGradient(x, dy, [k, k, inputs, outputs]),
      }),
  };
}

/**
 * [B, ceil(H/2), ceil(W/2), inputs] -> [B, H, W, outputs] for the H and W given, so that the decoder mirrors
 * the encoder exactly, odd sizes included. Fan-in counts outputs, as torch.nn.ConvTranspose2d does.
 */
export function transposedConvolutionLayer(
  name: string,
  size: ConvolutionSize & { readonly height: number; readonly width: number },
  parameters: Parameters,
): Layer {
  const { kernel: k, inputs, outputs, activation, height, width, biasShift } = size;
  const fan = { fanIn: k * k * outputs, fanOut: k * k * inputs };
  const filter = parameters.add(`${name}.kernel`, { shape: [k, k, outputs, inputs], ...fan });
  const bias = parameters.add(`${name}.bias`, { shape: [outputs], ...fan }, biasShift);
  return {
    name,
    apply: (x) =>
      biasedAndActivated(x, filter, bias, activation, {
        value: (x, w) =>
          conv2dTranspose(x, w, [x.shape[0], height, width, outputs], stride, 'same'),
        inputGradient: (dy, w) => conv2d(dy, w, stride, 'same'),
        filterGradient: (dy, x) => filterGradient(dy, x, [k, k, outputs, inputs]),
      }),
  };
}

interface Linear {
  readonly value: (x: Tensor4D, filter: Tensor4D) => Tensor4D;
  readonly inputGradient: (dy: Tensor4D, filter: Tensor4D, x: Tensor4D) => Tensor;
  readonly filterGradient: (dy: Tensor4D, x: Tensor4D) => Tensor;
}

function biasedAndActivated(
  x: Traced,
  filter: Tensor,
  bias: Tensor,
  activation: ActivationName,
  linear: Linear,
): Traced {
  const { apply, gradient } = activations[activation];
  const before = (dy: Tensor, y: Tensor) => gradient(dy, y) as Tensor4D;
  return differentiable(
    [x, { tensor: filter, isConstant: false }, { tensor: bias, isConstant: false }],
    () => {
      const value = apply(add(linear.value(x.tensor as Tensor4D, filter as Tensor4D), bias));
      return { value, saved: [x.tensor, filter, value] };
    },
    [
      (dy, [x, w, y]) =>
        linear.inputGradient(before(dy, y as Tensor), w as Tensor4D, x as Tensor4D),
      (dy, [x, , y]) => linear.filterGradient(before(dy, y as Tensor), x as Tensor4D),
      (dy, [, , y]) => sum(before(dy, y as Tensor), [0, 1, 2]),
    ],
  );
}

/** tfjs exports no op for this kernel; it is the one that its WebAssembly backend lacks. */
function filterGradient(x: Tensor4D, dy: Tensor4D, filterShape: number[]): Tensor {
  return engine().runKernel<Tensor>(
    'Conv2DBackpropFilter',
    { x, dy },
    { strides: stride, pad: 'same', dataFormat: 'NHWC', filterShape },
  );
}
