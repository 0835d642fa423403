// Standardisation is part of the model: what is reported is in the units of the data, whatever the networks see.

import assert from 'node:assert/strict';
import { tensor2d } from '@tensorflow/tfjs-core';
import { prepareData } from '../../src/data/pipeline.ts';
import { evaluate } from '../../src/elbo/expr/evaluate.ts';
import { createRandom } from '../../src/elbo/random.ts';
import { inDataUnits } from '../../src/training/dataUnits.ts';
import { likelihoodHead } from '../../src/training/likelihoodHead.ts';
import { Parameters } from '../../src/training/networks/parameters.ts';
import { constantOperand, type Operand } from '../../src/training/operand.ts';
import { tensorOps } from '../../src/training/tensorOps.ts';
import { collectRun, columnsOf, engineFor, evaluationsOf, experimentOf } from './support/runs.ts';

const logNormal = (x: number, loc: number, scale: number): number =>
  -0.5 * ((x - loc) / scale) ** 2 - Math.log(scale) - 0.5 * Math.log(2 * Math.PI);

const read = (value: Operand): readonly number[] => {
  assert.ok(typeof value !== 'number');
  return [...value.tensor.dataSync()];
};

const config = (standardise: string, more = '') =>
  experimentOf(`
data: { source: pinwheel, count: 400, validation: 100, standardise: ${standardise} }
model: { latent: 2, encoder: { kind: mlp, hidden: [16] }, decoder: { kind: mlp, hidden: [16] } }
likelihood: { family: normal, scale: shared, sigma: 0.5 }
training: { steps: 30, batchSize: 50, learningRate: 0.01, seed: 4 }
evaluation: { every: 10, pictures: 4, latentPoints: 10 }
${more}`);

describe('A likelihood in data units', () => {
  const standardisation = {
    mean: Float64Array.of(10, -3),
    scale: Float64Array.of(4, 0.5),
    sumLogScale: Math.log(4 * 0.5),
  };
  const [y, loc, sigma] = [[0.3, -1.2], [0.1, -0.7], 0.8] as const;

  it('is the density of the data themselves, and its mean is one of theirs', async () => {
    await engineFor('cpu', config('none'));
    const parameters = new Parameters('pytorch', createRandom(0));
    const plain = likelihoodHead(
      { family: 'normal', scale: 'fixed', sigma },
      { dimensions: 2, levels: null },
      parameters,
    );
    const head = inDataUnits(plain, standardisation);
    const operand = (values: readonly number[]) =>
      constantOperand(tensor2d([...values], [1, 2]), ['batch', 'data']);
    const bindings = { ...head.bind({ loc: operand(loc) }), x: operand(y) };
    const logDensity = read(evaluate<Operand>(head.logProb, tensorOps, bindings));
    const mean = read(evaluate<Operand>(head.mean, tensorOps, bindings));
    for (const i of [0, 1]) {
      const [centre, scale] = [standardisation.mean[i]!, standardisation.scale[i]!];
      const inUnits = (value: number): number => centre + scale * value;
      const expected = logNormal(inUnits(y[i]!), inUnits(loc[i]!), scale * sigma);
      assert.ok(Math.abs(logDensity[i]! - expected) < 1e-6, `${logDensity[i]} and ${expected}`);
      assert.ok(Math.abs(mean[i]! - inUnits(loc[i]!)) < 1e-6);
    }
  });
});

describe('A run on standardised data', () => {
  it('learns as on data standardised beforehand, and reports each term in data units', async () => {
    // The same data, standardised by hand and handed in as a file of numbers.
    const within = config('per-dimension');
    const prepared = prepareData(within, new Map());
    assert.ok('value' in prepared && prepared.value.standardisation);
    const { train, validation, standardisation } = prepared.value;
    const lines = [train, validation].flatMap((split) =>
      Array.from({ length: split?.count ?? 0 }, (_, i) => {
        const row = new Float32Array(2);
        split?.fill(row, [i], createRandom(0));
        return row.join(',');
      }),
    );
    const file = new TextEncoder().encode(lines.join('\n'));
    const { data: _, ...rest } = within;
    const beforehand = {
      ...rest,
      data: experimentOf(`
data: { source: csv, file: y.csv, header: none, validation: 100 }
likelihood: { family: normal }`).data,
    };
    const [inside, outside] = [
      await collectRun(within, 'cpu'),
      await collectRun(beforehand, 'cpu', { files: new Map([['y.csv', file]]) }),
    ];
    const [a, b] = [columnsOf(inside), columnsOf(outside)];
    for (const [i, loss] of b.reconstructionLoss.entries()) {
      // log p(x) = log p(y) - sum log s, so the loss has it added.
      const expected = loss + standardisation.sumLogScale;
      assert.ok(Math.abs(a.reconstructionLoss[i]! - expected) < 2e-5, `step ${i + 1}`);
      assert.ok(Math.abs(a.kl[i]! - b.kl[i]!) < 2e-5, `step ${i + 1}`);
    }
    const [last, other] = [evaluationsOf(inside).at(-1), evaluationsOf(outside).at(-1)];
    const elbo = (other?.validation?.elbo ?? NaN) - standardisation.sumLogScale;
    assert.ok(Math.abs((last?.validation?.elbo ?? NaN) - elbo) < 1e-4);
    const meanScale = (standardisation.scale[0]! + standardisation.scale[1]!) / 2;
    const sigma = (other?.learnedScale ?? NaN) * meanScale;
    assert.ok(Math.abs((last?.learnedScale ?? NaN) - sigma) < 1e-6);
  });

  it('shows data, reconstructions and samples in data units', async () => {
    const pictures = async (standardise: string) => {
      const events = await collectRun(config(standardise), 'cpu');
      const event = events.findLast(({ kind }) => kind === 'pictured');
      assert.ok(event?.kind === 'pictured');
      return event.pictures;
    };
    const [plain, standard] = [await pictures('none'), await pictures('per-dimension')];
    for (const [i, value] of plain.data.entries()) {
      assert.ok(Math.abs(standard.data[i]! - value) < 1e-6);
    }
    // After 30 steps a model knows where its data are: standardised, it begins there.
    const distance = standard.reconstructions.reduce(
      (sum, value, i) => sum + (value - standard.data[i]!) ** 2,
      0,
    );
    assert.ok(distance / standard.data.length < 1, `${distance}`);
  });
});
