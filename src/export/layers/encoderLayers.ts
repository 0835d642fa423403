// The encoder as layers: a picture or a row in, mu and logvar of q(z|x) out.

import type { Experiment } from '../../config/experiment.ts';
import type { TrainingCheckpoint } from '../../elbo/trainingCheckpoint.ts';
import { LayerGraph } from './graph.ts';
import { addConvolution, addDense, addStandardisation, type Variables } from './networkLayers.ts';

export function encoderLayers(
  { model: { encoder } }: Experiment,
  shape: readonly number[],
  variables: Variables,
  { standardisation }: TrainingCheckpoint,
): LayerGraph {
  const graph = new LayerGraph('encoder');
  const isImage = shape.length > 1;
  let x = graph.input('x', shape);
  if (standardisation !== null) {
    if (isImage) x = graph.add(x, 'Flatten', 'x.flatten');
    x = addStandardisation(graph, x, 'x.standardised', standardisation);
    if (encoder.kind === 'conv') x = graph.add(x, 'Reshape', 'x.image', { target_shape: shape });
  }
  if (encoder.kind === 'conv') {
    for (const index of encoder.channels.keys()) {
      x = addConvolution(graph, x, `encoder.conv${index}`, encoder.activation, variables);
    }
    x = graph.add(x, 'Flatten', 'encoder.flatten');
  } else if (isImage && standardisation === null) {
    x = graph.add(x, 'Flatten', 'x.flatten');
  }
  for (const index of encoder.hidden.keys()) {
    x = addDense(graph, x, `encoder.hidden${index}`, encoder.activation, variables);
  }
  for (const head of ['mu', 'logvar']) {
    graph.output(addDense(graph, x, `encoder.${head}`, 'linear', variables));
  }
  return graph;
}
