// Whether prepared data fit the model a config describes. The config is checked before any file is read; what only
// the file knows (pictures or rows, which values) is checked here.

import type { Experiment, NetworkConfig } from '../config/experiment.ts';
import { dataProblem } from '../data/outcome.ts';
import type { PreparedData } from '../data/pipeline.ts';
import { checkSupport } from '../data/support.ts';
import { getFamily } from '../elbo/families/index.ts';
import type { RunProblem } from '../elbo/trainingEvent.ts';

/** The first thing that keeps this model from being trained on these data. */
export function findMisfit(
  { model, likelihood }: Experiment,
  data: PreparedData,
): RunProblem | undefined {
  const misfit =
    checkSupport(data, getFamily(likelihood.family)) ??
    convolvesRows('encoder', model.encoder, data) ??
    convolvesRows('decoder', model.decoder, data);
  return misfit && 'problem' in misfit ? misfit.problem : undefined;
}

function convolvesRows(side: 'encoder' | 'decoder', { kind }: NetworkConfig, data: PreparedData) {
  if (kind !== 'conv' || data.kind === 'image') return undefined;
  return dataProblem(
    `The ${side} convolves, and ${data.name} holds rows of ${data.dimensions} numbers.`,
    'A convolution slides over the pixels of a picture; numbers of a row have no neighbours.',
    'Use `kind: mlp`, or save the array as count × height × width.',
    `model.${side}.kind`,
  );
}
