// A step of a network with a name, so that a value which is no longer finite can be traced to its place.

import { reshape } from '@tensorflow/tfjs-core';
import { differentiable, type Traced } from '../differentiable.ts';

export interface Layer {
  readonly name: string;
  readonly apply: (x: Traced) => Traced;
}

/** Told every layer's output in order; only used to look for the first one that is not finite. */
export type LayerObserver = (layer: string, output: Traced) => void;

export function applyLayers(layers: readonly Layer[], x: Traced, observe?: LayerObserver): Traced {
  return layers.reduce((input, layer) => {
    const output = layer.apply(input);
    observe?.(layer.name, output);
    return output;
  }, x);
}

/** Gives each datum another shape; the first dimension stays. */
export function reshapeLayer(name: string, shape: readonly number[]): Layer {
  return { name, apply: (x) => reshaped(x, [x.tensor.shape[0] ?? 0, ...shape]) };
}

export function reshaped(x: Traced, shape: readonly number[]): Traced {
  return differentiable([x], () => ({ value: reshape(x.tensor, [...shape]), saved: [] }), [
    (dy) => reshape(dy, x.tensor.shape),
  ]);
}
