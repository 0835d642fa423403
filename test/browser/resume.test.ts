// A run whose graphics context is taken away, resumed in a new worker as the host does it, against one that was
// left alone.

import assert from 'node:assert/strict';
import type { Experiment } from '../../src/config/experiment.ts';
import { columnsOf, evaluationsOf, experimentOf } from '../training/support/runs.ts';
import { losesContext } from './support/losesContext.ts';
import { openTrainerBrowser, type TrainerBrowser } from './support/trainerBrowser.ts';

const mlp = experimentOf(`
data: { source: two-moons, count: 200, validation: 50 }
model: { latent: 2, encoder: { kind: mlp, hidden: [16] }, decoder: { kind: mlp, hidden: [16] } }
likelihood: { family: normal, scale: shared, sigma: 0.3 }
training: { steps: 300, batchSize: 50, learningRate: 0.01, engine: webgl }
evaluation: { every: 50, pictures: 4, latentPoints: 10 }
`);

const conv = experimentOf(`
data: { source: stroke-digits, count: 60, validation: 20, transform: stochastic-binarisation }
model:
  latent: 3
  encoder: { kind: conv, channels: [4, 8] }
  decoder: { kind: conv, channels: [4, 8] }
likelihood: { family: bernoulli }
training: { steps: 20, batchSize: 20, engine: webgl }
evaluation: { every: 5, pictures: 2, latentPoints: 10 }
`);

describe('A run whose GPU is taken away', function () {
  this.timeout(240_000);
  let trainer: TrainerBrowser;

  before(async () => {
    trainer = await openTrainerBrowser();
  });
  after(() => trainer.close());

  /** Largest distance of the two curves, relative to the size of the values. */
  async function distanceAfterLoss(experiment: Experiment, draws: number) {
    const whole = await trainer.run(experiment);
    const { before, step, after } = await trainer.runThroughLoss(experiment, losesContext(draws));
    const lost = before.at(-1);
    assert.ok(lost?.kind === 'engineLost', JSON.stringify(lost));
    assert.ok(step > 0, 'there was a checkpoint');
    const { reconstructionLoss, kl } = columnsOf(after);
    const expected = columnsOf(whole);
    assert.equal(kl.length, expected.kl.length - step);
    const distances = [
      ...reconstructionLoss.map(
        (nats, i) => [nats, expected.reconstructionLoss[step + i]!] as const,
      ),
      ...kl.map((nats, i) => [nats, expected.kl[step + i]!] as const),
      ...evaluationsOf(after).map(
        ({ train }, i, all) =>
          [train.elbo, evaluationsOf(whole).slice(-all.length)[i]!.train.elbo] as const,
      ),
    ].map(([seen, wanted]) => Math.abs(seen - wanted) / Math.max(1, Math.abs(wanted)));
    const last = after.at(-1);
    assert.ok(last?.kind === 'stateChanged' && last.state === 'finished', JSON.stringify(last));
    return { worst: Math.max(...distances), step };
  }

  for (const [what, experiment, draws] of [
    ['a small network', mlp, 30_000],
    ['convolutions and fresh binarisation', conv, 6000],
  ] as const) {
    it(`has the curve of one that was left alone, within float32 noise: ${what}`, async () => {
      const { worst, step } = await distanceAfterLoss(experiment, draws);
      assert.ok(worst < 1e-4, `${worst}, resumed from step ${step}`);
    });
  }
});
