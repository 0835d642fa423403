// The layers that `training/networks` is made of, as tf.layers has them.

import type { NetworkConfig } from '../../config/experiment.ts';
import type { SavedVariable } from '../../elbo/trainingCheckpoint.ts';
import type { LayerGraph, LayerWeight } from './graph.ts';

export type Activation = NetworkConfig['activation'];

/** Variables by name. */
export type Variables = ReadonlyMap<string, SavedVariable>;

const stride = 2;
/** Slope of leaky ReLU below zero, in `training/networks/activation.ts`. */
const leak = 0.01;

export function weightsOf(variables: Variables, name: string): readonly LayerWeight[] {
  return ['kernel', 'bias'].map((part) => {
    const saved = variables.get(`${name}.${part}`);
    if (saved === undefined) throw new Error(`the checkpoint has no ${name}.${part}`);
    return { name: part, shape: saved.shape, values: saved.values };
  });
}

/** tf.layers knows every activation of ours by its name but one, which is a layer there. */
function activated(
  graph: LayerGraph,
  activation: Activation,
  add: (name: string) => string,
): string {
  if (activation !== 'leaky-relu') return add(activation);
  const linear = add('linear');
  return graph.add(linear, 'LeakyReLU', `${linear}.leakyRelu`, { alpha: leak });
}

export function addDense(
  graph: LayerGraph,
  input: string,
  name: string,
  activation: Activation,
  variables: Variables,
): string {
  const weights = weightsOf(variables, name);
  const units = weights[1]?.values.length ?? 0;
  return activated(graph, activation, (named) =>
    graph.add(input, 'Dense', name, { units, activation: named, use_bias: true }, weights),
  );
}

export function addConvolution(
  graph: LayerGraph,
  input: string,
  name: string,
  activation: Activation,
  variables: Variables,
): string {
  const weights = weightsOf(variables, name);
  const [kernel = 1] = weights[0]?.shape ?? [];
  const filters = weights[1]?.values.length ?? 0;
  return activated(graph, activation, (named) =>
    graph.add(input, 'Conv2D', name, convolutional(filters, kernel, named), weights),
  );
}

/**
 * From `from` up to `to` pixels a side, which is twice as many or one fewer. tf.layers always gives twice as many: what
 * is over is cut off, on the side where its padding and ours differ.
 */
export function addTransposedConvolution(
  graph: LayerGraph,
  input: string,
  name: string,
  activation: Activation,
  variables: Variables,
  { from, to }: { readonly from: readonly number[]; readonly to: readonly number[] },
): string {
  const weights = weightsOf(variables, name);
  const [kernel = 1] = weights[0]?.shape ?? [];
  const filters = weights[1]?.values.length ?? 0;
  const grown = activated(graph, activation, (named) =>
    graph.add(input, 'Conv2DTranspose', name, convolutional(filters, kernel, named), weights),
  );
  const cropping = [0, 1].map((side) => cropOf(from[side] ?? 1, to[side] ?? 1, kernel));
  const isWhole = cropping.flat().every((pixels) => pixels === 0);
  return isWhole ? grown : graph.add(grown, 'Cropping2D', `${name}.crop`, { cropping });
}

const convolutional = (filters: number, kernel: number, activation: string) => ({
  filters,
  kernel_size: [kernel, kernel],
  strides: [stride, stride],
  padding: 'same',
  data_format: 'channels_last',
  activation,
  use_bias: true,
});

/** Pixels before and after that `same` padding leaves out of the full transposed convolution. */
function paddingOf(from: number, to: number, kernel: number): number {
  const full = (from - 1) * stride + kernel;
  return Math.floor(Math.max(0, full - to) / 2);
}

function cropOf(from: number, to: number, kernel: number): readonly [number, number] {
  const grown = from * stride;
  const before = paddingOf(from, to, kernel) - paddingOf(from, grown, kernel);
  return [before, grown - to - before];
}

/** y = (x - mean) / scale in each of the last dimension. */
export const addStandardisation = (
  graph: LayerGraph,
  input: string,
  name: string,
  { mean, scale }: { readonly mean: Float64Array; readonly scale: Float64Array },
): string =>
  addBatchNormalization(graph, input, name, {
    gamma: scale.map(() => 1),
    beta: scale.map(() => 0),
    moving_mean: mean,
    moving_variance: scale.map((value) => value * value),
  });

/** y -> shift + scale y. */
export const addAffine = (
  graph: LayerGraph,
  input: string,
  name: string,
  { shift, scale }: { readonly shift: Float64Array; readonly scale: Float64Array },
): string =>
  addBatchNormalization(graph, input, name, {
    gamma: scale,
    beta: shift,
    moving_mean: shift.map(() => 0),
    moving_variance: shift.map(() => 1),
  });

/** A layer of tf.layers that shifts and scales each entry of the last dimension by stored numbers, its weights in this order. */
function addBatchNormalization(
  graph: LayerGraph,
  input: string,
  name: string,
  stored: Readonly<Record<'gamma' | 'beta' | 'moving_mean' | 'moving_variance', Float64Array>>,
): string {
  const weights = Object.entries(stored).map(([part, entries]): LayerWeight => ({
    name: part,
    shape: [entries.length],
    values: Float32Array.from(entries),
  }));
  const settings = { axis: -1, momentum: 0.99, epsilon: 0, center: true, scale: true };
  return graph.add(input, 'BatchNormalization', name, settings, weights);
}
