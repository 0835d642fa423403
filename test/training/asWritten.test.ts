// What a misplaced mean does: the loss as written beside the exact ELBO, on the same model, data and noise.

import assert from 'node:assert/strict';
import { isActiveUnit } from '../../src/elbo/metrics/activeUnits.ts';
import { collectRun, evaluationsOf, experimentOf } from './support/runs.ts';

const D = 28 * 28;
const d = 8;

interface Trained {
  /** Nats per datum. */
  readonly kl: number;
  readonly reconstructionLoss: number;
  readonly active: number;
}

async function trained(objective: string): Promise<Trained> {
  const experiment = experimentOf(`
data: { source: stroke-digits, count: 1200, validation: 0, seed: 4, transform: threshold }
model:
  latent: ${d}
  encoder: { kind: mlp, hidden: [96] }
  decoder: { kind: mlp, hidden: [96] }
likelihood: { family: bernoulli }
objective: ${objective}
training: { learningRate: 0.003, batchSize: 60, steps: 300, seed: 2 }
evaluation: { every: 300, pictures: 0, latentPoints: 0, passes: 2 }
`);
  const { train } =
    evaluationsOf(await collectRun(experiment, 'wasm')).at(-1) ?? assert.fail('no evaluation');
  const active = Array.from(train.varianceOfMean).filter((value) => isActiveUnit(value)).length;
  return { kl: train.kl, reconstructionLoss: -Number(train.reconstruction), active };
}

describe('A loss as written beside the exact ELBO', () => {
  let exact: Trained;
  before(async () => {
    exact = await trained('{ kind: elbo }');
  });

  it('the exact one uses its latent dimensions', () => {
    assert.ok(exact.kl > 10, String(exact.kl));
    assert.ok(exact.active >= d - 2, String(exact.active));
  });

  it('a mean over the pixels beside a KL that is summed switches the latents off', async () => {
    const written = await trained(`{ kind: as-written, factor: ${1 / D}, beta: ${D} }`);
    // What is minimised is no more than what it is with q(z|x) = p(z): no KL, the loss of the average picture.
    const withoutLatents = written.reconstructionLoss + 20;
    assert.ok(written.kl < withoutLatents / D, String(written.kl));
    assert.equal(written.active, 0);
    assert.ok(written.reconstructionLoss > exact.reconstructionLoss + 20);
  });

  it('a mean over the latent dimensions as well buys reconstruction with KL', async () => {
    const written = await trained(`{ kind: as-written, factor: 1, beta: ${1 / d} }`);
    assert.ok(written.kl > 1.3 * exact.kl, `${written.kl} beside ${exact.kl}`);
    assert.ok(written.reconstructionLoss < exact.reconstructionLoss);
    assert.ok(written.active >= exact.active);
  });

  it('a factor of the whole loss moves no optimum', async () => {
    const scaled = await trained(`{ kind: as-written, factor: ${1 / D}, beta: 1 }`);
    assert.ok(Math.abs(scaled.kl - exact.kl) < 0.1 * exact.kl, `${scaled.kl} beside ${exact.kl}`);
    assert.ok(Math.abs(scaled.active - exact.active) <= 1);
  });
});
