// The decoder as layers: z in, the parameters of p(x|z) that vary with z out, in the units of the data.

import type { Experiment, NetworkConfig } from '../../config/experiment.ts';
import { pyramid, sizeAtBottom } from '../../config/pyramid.ts';
import { axesOfSymbol } from '../../elbo/families/computed.ts';
import type { DecoderForm, Family } from '../../elbo/families/family.ts';
import { getFamily, trainedForm } from '../../elbo/families/index.ts';
import type { TrainingCheckpoint } from '../../elbo/trainingCheckpoint.ts';
import { shiftOf } from '../dataUnits.ts';
import { LayerGraph } from './graph.ts';
import { addAffine, addDense, addTransposedConvolution, type Variables } from './networkLayers.ts';

type ConvConfig = Extract<NetworkConfig, { kind: 'conv' }>;

export function decoderLayers(
  { model: { decoder, latent }, likelihood }: Experiment,
  shape: readonly number[],
  variables: Variables,
  { standardisation }: TrainingCheckpoint,
): LayerGraph {
  const graph = new LayerGraph('decoder');
  let z = graph.input('z', [latent]);
  for (const index of decoder.hidden.keys()) {
    z = addDense(graph, z, `decoder.hidden${index}`, decoder.activation, variables);
  }
  if (decoder.kind === 'conv') z = upwards(graph, z, decoder, shape, variables);
  const family = getFamily(likelihood.family);
  for (const parameter of outputsOf(variables)) {
    const name = `decoder.${parameter}`;
    const raw = lastLayer(graph, z, name, decoder, shape, variables);
    const hasAxis = variesAlongAxis(family, parameter);
    const isRow = decoder.kind === 'mlp' && shape.length > 1;
    // Of a level or a component each: [dimension, level].
    const ownShape = hasAxis ? [product(shape), -1] : shape;
    const output = hasAxis || isRow ? reshaped(graph, raw, name, ownShape) : raw;
    graph.output(
      standardisation === null
        ? output
        : inDataUnits(graph, output, parameter, family.decoder, shape, standardisation),
    );
    // The logits of a probability: E[x|z] itself is one step away.
    if (family.id === 'bernoulli') {
      graph.output(graph.add(output, 'Activation', 'decoder.probs', { activation: 'sigmoid' }));
    }
  }
  return graph;
}

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

function variesAlongAxis(family: Family, parameter: string): boolean {
  const axes = axesOfSymbol(trainedForm(family).logProb, parameter);
  return axes.includes('category') || axes.includes('component');
}

function lastLayer(
  graph: LayerGraph,
  input: string,
  name: string,
  decoder: NetworkConfig,
  shape: readonly number[],
  variables: Variables,
): string {
  if (decoder.kind === 'mlp') return addDense(graph, input, name, 'linear', variables);
  const [, from = []] = pyramid(decoder, shape);
  return addTransposedConvolution(graph, input, name, 'linear', variables, { from, to: shape });
}

const reshaped = (
  graph: LayerGraph,
  input: string,
  name: string,
  shape: readonly number[],
): string => graph.add(input, 'Reshape', `${name}.reshaped`, { target_shape: shape });

const inner = /^decoder\.(?:hidden\d+|conv\d+|unflatten)$/u;

/** Names of the parameters that the decoder gives out, read off its variables. */
function outputsOf(variables: Variables): readonly string[] {
  return [...variables.keys()]
    .map((name) => /^(decoder\..+)\.kernel$/u.exec(name)?.[1])
    .filter((name) => name !== undefined && !inner.test(name))
    .map((name) => (name ?? '').replace('decoder.', ''));
}

/** From a row of numbers to pictures of half the size. */
function upwards(
  graph: LayerGraph,
  input: string,
  config: ConvConfig,
  shape: readonly number[],
  variables: Variables,
): string {
  const sizes = pyramid(config, shape);
  const bottom = sizeAtBottom(config, shape);
  const { activation, channels } = config;
  const flat = addDense(graph, input, 'decoder.unflatten', activation, variables);
  let x = graph.add(flat, 'Reshape', 'decoder.image', { target_shape: bottom });
  for (let index = channels.length - 1; index > 0; index -= 1) {
    x = addTransposedConvolution(graph, x, `decoder.conv${index}`, activation, variables, {
      from: sizes[index + 1] ?? [],
      to: sizes[index] ?? [],
    });
  }
  return x;
}

/** Locations are shifted and scaled back; the logarithm of a scale gets that of the data's scale added. */
function inDataUnits(
  graph: LayerGraph,
  input: string,
  parameter: string,
  { outputs, settings }: DecoderForm,
  shape: readonly number[],
  { mean, scale }: NonNullable<TrainingCheckpoint['standardisation']>,
): string {
  const name = `decoder.${parameter}`;
  const [first] = settings;
  const isLocation = outputs.includes(parameter);
  // Degrees of freedom and the like have no units.
  if (!isLocation && parameter !== first?.parameter) return input;
  const flat = shape.length === 1 ? input : graph.add(input, 'Flatten', `${name}.flatten`);
  const moved = addAffine(graph, flat, `${name}.inDataUnits`, {
    shift: isLocation ? mean : scale.map((value) => shiftOf(first, value)),
    scale: isLocation ? scale : scale.map(() => 1),
  });
  return shape.length === 1 ? moved : reshaped(graph, moved, `${name}.inDataUnits`, shape);
}
