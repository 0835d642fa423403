import assert from 'node:assert/strict';
import { freeSymbols } from '../../../src/elbo/expr/walk.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import { numberOps } from '../../../src/elbo/expr/numberOps.ts';
import { getObjective, objectiveIds, objectives } from '../../../src/elbo/objectives/index.ts';
import { weightAt } from '../../../src/elbo/objectives/schedule.ts';

const terms = { reconstructionLoss: 89, kl: 24.5, beta: 1 };

describe('objectives', () => {
  it('are found by their ids, each used once', () => {
    assert.equal(new Set(objectiveIds).size, objectives.length);
    for (const id of objectiveIds) assert.equal(getObjective(id).id, id);
  });

  for (const objective of objectives) {
    describe(objective.name, () => {
      it('is the negative ELBO while beta is 1', () => {
        assert.equal(evaluate(objective.loss, numberOps, terms), 113.5);
      });

      it('depends on beta exactly if the config may state it', () => {
        assert.equal(freeSymbols(objective.loss).has('beta'), objective.hasBeta);
      });
    });
  }

  it('weight the KL alone by beta', () => {
    const loss = getObjective('beta-elbo').loss;
    assert.equal(evaluate(loss, numberOps, { ...terms, beta: 4 }), 187);
    assert.equal(evaluate(loss, numberOps, { ...terms, beta: 0 }), 89);
  });
});

describe('schedule', () => {
  it('keeps a constant', () => {
    assert.deepEqual(
      [0, 7, 1e9].map((step) => weightAt(0.25, step)),
      [0.25, 0.25, 0.25],
    );
  });

  it('goes straight from its start to its end and stays there exactly', () => {
    const warmUp = { schedule: 'linear', from: 0.1, to: 0.7, steps: 10 } as const;
    assert.equal(weightAt(warmUp, 0), 0.1);
    assert.ok(Math.abs(weightAt(warmUp, 5) - 0.4) < 1e-15);
    assert.equal(weightAt(warmUp, 10), 0.7);
    assert.equal(weightAt(warmUp, 11), 0.7);
  });

  it('may fall', () => {
    const falling = { schedule: 'linear', from: 4, to: 1, steps: 3 } as const;
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((step) => weightAt(falling, step)),
      [4, 3, 2, 1, 1],
    );
  });
});
