// The exported model opened by tf.layers itself: it must give what the trained one gives.

import assert from 'node:assert/strict';
import { io, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { evaluate } from '../../src/elbo/expr/evaluate.ts';
import { numberOps } from '../../src/elbo/expr/numberOps.ts';
import { encoderInput } from '../../src/elbo/families/encoderInput.ts';
import { familyIds, getFamily } from '../../src/elbo/families/index.ts';
import { createRandom } from '../../src/elbo/random.ts';
import type { ExportedFile } from '../../src/export/exporter.ts';
import { tfjsModel } from '../../src/export/tfjsModel.ts';
import { undoStandardisation } from '../../src/data/standardisation.ts';
import { constantOperand } from '../../src/training/operand.ts';
import { dataOf, likelihoodOf } from '../training/support/familyConfigs.ts';
import { trained, type Trained } from './trained.ts';

/** Opens one of the models as a browser would, from its two files. */
async function open(files: readonly ExportedFile[], folder: string): Promise<LayersModel> {
  const find = (name: string): Uint8Array => {
    const file = files.find(({ path }) => path === `${folder}/${name}`);
    assert.ok(file, `${folder}/${name}`);
    return file.bytes;
  };
  const json = JSON.parse(new TextDecoder().decode(find('model.json'))) as io.ModelJSON;
  const [manifest] = json.weightsManifest;
  assert.deepEqual(manifest?.paths, ['weights.bin']);
  return loadLayersModel(
    io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: manifest?.weights ?? [],
      weightData: find('weights.bin').slice().buffer,
    }),
  );
}

const read = (tensors: Tensor | Tensor[]): readonly (readonly number[])[] =>
  [tensors].flat().map((each) => Array.from(each.dataSync()));

function checkClose(
  seen: readonly number[] = [],
  expected: readonly number[] = [],
  what = '',
): void {
  assert.equal(seen.length, expected.length, what);
  for (const [i, value] of seen.entries()) {
    const wanted = expected[i] ?? Number.NaN;
    const distance = Math.abs(value - wanted);
    assert.ok(
      distance <= 1e-5 * Math.max(1, Math.abs(wanted)),
      `${what} ${i}: ${value} and ${wanted}`,
    );
  }
}

const rows = 4;

async function checkEncoder({ trainer, run, checkpoint }: Trained): Promise<void> {
  const { data, model } = trainer;
  const seen = new Float32Array(rows * data.dimensions);
  data.train.fill(seen, [0, 1, 2, 3], createRandom(1));
  const x = undoStandardisation(seen, data.standardisation);
  const opened = await open(tfjsModel.write(run, checkpoint), 'encoder');
  const input = encoderInput(getFamily(run.experiment.likelihood.family));
  const entering = x.map((value) => evaluate(input, numberOps, { x: value }));
  const [mu, logvar] = read(opened.predict(tensor(entering, [rows, ...data.shape])));
  const expected = model.encode(tensor(seen, [rows, data.dimensions]));
  checkClose(mu, [...expected.mu.tensor.dataSync()], 'mu');
  checkClose(logvar, [...expected.logvar.tensor.dataSync()], 'logvar');
}

async function checkDecoder({ trainer, run, checkpoint }: Trained): Promise<void> {
  const { model, data } = trainer;
  const values = createRandom(2).fillNormal(new Float32Array(rows * model.latent));
  const z = tensor(values, [rows, model.latent]);
  const opened = await open(tfjsModel.write(run, checkpoint), 'decoder');
  const outputs = read(opened.predict(z));
  const names = opened.outputNames.map((name) => name.split('.')[1] ?? '');
  const parameters = model.decode(constantOperand(z, ['batch', 'latent']));
  for (const [i, name] of names.entries()) {
    if (name === 'probs') {
      checkClose(
        outputs[i],
        (outputs[i - 1] ?? []).map((logit) => 1 / (1 + Math.exp(-logit))),
        name,
      );
      continue;
    }
    const expected = parameters[name];
    assert.ok(expected !== undefined && typeof expected !== 'number', name);
    const standard = Float32Array.from(expected.tensor.dataSync());
    const { standardisation } = data;
    const scales = standardisation?.scale ?? [1];
    const inUnits =
      name === 'loc'
        ? undoStandardisation(standard, standardisation)
        : standard.map((value, j) => value + powerOf(name) * Math.log(scales[j % scales.length]!));
    checkClose(outputs[i], [...inUnits], name);
  }
}

/** How often the logarithm of a scale is in a parameter. */
const powerOf = (name: string): number => ({ logvar: 2, logscale: 1 })[name] ?? 0;

