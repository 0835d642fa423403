import assert from 'node:assert/strict';
import { arrayOps, namedArray, scalar } from '../../../src/elbo/expr/arrayOps.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import { freeSymbols } from '../../../src/elbo/expr/walk.ts';
import { getObjective, objectiveIds, objectives } from '../../../src/elbo/objectives/index.ts';
import { importanceWeightedBound } from '../../../src/elbo/objectives/iwae.ts';
import type { ObjectiveId } from '../../../src/elbo/objectives/index.ts';
import { assertClose } from '../../support/numbers.ts';

/** Two data with one draw each, two latent dimensions, numbers under which every objective is the negative ELBO. */
const neutral = {
  reconstructionLoss: scalar(89),
  kl: scalar(24.5),
  klPerDimension: namedArray(['latent'], [2], [24, 0.5]),
  logPxGivenZ: namedArray(['sample', 'batch'], [1, 2], [-80, -98]),
  logRatio: namedArray(['sample', 'batch'], [1, 2], [20, 29]),
  beta: scalar(1),
  gamma: scalar(1),
  freeNats: scalar(0),
  capacity: scalar(0),
  factor: scalar(1),
  samples: scalar(1),
};

function lossOf(id: ObjectiveId, changed: Partial<typeof neutral> = {}): number {
  const { axes, values } = evaluate(getObjective(id).loss, arrayOps, { ...neutral, ...changed });
  assert.deepEqual(axes, []);
  return values[0] ?? Number.NaN;
}

describe('objectives', () => {
  it('are found by their ids, each used once', () => {
    assert.equal(new Set(objectiveIds).size, objectives.length);
    for (const id of objectiveIds) assert.equal(getObjective(id).id, id);
  });

  for (const objective of objectives) {
    describe(objective.name, () => {
      it('is the negative ELBO where its numbers are neutral', () => {
        assert.equal(lossOf(objective.id), 113.5);
      });

      it('reads terms and numbers that the trainer knows, and the weight it states', () => {
        const found = freeSymbols(objective.loss);
        for (const name of found) assert.ok(name in neutral, name);
        const { weight } = objective;
        assert.equal(found.has('beta'), weight === 'beta' || weight === 'byHand');
        assert.equal(found.has('gamma'), weight === 'gamma');
      });
    });
  }

  it('weight the KL alone by beta', () => {
    assert.equal(lossOf('beta-elbo', { beta: scalar(4) }), 187);
    assert.equal(lossOf('beta-elbo', { beta: scalar(0) }), 89);
  });

  it('give every latent dimension its free nats, and count what is above them', () => {
    assert.equal(lossOf('free-bits', { freeNats: scalar(0.5) }), 89 + 24 + 0.5);
    assert.equal(lossOf('free-bits', { freeNats: scalar(2) }), 89 + 24 + 2);
    assert.equal(lossOf('free-bits', { freeNats: scalar(30), beta: scalar(0.1) }), 89 + 0.1 * 60);
  });

  it('multiply what the code multiplies', () => {
    assert.equal(lossOf('as-written', { factor: scalar(0.5), beta: scalar(4) }), 93.5);
  });

  it('hold the KL at its capacity from both sides', () => {
    assert.equal(lossOf('capacity', { capacity: scalar(24.5), gamma: scalar(1000) }), 89);
    assert.equal(lossOf('capacity', { capacity: scalar(20), gamma: scalar(10) }), 89 + 45);
    assert.equal(lossOf('capacity', { capacity: scalar(30), gamma: scalar(10) }), 89 + 55);
  });
});

describe('The importance-weighted bound', () => {
  const draws = (logPxGivenZ: readonly number[], logRatio: readonly number[]) => {
    const count = logPxGivenZ.length;
    return {
      logPxGivenZ: namedArray(['sample', 'batch'], [count, 1], logPxGivenZ),
      logRatio: namedArray(['sample', 'batch'], [count, 1], logRatio),
      samples: scalar(count),
    };
  };
  const boundOf = (logPxGivenZ: readonly number[], logRatio: readonly number[]): number =>
    evaluate(importanceWeightedBound, arrayOps, draws(logPxGivenZ, logRatio)).values[0] ?? 0;

  it('is the logarithm of the average weight, however small the weights are', () => {
    const expected = Math.log((Math.exp(-1) + Math.exp(-3)) / 2);
    assertClose(boundOf([1, 2], [2, 5]), expected, { relative: 1e-15 });
    assertClose(boundOf([-4999, -4998], [2, 5]), expected - 5000, { relative: 1e-15 });
  });

  it('is no less than the average of the logarithms, and the same where all weights agree', () => {
    assert.ok(boundOf([-80, -90, -85], [3, 1, 2]) > (-83 - 91 - 87) / 3);
    assertClose(boundOf([-80, -81], [3, 2]), -83, { relative: 1e-15 });
  });

  it('is what its objective minimises, turned round', () => {
    const values = draws([-80, -90], [3, 1]);
    const loss = evaluate(getObjective('iwae').loss, arrayOps, { ...neutral, ...values });
    assert.equal(loss.values[0], -boundOf([-80, -90], [3, 1]));
  });
});
