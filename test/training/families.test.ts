// Every likelihood family trains from a config: the ELBO rises, the terms add up, no tensor is left behind.

import assert from 'node:assert/strict';
import { memory } from '@tensorflow/tfjs-core';
import { checkSupport } from '../../src/data/support.ts';
import { familyIds, getFamily } from '../../src/elbo/families/index.ts';
import { dataOf, likelihoodOf, pictures, settingModes } from './support/familyConfigs.ts';
import {
  collectRun,
  columnsOf,
  engineFor,
  evaluationsOf,
  experimentOf,
  preparedFor,
} from './support/runs.ts';

/** How much is trained; wide decoders do less of it. */
interface Length {
  readonly steps: number;
  readonly count: number;
}

const experimentWith = (data: string, likelihood: string, { steps, count }: Length) =>
  experimentOf(`
data: { ${data}, count: ${count}, validation: ${count / 5} }
model:
  latent: 2
  encoder: { kind: mlp, hidden: [16], activation: tanh }
  decoder: { kind: mlp, hidden: [16], activation: tanh }
likelihood: ${likelihood}
training: { learningRate: 0.01, batchSize: 16, steps: ${steps}, seed: 5 }
evaluation: { every: ${steps}, passes: 1, pictures: 4, latentPoints: 20 }
`);

const short: Length = { steps: 10, count: 30 };
const usual: Length = { steps: 40, count: 150 };

async function checkTrains(data: string, likelihood: string, length = usual): Promise<void> {
  const experiment = experimentWith(data, likelihood, length);
  const prepared = preparedFor(experiment);
  const outside = checkSupport(prepared, getFamily(experiment.likelihood.family));
  assert.equal(outside, undefined, JSON.stringify(outside));
  await engineFor('cpu', experiment);
  const before = memory().numTensors;
  const counts: number[] = [];
  const events = await collectRun(experiment, 'cpu', {
    onEvent: (event) => {
      if (event.kind === 'stepped') counts.push(memory().numTensors);
    },
  });
  assert.equal(memory().numTensors, before);
  assert.ok(new Set(counts.slice(1)).size <= 1, counts.join());
  assert.deepEqual(events.at(-1), { kind: 'stateChanged', state: 'finished', step: length.steps });
  const [first, last] = [evaluationsOf(events)[0], evaluationsOf(events).at(-1)];
  assert.ok(first && last && last !== first);
  assert.ok(last.train.elbo > first.train.elbo, `${first.train.elbo} -> ${last.train.elbo}`);
  for (const { train, validation } of [first, last]) {
    for (const split of [train, validation]) {
      assert.ok(split);
      assert.equal(split.elbo, split.reconstruction - split.kl);
      if (getFamily(experiment.likelihood.family).measure === 'mass') {
        assert.ok(split.reconstruction <= 0, `log mass ${split.reconstruction}`);
      }
    }
  }
  const terms = columnsOf(events);
  assert.ok([...terms.kl, ...terms.reconstructionLoss].every(Number.isFinite));
  const shown = events.findLast((event) => event.kind === 'pictured')?.pictures;
  assert.ok(shown !== undefined);
  assert.equal(shown.reconstructions.length, shown.count * prepared.dimensions);
  assert.ok([...shown.reconstructions, ...shown.samples].every(Number.isFinite));
}

for (const id of familyIds) {
  const { name, decoder } = getFamily(id);
  describe(`A VAE with a ${name} likelihood`, () => {
    for (const mode of decoder.settings.length === 0 ? (['fixed'] as const) : settingModes) {
      const what = decoder.settings.length === 0 ? '' : `, settings ${mode}`;
      const length = decoder.components === 'none' ? usual : short;
      it(`trains${what}`, () => checkTrains(dataOf[id], likelihoodOf(id, mode), length));
    }
  });
}

describe('A VAE on other data of its family', () => {
  it('trains: 256 grey levels', () =>
    checkTrains(pictures, '{ family: categorical }', { steps: 5, count: 10 }));
  it('trains: binary pictures as two levels', () =>
    checkTrains(`${pictures}, transform: threshold, threshold: 0.3`, '{ family: categorical }'));
  it('trains: classes as levels of a logistic', () =>
    checkTrains('source: survey', '{ family: discretised-logistic, s: 1 }'));
  it('trains: one component', () =>
    checkTrains(pictures, '{ family: discretised-logistic-mixture, components: 1 }'));
  it('trains: angles as real numbers', () =>
    checkTrains('source: torsion-angles', '{ family: student-t }'));
});

describe('Counts of several orders of magnitude', () => {
  it('leave an untrained posterior near the prior', async () => {
    const experiment = experimentWith('source: gene-counts', '{ family: poisson }', short);
    const [first] = evaluationsOf(await collectRun(experiment, 'cpu'));
    assert.ok(first && first.train.kl < 10, `KL ${first?.train.kl}`);
  });
});

describe('A learned setting', () => {
  it('goes to the dispersion that counts were drawn with', async () => {
    const data = 'source: gene-counts, options: { groups: 1, dispersion: 2, missing: 0 }';
    const likelihood = '{ family: negative-binomial, dispersion: shared, theta: 10 }';
    const experiment = experimentWith(data, likelihood, { steps: 400, count: 200 });
    const last = evaluationsOf(await collectRun(experiment, 'cpu')).at(-1);
    // Few data, so the latents explain some of the noise, and what is left varies a little less.
    assert.ok(Math.abs(Math.log((last?.learnedScale ?? 0) / 2)) < 0.5, String(last?.learnedScale));
  });
});