const mlp = (activation: string) => `{ kind: mlp, hidden: [7, 5], activation: ${activation} }`;
const conv = (more: string) => `{ kind: conv, channels: [3, 4, 5], ${more} }`;
const config = (data: string, network: string, likelihood: string) => `
data: ${data}
model: { latent: 3, encoder: ${network}, decoder: ${network} }
likelihood: ${likelihood}
training: { batchSize: 16, learningRate: 0.05 }
`;

const moons = (more = '') => `{ source: two-moons, count: 40${more} }`;
const shapes = (side: number, more = '') =>
  `{ source: shapes, count: 20, options: { side: ${side} }${more} }`;

describe('A model exported for TensorFlow.js', () => {
  const activations = ['relu', 'leaky-relu', 'elu', 'softplus', 'tanh', 'sigmoid', 'linear'];
  const cases: readonly (readonly [string, string])[] = [
    ...activations.map(
      (name) => [`${name} on rows`, config(moons(), mlp(name), '{ family: normal }')] as const,
    ),
    ['pictures as rows', config(shapes(12), mlp('relu'), '{ family: bernoulli }')],
    [
      'a scale for every element',
      config(moons(), mlp('tanh'), '{ family: normal, scale: per-element }'),
    ],
    [
      'standardised rows, a scale for every element',
      config(
        moons(', standardise: per-dimension'),
        mlp('tanh'),
        '{ family: normal, scale: per-element }',
      ),
    ],
    ...[12, 13, 15, 28].map(
      (side) =>
        [
          `convolutions on ${side} pixels`,
          config(shapes(side), conv('hidden: [6]'), '{ family: bernoulli }'),
        ] as const,
    ),
    ...[1, 2, 4, 5].map(
      (kernel) =>
        [
          `convolutions with kernels of ${kernel}`,
          config(
            shapes(13),
            conv(`kernel: ${kernel}, activation: leaky-relu`),
            '{ family: bernoulli }',
          ),
        ] as const,
    ),
    [
      'a Student t of standardised rows, everything from the decoder',
      config(
        moons(', standardise: per-dimension'),
        mlp('tanh'),
        '{ family: student-t, scale: per-element, degreesOfFreedom: per-element }',
      ),
    ],
    ...familyIds.map(
      (id) =>
        [
          `${getFamily(id).name}, settings for every element`,
          config(`{ ${dataOf[id]}, count: 40 }`, mlp('relu'), likelihoodOf(id, 'per-element')),
        ] as const,
    ),
    [
      'levels of grey by convolutions',
      config(shapes(12), conv('hidden: [6]'), '{ family: categorical }'),
    ],
    [
      'a mixture for every pixel by convolutions',
      config(
        shapes(13),
        conv('hidden: [6]'),
        '{ family: discretised-logistic-mixture, components: 3 }',
      ),
    ],
    [
      'convolutions on standardised pictures',
      config(
        shapes(13, ', transform: uniform-dequantisation, standardise: per-dimension'),
        conv('hidden: []'),
        '{ family: normal, scale: shared }',
      ),
    ],
  ];
  for (const [what, yaml] of cases) {
    it(`encodes and decodes as the trained one: ${what}`, async () => {
      const model = await trained(yaml);
      await checkEncoder(model);
      await checkDecoder(model);
    });
  }

  it('says in words what goes in and what comes out', async () => {
    const yaml = config(
      moons(', standardise: shared'),
      mlp('relu'),
      '{ family: normal, scale: shared }',
    );
    const { run, checkpoint } = await trained(yaml);
    const files = tfjsModel.write(run, checkpoint);
    const text = (path: string): string =>
      new TextDecoder().decode(files.find((file) => file.path === path)?.bytes);
    assert.match(text('README.txt'), /x: \[batch, 2\]/u);
    assert.match(text('README.txt'), /standardised inside the model/u);
    const { userDefinedMetadata } = JSON.parse(text('decoder/model.json')) as {
      readonly userDefinedMetadata: {
        readonly elboLens: { readonly freeParameters: { readonly logvar: readonly number[] } };
      };
    };
    const [learned = Number.NaN] =
      checkpoint.variables.find(({ name }) => name === 'likelihood.logvar')?.values ?? [];
    const [scale = Number.NaN] = checkpoint.standardisation?.scale ?? [];
    const { logvar } = userDefinedMetadata.elboLens.freeParameters;
    assert.equal(logvar.length, 1);
    assert.ok(Math.abs((logvar[0] ?? 0) - (learned + 2 * Math.log(scale))) < 1e-12, 'data units');
  });

  it('says that counts enter as their logarithms', async () => {
    const yaml = config('{ source: gene-counts, count: 40 }', mlp('relu'), '{ family: poisson }');
    const { run, checkpoint } = await trained(yaml);
    const readme = tfjsModel.write(run, checkpoint).find(({ path }) => path === 'README.txt');
    assert.match(new TextDecoder().decode(readme?.bytes), /encoder\.predict\(tf\.log1p\(x\)\)/u);
  });
});
