// The trained model in the format of tf.loadLayersModel: two of them, since what lies between encoder and decoder is
// a draw, which no layer makes.

import type { Experiment } from '../config/experiment.ts';
import { encoderInput } from '../elbo/families/encoderInput.ts';
import { getFamily } from '../elbo/families/index.ts';
import { languages } from '../elbo/source/language.ts';
import { layOut } from '../elbo/source/layout.ts';
import { print } from '../elbo/source/print.ts';
import { tfjs } from '../elbo/source/tfjs.ts';
import type { TrainingCheckpoint } from '../elbo/trainingCheckpoint.ts';
import type { RunSnapshot } from '../protocol/run.ts';
import { freeParameters } from './dataUnits.ts';
import type { ExportedFile, Exporter } from './exporter.ts';
import { decoderLayers } from './layers/decoderLayers.ts';
import { encoderLayers } from './layers/encoderLayers.ts';
import type { LayerGraph } from './layers/graph.ts';
import { encodeUtf8 } from './utf8.ts';

const weightsFile = 'weights.bin';

function modelFiles(graph: LayerGraph, folder: string, about: object): readonly ExportedFile[] {
  const { topology, weights } = graph;
  const manifest = weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }));
  const json = {
    format: 'layers-model',
    generatedBy: 'ELBO Lens',
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [{ paths: [weightsFile], weights: manifest }],
    userDefinedMetadata: { elboLens: { outputs: graph.outputs, ...about } },
  };
  return [
    { path: `${folder}/model.json`, bytes: encodeUtf8(JSON.stringify(json)) },
    { path: `${folder}/${weightsFile}`, bytes: joined(weights.map(({ values }) => values)) },
  ];
}

/** 32-bit floats, little-endian, one array after another. */
function joined(arrays: readonly Float32Array[]): Uint8Array {
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const values of arrays) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/** What the numbers that go in are, in words: the model was trained on targets, not on files. */
function inputWords({ data }: Experiment): string {
  const scaled = { unit: 'bytes / 255', signed: '2 bytes / 255 - 1', none: 'as stored' };
  const steps = [`scaling ${data.scaling} (bytes: ${scaled[data.scaling]})`];
  if (data.transform !== 'none') steps.push(`transform ${data.transform}`);
  if (data.standardise !== 'none') steps.push('standardised inside the model');
  return steps.join(', ');
}

/** What is given to the encoder, as code: tf.layers has no layer for what is done to x before its first one. */
function encoderReads({ likelihood }: Experiment): string {
  const input = encoderInput(getFamily(likelihood.family));
  const scope = { framework: tfjs, spell: identity, numbers: new Set<string>(), shorthands: [] };
  return layOut(print(input, scope).doc, languages.javascript.page, '');
}

const identity = (name: string): string => name;

function readme(run: RunSnapshot, step: number, decoder: LayerGraph): string {
  const shape = run.data?.shape ?? [];
  return `${run.name}: a variational autoencoder trained with ELBO Lens for ${step} steps. With tf of TensorFlow.js:

    const encoder = await tf.loadLayersModel('encoder/model.json');
    const decoder = await tf.loadLayersModel('decoder/model.json');
    const [mu, logvar] = encoder.predict(${encoderReads(run.experiment)}); // x: [batch, ${shape.join(', ')}]
    const z = mu.add(logvar.mul(0.5).exp().mul(tf.randomNormal(mu.shape)));
    const parameters = decoder.predict(z); // ${decoder.outputs.join(', ')}

x is what the model was trained on: ${inputWords(run.experiment)}.
Parameters of p(x|z), ${run.experiment.likelihood.family}, are in the units of x. z ~ N(0, I) draws new data.
The experiment and parameters that do not vary with z are in the metadata of decoder/model.json.
`;
}

function write(run: RunSnapshot, checkpoint: TrainingCheckpoint): readonly ExportedFile[] {
  const { experiment, data } = run;
  const shape = data?.shape ?? [];
  const variables = new Map(checkpoint.variables.map((saved) => [saved.name, saved]));
  const encoder = encoderLayers(experiment, shape, variables, checkpoint);
  const decoder = decoderLayers(experiment, shape, variables, checkpoint);
  const about = {
    run: run.name,
    step: checkpoint.step,
    input: inputWords(experiment),
    encoderReads: encoderReads(experiment),
    likelihood: experiment.likelihood,
    freeParameters: freeParameters(checkpoint, experiment.likelihood.family),
    standardisation: checkpoint.standardisation && {
      mean: Array.from(checkpoint.standardisation.mean),
      scale: Array.from(checkpoint.standardisation.scale),
    },
    experiment,
  };
  return [
    ...modelFiles(encoder, 'encoder', about),
    ...modelFiles(decoder, 'decoder', about),
    { path: 'README.txt', bytes: encodeUtf8(readme(run, checkpoint.step, decoder)) },
  ];
}

export const tfjsModel = {
  id: 'tfjs',
  label: 'Trained model for TensorFlow.js',
  detail:
    'A folder with encoder and decoder as tf.loadLayersModel opens them (model.json, weights.bin).',
  form: 'folder',
  needs: 'weights',
  write,
} as const satisfies Exporter;
