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
  const { reconstructionLoss, kl, loss } = trainer.loss.batchTerms(
    trainer.batch(1),
    trainer.numbers(1, beta),
  );
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

  it('gives latent dimensions their free nats', async () => {
    const { reconstructionLoss, kl, loss } = await termsWith('{ kind: free-bits, freeNats: 3 }', 1);
    // At the start both dimensions use less than 3 nats.
    assert.ok(kl < 3);
    assert.ok(Math.abs(loss - (reconstructionLoss + 6)) <= 1e-5 * Math.abs(loss));
  });

  it('holds the KL at the capacity of the step', async () => {
    const capacity = '{ schedule: linear, from: 0, to: 10, steps: 10 }';
    const objective = `{ kind: capacity, capacity: ${capacity}, gamma: 7 }`;
    const { reconstructionLoss, kl, loss } = await termsWith(objective, 7);
    const expected = reconstructionLoss + 7 * Math.abs(kl - 1);
    assert.ok(Math.abs(loss - expected) <= 1e-5 * Math.abs(loss), `${loss}, ${expected}`);
  });

  it('of importance weights is below the negative ELBO of the same draws, whose terms stay as they are', async () => {
    const elbo = await termsWith('{ kind: elbo, samples: 8 }', 1);
    const { reconstructionLoss, kl, loss } = await termsWith('{ kind: iwae, samples: 8 }', 1);
    assert.deepEqual([reconstructionLoss, kl], [elbo.reconstructionLoss, elbo.kl]);
    assert.ok(loss < elbo.loss, `${loss} and ${elbo.loss}`);
  });

  it('of importance weights tempers them by a weight set by hand', async () => {
    const objective = '{ kind: iwae, samples: 8 }';
    const { reconstructionLoss, kl, loss } = await termsWith(objective, 0);
    assert.equal(kl, (await termsWith(objective, 1)).kl);
    // Without the ratio it is -log of the mean of p(x|z), which is below the mean of -log p(x|z).
    assert.ok(loss < reconstructionLoss, `${loss} and ${reconstructionLoss}`);
  });
});
