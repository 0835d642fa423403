// The worker's bundle in a real Chromium, started from a blob as a webview starts it, under the webview's policy.

import assert from 'node:assert/strict';
import type { EngineChoice, Experiment } from '../../src/config/experiment.ts';
import type { TrainingEvent } from '../../src/elbo/trainingEvent.ts';
import { columnsOf, experimentOf } from '../training/support/runs.ts';
import { losesContext } from './support/losesContext.ts';
import { checkLikeOther, checkTrained } from './support/trainedRuns.ts';
import { openTrainerBrowser, type TrainerBrowser } from './support/trainerBrowser.ts';

const mlp = (engine: EngineChoice): Experiment =>
  experimentOf(`
data: { source: two-moons, count: 200, validation: 50 }
model: { latent: 2, encoder: { kind: mlp, hidden: [16] }, decoder: { kind: mlp, hidden: [16] } }
likelihood: { family: normal, sigma: 0.1 }
training: { steps: 12, batchSize: 50, learningRate: 0.01, engine: ${engine} }
`);

const conv = (engine: EngineChoice): Experiment =>
  experimentOf(`
data: { source: stroke-digits, count: 60, validation: 20, transform: threshold }
model:
  latent: 3
  encoder: { kind: conv, channels: [4, 8] }
  decoder: { kind: conv, channels: [4, 8] }
likelihood: { family: bernoulli }
training: { steps: 4, batchSize: 20, engine: ${engine} }
evaluation: { pictures: 2, latentPoints: 10 }
`);

describe('The trainer worker in a browser', function () {
  this.timeout(180_000);
  let trainer: TrainerBrowser;

  before(async () => {
    trainer = await openTrainerBrowser();
  });
  after(() => trainer.close());

  it('trains on WebGL when told to, and says whether a processor draws it', async () => {
    const { renderer, software } = checkTrained(await trainer.run(mlp('webgl')), 'webgl');
    assert.notEqual(renderer, '');
    assert.equal(software, /swiftshader|llvmpipe/iu.test(renderer));
  });

  it('trains convolutions on WebGL', async () => {
    checkTrained(await trainer.run(conv('webgl')), 'webgl');
  });

  it('trains on WebAssembly from the bytes it was given', async () => {
    checkTrained(await trainer.run(mlp('wasm')), 'wasm');
  });

  it('agrees between WebGL and WebAssembly on the terms of every step', async () => {
    checkLikeOther(await trainer.run(mlp('webgl')), await trainer.run(mlp('wasm')));
  });

  const checkTakenAway = (events: readonly TrainingEvent[], now: RegExp) => {
    const last = events.at(-1);
    assert.ok(last?.kind === 'engineLost', JSON.stringify(last));
    const { what, why, now: advice, step } = last.problem;
    assert.equal(what, `The GPU was taken away at step ${step}.`, why);
    assert.match(advice, now);
    return step ?? -1;
  };

  it('says so when the GPU is taken away, and keeps what it had reported', async () => {
    const experiment = mlp('webgl');
    const long = { ...experiment, training: { ...experiment.training, steps: 5000 } };
    const events = await trainer.run(long, losesContext(3000));
    const step = checkTakenAway(events, /^Train again, or set `training.engine` to `wasm`\.$/u);
    const { reconstructionLoss: reported } = columnsOf(events);
    assert.ok(step > 0 && step < 5000, `step ${step}`);
    assert.equal(reported.length, step);
    assert.ok(reported.every((nats) => Number.isFinite(nats) && nats !== 0));
  });

  it('says so when the GPU is taken away before the first step, with an engine that convolves', async () => {
    const events = await trainer.run(conv('webgl'), losesContext(5));
    assert.equal(checkTakenAway(events, /`cpu`/u), 0);
  });

  it('refuses WebGPU where the browser offers none', async () => {
    const last = (await trainer.run(mlp('webgpu'))).at(-1);
    assert.equal(last?.kind, 'failed', JSON.stringify(last));
    assert.equal(last.problem.what, 'WebGPU cannot be used here.');
    assert.equal(last.problem.why, 'The browser offers no WebGPU adapter.');
    assert.equal(last.problem.configPath, 'training.engine');
  });
});
