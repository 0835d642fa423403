// The decoder as layers: z in, the parameters of p(x|z) that vary with z out, in the units of the data.

import type { Experiment, NetworkConfig } from '../../config/experiment.ts';
import { pyramid, sizeAtBottom } from '../../config/pyramid.ts';
import type { DecoderForm } from '../../elbo/families/family.ts';
import { getFamily } from '../../elbo/families/index.ts';
import type { TrainingCheckpoint } from '../../elbo/trainingCheckpoint.ts';
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
  const form = getFamily(likelihood.family).decoder;
  for (const parameter of outputsOf(variables)) {
    const name = `decoder.${parameter}`;
    const [, ...sizes] = decoder.kind === 'conv' ? pyramid(decoder, shape) : [];
    const raw =
      decoder.kind === 'conv'
        ? addTransposedConvolution(graph, z, name, 'linear', variables, {
            from: sizes[0] ?? [],
            to: shape,
          })
        : inShape(graph, addDense(graph, z, name, 'linear', variables), name, shape);
    const output =
      standardisation === null
        ? raw
        : inDataUnits(graph, raw, parameter, form, shape, standardisation);
    graph.output(output);
    // The logits of a probability: E[x|z] itself is one step away.
    if (parameter === 'logits') {
      graph.output(graph.add(output, 'Activation', 'decoder.probs', { activation: 'sigmoid' }));
    }
  }
  return graph;
}

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

const inShape = (
  graph: LayerGraph,
  input: string,
  name: string,
  shape: readonly number[],
): string =>
  shape.length === 1
    ? input
    : graph.add(input, 'Reshape', `${name}.reshaped`, { target_shape: shape });

/** Locations are shifted and scaled back; the logarithm of a scale gets that of the data's scale added. */
function inDataUnits(
  graph: LayerGraph,
  input: string,
  parameter: string,
  form: DecoderForm,
  shape: readonly number[],
  { mean, scale }: NonNullable<TrainingCheckpoint['standardisation']>,
): string {
  const name = `decoder.${parameter}`;
  const flat = shape.length === 1 ? input : graph.add(input, 'Flatten', `${name}.flatten`);
  const isLocation = parameter === form.location;
  const toLearned = form.scale === 'none' ? () => 0 : form.scale.learnedFromScale;
  const moved = addAffine(graph, flat, `${name}.inDataUnits`, {
    shift: isLocation ? mean : scale.map((value) => toLearned(value) - toLearned(1)),
    scale: isLocation ? scale : scale.map(() => 1),
  });
  return inShape(graph, moved, `${name}.inDataUnits`, shape);
}
