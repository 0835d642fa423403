import assert from 'node:assert/strict';
import { Trainer } from '../../src/training/trainer.ts';
import { engineFor, experimentOf, preparedFor } from './support/runs.ts';

const experimentWith = (objective: string) =>
  experimentOf(`
data: { source: two-moons, count: 64 }
model: { latent: 2, encoder: { kind: mlp, hidden: [8] }, decoder: { kind: mlp, hidden: [8] } }
likelihood: { family: normal, sigma: 0.3 }
objective: ${objective}
training: { batchSize: 32, steps: 1, seed: 3 }
`);

async function termsWith(objective: string, beta: number) {
  const experiment = experimentWith(objective);
  await engineFor('cpu', experiment);
  const trainer = new Trainer(experiment, preparedFor(experiment));
  const { reconstructionLoss, kl, loss } = trainer.loss.batchTerms(trainer.batch(1), beta);
  const read = ({ tensor }: typeof kl) => tensor.dataSync()[0] ?? Number.NaN;
  return { reconstructionLoss: read(reconstructionLoss), kl: read(kl), loss: read(loss) };
}

describe('The loss', () => {
  it('is the sum of its terms for the ELBO', async () => {
    const { reconstructionLoss, kl, loss } = await termsWith('{ kind: elbo }', 1);
    assert.ok(kl > 0);
    assert.ok(Math.abs(loss - (reconstructionLoss + kl)) <= 1e-6 * Math.abs(loss));
  });

  for (const objective of ['{ kind: beta-elbo, beta: 4 }', '{ kind: elbo }']) {
    it(`weighs the KL, and only in the sum, by the beta of the step, with ${objective}`, async () => {
      const plain = await termsWith('{ kind: elbo }', 1);
      const { reconstructionLoss, kl, loss } = await termsWith(objective, 4);
      assert.deepEqual([reconstructionLoss, kl], [plain.reconstructionLoss, plain.kl]);
      assert.ok(Math.abs(loss - (reconstructionLoss + 4 * kl)) <= 1e-6 * Math.abs(loss));
    });
  }

  it('has the same KL by Monte Carlo, up to the noise of its draws', async () => {
    const { kl } = await termsWith('{ kind: elbo }', 1);
    const estimate = await termsWith('{ kind: elbo, kl: monte-carlo, samples: 64 }', 1);
    assert.notEqual(estimate.kl, kl);
    assert.ok(Math.abs(estimate.kl - kl) < 0.05, `${estimate.kl} and ${kl}`);
  });

  it('averages over draws of z, so more draws estimate the same reconstruction', async () => {
    const one = await termsWith('{ kind: elbo }', 1);
    const many = await termsWith('{ kind: elbo, samples: 32 }', 1);
    assert.ok(Math.abs(many.reconstructionLoss - one.reconstructionLoss) < 0.5);
    assert.equal(many.kl, one.kl);
  });
});
