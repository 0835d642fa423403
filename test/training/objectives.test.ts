// Every objective and schedule trains from a config, and does to the KL what it is for.

import assert from 'node:assert/strict';
import { memory } from '@tensorflow/tfjs-core';
import { weightAt } from '../../src/elbo/objectives/schedule.ts';
import { klWeight } from '../../src/config/objectiveWeights.ts';
import type { ObjectiveId } from '../../src/elbo/objectives/index.ts';
import { objectiveIds } from '../../src/elbo/objectives/index.ts';
import { ControlQueue } from '../../src/training/controls.ts';
import { collectRun, columnsOf, engineFor, evaluationsOf, experimentOf } from './support/runs.ts';

const experimentWith = (objective: string, steps = 60) =>
  experimentOf(`
data: { source: two-moons, count: 300, validation: 60, seed: 3 }
model:
  latent: 2
  encoder: { kind: mlp, hidden: [16], activation: tanh }
  decoder: { kind: mlp, hidden: [16], activation: tanh }
likelihood: { family: normal, sigma: 0.1 }
objective: ${objective}
training: { learningRate: 0.01, batchSize: 32, steps: ${steps}, seed: 5 }
evaluation: { every: ${steps}, pictures: 0, latentPoints: 0, passes: 4 }
`);

const cyclical = '{ schedule: cyclical, from: 0, to: 1, steps: 20, cycles: 2 }';
const sigmoid = '{ schedule: sigmoid, from: 0, to: 1, steps: 40 }';

const configs: Readonly<Record<ObjectiveId, readonly string[]>> = {
  elbo: ['{ kind: elbo }', '{ kind: elbo, samples: 3, kl: monte-carlo }'],
  'beta-elbo': [
    '{ kind: beta-elbo, beta: 0.5 }',
    `{ kind: beta-elbo, beta: ${cyclical} }`,
    `{ kind: beta-elbo, beta: ${sigmoid} }`,
  ],
  'free-bits': ['{ kind: free-bits }', `{ kind: free-bits, freeNats: 2, beta: ${sigmoid} }`],
  capacity: [
    '{ kind: capacity, capacity: 3, gamma: 10 }',
    '{ kind: capacity, capacity: { schedule: linear, to: 5, steps: 50 }, gamma: 10, kl: monte-carlo }',
  ],
  'as-written': [
    '{ kind: as-written, beta: 0.5, factor: 0.1 }',
    `{ kind: as-written, beta: ${sigmoid}, factor: 8 }`,
  ],
  iwae: ['{ kind: iwae }', '{ kind: iwae, samples: 2, kl: monte-carlo }'],
};

async function checkTrains(objective: string): Promise<void> {
  const experiment = experimentWith(objective);
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
  const [first, last] = [evaluationsOf(events)[0], evaluationsOf(events).at(-1)];
  assert.ok(first && last && last.train.elbo > first.train.elbo + 10);
  for (const { train, validation } of [first, last]) {
    for (const split of [train, validation]) {
      assert.ok(split);
      assert.equal(split.elbo, split.reconstruction - split.kl);
      assert.equal(split.importanceBound !== null, experiment.objective.kind === 'iwae');
      if (split.importanceBound !== null) assert.ok(split.importanceBound > split.elbo);
    }
  }
  const { beta } = columnsOf(events);
  const schedule = klWeight(experiment.objective);
  assert.deepEqual(
    beta,
    beta.map((_, index) => weightAt(schedule, index + 1)),
  );
}

for (const id of objectiveIds) {
  describe(`Training with ${id}`, () => {
    for (const objective of configs[id]) {
      it(`raises the ELBO: ${objective}`, () => checkTrains(objective));
    }
  });
}

describe('What an objective does to the KL', () => {
  const klAfter = async (objective: string, steps = 300): Promise<number> => {
    const run = await collectRun(experimentWith(objective, steps), 'cpu');
    return evaluationsOf(run).at(-1)?.train.kl ?? Number.NaN;
  };

  it('capacity: brings it to its capacity', async () => {
    const kl = await klAfter('{ kind: capacity, capacity: 2, gamma: 50 }');
    assert.ok(Math.abs(kl - 2) < 0.3, String(kl));
  });

  it('free bits: keeps it up against a heavy weight', async () => {
    const heavy = await klAfter('{ kind: beta-elbo, beta: 300 }');
    const free = await klAfter('{ kind: free-bits, freeNats: 1, beta: 300 }');
    assert.ok(heavy < 0.8, String(heavy));
    assert.ok(free > 1.5 && free < 2.6, String(free));
  });

  it('a weight set by hand holds for every objective from the next step on', async () => {
    for (const id of objectiveIds) {
      const [objective = ''] = configs[id];
      const controls = new ControlQueue();
      controls.push({ kind: 'setBeta', beta: 7 });
      const run = await collectRun(experimentWith(objective, 10), 'cpu', { controls });
      assert.deepEqual(
        columnsOf(run).beta,
        Array.from({ length: 10 }, () => 7),
        id,
      );
    }
  });
});
