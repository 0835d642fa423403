import assert from 'node:assert/strict';
import { checkNumbers } from '../../src/data/checks.ts';
import { checkProblem } from './idxFiles.ts';

const table = { id: 'table', range: 'real' } as const;
const picture = { id: 'picture', range: { minimum: 0, maximum: 1 } } as const;

describe('drawn numbers', () => {
  it('pass when they are finite and in range', () => {
    assert.equal(checkNumbers(Float32Array.of(-5, 1e30), 2, table), undefined);
    assert.equal(checkNumbers(Float32Array.of(0, 0.5, 1), 3, picture), undefined);
  });

  for (const [bad, dataset, why] of [
    [NaN, table, /is a finite number/u],
    [Infinity, table, /is a finite number/u],
    [-Infinity, table, /is a finite number/u],
    [NaN, picture, /is a number from 0 to 1/u],
    [1.5, picture, /is a number from 0 to 1/u],
    [-0.5, picture, /is a number from 0 to 1/u],
  ] as const) {
    it(`are refused with the place of ${bad} in a ${dataset.id}`, () => {
      const outcome = checkNumbers(Float32Array.of(0, 1, 1, bad), 2, dataset);
      assert.ok(outcome !== undefined);
      const shown = String(bad).replace('-', '\u2212');
      checkProblem(outcome, {
        what: `${dataset.id}: datum 1 holds ${shown} in dimension 1.`,
        why,
        now: /milder options/u,
        key: 'data.source',
      });
    });
  }
});
