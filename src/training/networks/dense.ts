// A fully connected layer: y = f(x W + b).

import { engine, getBackend, matMul, reshape, sum, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { differentiable, type Traced } from '../differentiable.ts';
import { activations, type ActivationName } from './activation.ts';
import type { Layer } from './layer.ts';
import type { Parameters } from './parameters.ts';

/** tfjs' fused kernel knows these; the others follow as a kernel of their own. */
const fusible: ReadonlySet<ActivationName> = new Set(['relu', 'linear']);

export interface DenseSize {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: ActivationName;
  /** Added to every initial bias. */
  readonly biasShift?: number;
}

export function denseLayer(name: string, size: DenseSize, parameters: Parameters): Layer {
  const { inputs, outputs, activation, biasShift } = size;
  const fan = { fanIn: inputs, fanOut: outputs };
  const kernel = parameters.add(`${name}.kernel`, { shape: [inputs, outputs], ...fan });
  const bias = parameters.add(`${name}.bias`, { shape: [outputs], ...fan }, biasShift);
  return { name, apply: (x) => dense(x, kernel, bias, activation) };
}

/** [B, inputs] -> [B, outputs]. */
function dense(x: Traced, kernel: Tensor, bias: Tensor, activation: ActivationName): Traced {
  const { apply, gradient } = activations[activation];
  const beforeActivation = (dy: Tensor, y: Tensor) => gradient(dy, y) as Tensor2D;
  return differentiable(
    [x, { tensor: kernel, isConstant: false }, { tensor: bias, isConstant: false }],
    () => {
      const isFused = fusible.has(activation);
      const affine = fusedMatMul(x.tensor, kernel, bias, isFused ? activation : 'linear');
      const value = isFused ? affine : apply(affine);
      return { value, saved: [x.tensor, kernel, value] };
    },
    [
      (dy, [, w, y]) => timesTransposed(beforeActivation(dy, y as Tensor), w as Tensor2D),
      (dy, [input, , y]) => transposedTimes(input as Tensor2D, beforeActivation(dy, y as Tensor)),
      (dy, [, , y]) => sum(beforeActivation(dy, y as Tensor), 0),
    ],
  );
}

/** Straight to the kernel: tfjs' own `fused.matMul` gives up fusing while gradients are recorded. */
function fusedMatMul(x: Tensor, kernel: Tensor, bias: Tensor, activation: string): Tensor {
  const [rows = 0, inner = 0] = x.shape;
  const columns = kernel.shape[1] ?? 0;
  const y = engine().runKernel<Tensor>(
    '_FusedMatMul',
    {
      a: reshape(x, [1, rows, inner]),
      b: reshape(kernel, [1, inner, columns]),
      bias,
    },
    { transposeA: false, transposeB: false, activation, leakyreluAlpha: 0 },
  );
  return reshape(y, [rows, columns]);
}

/** wasm multiplies with transpose flags in naive loops, four times slower than transposing first. */
const transposesFirst = () => getBackend() === 'wasm';

function transposedTimes(a: Tensor2D, b: Tensor2D): Tensor {
  return transposesFirst() ? matMul(transpose(a), b) : matMul(a, b, true, false);
}

function timesTransposed(a: Tensor2D, b: Tensor2D): Tensor {
  return transposesFirst() ? matMul(a, transpose(b)) : matMul(a, b, false, true);
}
