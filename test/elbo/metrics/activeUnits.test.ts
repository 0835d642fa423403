import assert from 'node:assert/strict';
import {
  countActiveUnits,
  isActiveUnit,
  varianceOfMean,
} from '../../../src/elbo/metrics/activeUnits.ts';
import { assertAllClose } from '../../support/numbers.ts';

describe('active units', () => {
  it('are those whose posterior mean varies by more than 0.01', () => {
    assert.equal(isActiveUnit(0.0101), true);
    assert.equal(isActiveUnit(0.01), false);
    assert.equal(isActiveUnit(Number.NaN), false);
    assert.equal(countActiveUnits(Float64Array.of(0.9, 0.002, 0.02)), 2);
  });

  it('take the variance over data of each column of the means', () => {
    // Columns (1, 2, 3), (5, 5, 5) and (0, 0, 3).
    const means = [1, 5, 0, 2, 5, 0, 3, 5, 3];
    assertAllClose(varianceOfMean(means, 3), [1, 0, 3], { absolute: 1e-15 });
  });

  it('keep the digits of a small variance around a large mean', () => {
    const means = Float64Array.of(1e8 - 0.25, 1e8 + 0.25);
    assertAllClose(varianceOfMean(means, 1), [0.125], { relative: 1e-12 });
  });

  it('are unknown with a single datum', () => {
    assert.ok(Number.isNaN(varianceOfMean([1, 2], 2)[0]));
  });
});
