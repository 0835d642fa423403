// The value a run is said to cost now.

import assert from 'node:assert/strict';
import { syntheticRuns } from '../../scripts/gallery/syntheticRuns.ts';
import { recentTerms } from '../../src/protocol/recentTerms.ts';

const run = syntheticRuns.training();

function withTerms(kl: readonly number[], reconstructionLoss: readonly number[]) {
  const beta = new Float64Array(kl.length).fill(1);
  const columns = {
    kl: Float64Array.from(kl),
    reconstructionLoss: Float64Array.from(reconstructionLoss),
    beta,
  };
  return recentTerms({ ...run, columns, stepsPerEpoch: 2 });
}

describe('the recent terms of a run', () => {
  it('are none before the first step', () => assert.equal(withTerms([], []), null));

  it('are those of the last step at the beginning', () => {
    assert.deepEqual(withTerms([1, 2], [10, 8]), {
      kl: 2,
      reconstructionLoss: 8,
      total: 10,
      window: 1,
    });
  });

  it('average at most an epoch', () => {
    const steps = Array.from({ length: 40 }, (_, index) => index);
    assert.deepEqual(withTerms(steps, steps), {
      kl: 38.5,
      reconstructionLoss: 38.5,
      total: 77,
      window: 2,
    });
  });

  it('stay at the last finite step after a failure', () => {
    assert.equal(withTerms([1, 2, Number.POSITIVE_INFINITY], [10, 8, 7])?.total, 10);
    assert.equal(withTerms([1, 2, 3], [10, 8, Number.NaN])?.total, 10);
  });
});
