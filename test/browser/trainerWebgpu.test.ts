// The worker's bundle on WebGPU, drawn by the processor: a run of a few steps takes seconds.

import assert from 'node:assert/strict';
import type { EngineChoice, Experiment } from '../../src/config/experiment.ts';
import { experimentOf } from '../training/support/runs.ts';
import { checkLikeOther, checkTrained } from './support/trainedRuns.ts';
import {
  openTrainerBrowser,
  softwareWebgpu,
  type TrainerBrowser,
} from './support/trainerBrowser.ts';

const moons = (engine: EngineChoice, training = '', likelihood = ''): Experiment =>
  experimentOf(`
data: { source: two-moons, count: 60, validation: 20 }
model: { latent: 2, encoder: { kind: mlp, hidden: [8] }, decoder: { kind: mlp, hidden: [8] } }
likelihood: ${likelihood || '{ family: normal, sigma: 0.1 }'}
training: { steps: 6, batchSize: 20, ${training || 'learningRate: 0.01'}, engine: ${engine} }
`);

const digits = (engine: EngineChoice, kind: 'mlp' | 'conv'): Experiment =>
  experimentOf(`
data: { source: stroke-digits, count: 40, validation: 20, transform: threshold }
model:
  latent: 3
  encoder: { kind: ${kind}, ${kind === 'conv' ? 'channels: [3, 4]' : 'hidden: [8]'} }
  decoder: { kind: ${kind}, ${kind === 'conv' ? 'channels: [3, 4]' : 'hidden: [8]'} }
likelihood: { family: bernoulli }
training: { steps: 4, batchSize: 20, engine: ${engine} }
evaluation: { pictures: 2, latentPoints: 10 }
`);

describe('The trainer worker on WebGPU', function () {
  this.timeout(180_000);
  let trainer: TrainerBrowser;

  before(async () => {
    trainer = await openTrainerBrowser(softwareWebgpu);
  });
  after(() => trainer.close());

  it('trains as WebAssembly does, and says that a processor draws it', async () => {
    const events = await trainer.run(moons('webgpu'));
    const { renderer, software } = checkTrained(events, 'webgpu');
    assert.match(renderer, /swiftshader/iu);
    assert.equal(software, true);
    checkLikeOther(events, await trainer.run(moons('wasm')));
  });

  it('trains a Bernoulli decoder as WebAssembly does', async () => {
    const events = await trainer.run(digits('webgpu', 'mlp'));
    checkTrained(events, 'webgpu');
    checkLikeOther(events, await trainer.run(digits('wasm', 'mlp')));
  });

  it('trains convolutions as WebGL does', async () => {
    const events = await trainer.run(digits('webgpu', 'conv'));
    checkTrained(events, 'webgpu');
    checkLikeOther(events, await trainer.run(digits('webgl', 'conv')));
  });

  it('finds the layer where a value stops being finite, as on the other engines', async () => {
    const wild = ['optimizer: adam, learningRate: 10', '{ family: normal, scale: per-element }'];
    const [webgpu, wasm] = [
      (await trainer.run(moons('webgpu', ...wild))).at(-1),
      (await trainer.run(moons('wasm', ...wild))).at(-1),
    ];
    assert.ok(webgpu?.kind === 'failed' && wasm?.kind === 'failed', JSON.stringify([webgpu, wasm]));
    assert.equal(webgpu.problem.what, wasm.problem.what, webgpu.problem.why);
    assert.equal(webgpu.problem.layer, wasm.problem.layer);
  });

  it('says so when the device refuses a computation', async () => {
    const refuses = `
      const dispatch = GPUComputePassEncoder.prototype.dispatchWorkgroups;
      let calls = 0;
      GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...counts) {
        return dispatch.apply(this, ++calls === 300 ? [1e6, 1, 1] : counts);
      };
    `;
    const last = (await trainer.run(moons('webgpu'), refuses)).at(-1);
    assert.ok(last?.kind === 'engineLost', JSON.stringify(last));
    assert.match(last.problem.what, /^The GPU refused a computation after step \d+\.$/u);
    assert.match(last.problem.why, /^WebGPU says: ./u);
  });

  it('says so when the device is taken away', async () => {
    const loses = `
      const requestDevice = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = async function (...wanted) {
        const device = await requestDevice.apply(this, wanted);
        setTimeout(() => device.destroy(), 1500);
        return device;
      };
    `;
    const long = moons('webgpu');
    const events = await trainer.run(
      { ...long, training: { ...long.training, steps: 5000 } },
      loses,
    );
    const last = events.at(-1);
    assert.ok(last?.kind === 'engineLost', JSON.stringify(last));
    assert.match(last.problem.what, /^The GPU was taken away at step \d+\.$/u);
  });
});
