// A linear VAE on linear-Gaussian data has a known optimum: the maximum likelihood of probabilistic PCA.

import assert from 'node:assert/strict';
import type { Experiment } from '../../src/config/experiment.ts';
import { ppcaMaximumLogLikelihood } from '../../src/elbo/datasets/ppcaMaximumLogLikelihood.ts';
import { createRandom } from '../../src/elbo/random.ts';
import { collectRun, evaluationsOf, experimentOf, preparedFor } from './support/runs.ts';

/** Largest distance below the maximum, and what the noise of evaluating may put it above, in nats per datum. */
const below = 0.02;
const above = 0.02;

/** The training split, row after row. */
function trainingData(experiment: Experiment): Float32Array {
  const { train, dimensions } = preparedFor(experiment);
  const data = new Float32Array(train.count * dimensions);
  const all = Uint32Array.from({ length: train.count }, (_, index) => index);
  train.fill(data, all, createRandom(0));
  return data;
}

const config = (standardise: string) => `
data:
  source: linear-gaussian
  count: 1000
  options: { dimensions: 6, latent: 2, noise: 0.5 }
  seed: 1
  standardise: ${standardise}
model:
  latent: 2
  encoder: { kind: mlp, hidden: [] }
  decoder: { kind: mlp, hidden: [] }
likelihood: { family: normal, scale: shared }
objective: { kind: elbo, samples: 8 }
training: { learningRate: 0.01, batchSize: 500, steps: 1000, seed: 2 }
evaluation: { every: 1000, passes: 16, pictures: 0, latentPoints: 0 }
`;

describe('A linear VAE on linear-gaussian', () => {
  // One scale for all dimensions leaves the noise as isotropic as the model assumes, so the maximum is the same.
  for (const standardise of ['none', 'shared']) {
    it(`comes within 0.02 nats per datum of the probabilistic-PCA maximum, and not above it; standardise: ${standardise}`, async () => {
      const experiment = experimentOf(config(standardise));
      const data = trainingData(experimentOf(config('none')));
      const maximum = ppcaMaximumLogLikelihood(data, 6, 2);
      const last = evaluationsOf(await collectRun(experiment, 'wasm')).at(-1);
      const { elbo } = last?.train ?? { elbo: Number.NaN };
      assert.ok(elbo >= maximum - below && elbo <= maximum + above, `${elbo} of ${maximum}`);
    }).timeout(60_000);
  }

  it('has an importance-weighted bound between its ELBO and that maximum', async () => {
    const experiment = experimentOf(`
data: { source: linear-gaussian, count: 400, options: { dimensions: 6, latent: 2, noise: 0.5 }, seed: 1 }
model:
  latent: 2
  encoder: { kind: mlp, hidden: [] }
  decoder: { kind: mlp, hidden: [] }
likelihood: { family: normal, scale: shared }
objective: { kind: iwae, samples: 16 }
training: { learningRate: 0.01, batchSize: 200, steps: 300, seed: 2 }
evaluation: { every: 300, passes: 16, pictures: 0, latentPoints: 0 }
`);
    const maximum = ppcaMaximumLogLikelihood(trainingData(experiment), 6, 2);
    const [first, last] = evaluationsOf(await collectRun(experiment, 'wasm')).map(
      ({ train }) => train,
    );
    for (const { elbo, reconstruction, kl, importanceBound } of [first, last].filter(
      (split) => split !== undefined,
    )) {
      assert.equal(elbo, reconstruction - kl);
      assert.ok(importanceBound !== null && importanceBound > elbo);
      assert.ok(importanceBound <= maximum + above, `${importanceBound} of ${maximum}`);
    }
    const [before, after] = [first?.importanceBound ?? 0, last?.importanceBound ?? 0];
    assert.ok(after > before + 1, `${before} -> ${after}`);
    assert.ok(after - (last?.elbo ?? 0) > 0.01, 'a bound of 16 draws is visibly tighter');
  }).timeout(60_000);
});
