import assert from 'node:assert/strict';
import type { Schedule } from '../../../src/elbo/objectives/objective.ts';
import { lengthOf, weightAt } from '../../../src/elbo/objectives/schedule.ts';
import { assertAllClose, assertClose } from '../../support/numbers.ts';

const along = (schedule: Schedule, steps: readonly number[]): readonly number[] =>
  steps.map((step) => weightAt(schedule, step));

describe('a schedule', () => {
  it('keeps a constant', () => {
    assert.deepEqual(along(0.25, [0, 7, 1e9]), [0.25, 0.25, 0.25]);
    assert.equal(lengthOf(0.25), 0);
  });

  it('goes straight from its start to its end and stays there exactly', () => {
    const warmUp = { schedule: 'linear', from: 0.1, to: 0.7, steps: 10 } as const;
    assert.equal(weightAt(warmUp, 0), 0.1);
    assertClose(weightAt(warmUp, 5), 0.4, { relative: 1e-15 });
    assert.deepEqual(along(warmUp, [10, 11]), [0.7, 0.7]);
  });

  it('may fall', () => {
    const falling = { schedule: 'linear', from: 4, to: 1, steps: 3 } as const;
    assert.deepEqual(along(falling, [0, 1, 2, 3, 4]), [4, 3, 2, 1, 1]);
  });

  it('rises along a logistic curve that reaches both ends', () => {
    const curve = { schedule: 'sigmoid', from: 0, to: 2, steps: 100, steepness: 10 } as const;
    assertAllClose(along(curve, [0, 50, 100]), [0, 1, 2], { absolute: 1e-15 });
    // Symmetric about its middle, and steepest there.
    assertClose(weightAt(curve, 30) + weightAt(curve, 70), 2, { relative: 1e-15 });
    const slope = (step: number) => weightAt(curve, step + 1) - weightAt(curve, step);
    assert.ok(slope(50) > 4 * slope(20) && slope(20) > 0);
    // Bowman's curve of the same slope in the middle, up to what stretching adds.
    const logistic = 2 / (1 + Math.exp(-0.2 * (30 - 50)));
    assertClose(weightAt(curve, 30), logistic, { absolute: 0.02 });
  });

  it('is nearly a line or nearly a jump, by its steepness', () => {
    const curve = { schedule: 'sigmoid', from: 0, to: 1, steps: 100 } as const;
    assertClose(weightAt({ ...curve, steepness: 0.01 }, 25), 0.25, { absolute: 1e-5 });
    assertAllClose(along({ ...curve, steepness: 100 }, [40, 60]), [0, 1], { absolute: 1e-4 });
  });

  it('rises in every cycle, stays, and starts over, until it stays for good', () => {
    const cycles = {
      schedule: 'cyclical',
      from: 0,
      to: 1,
      steps: 10,
      cycles: 2,
      ramp: 0.5,
    } as const;
    assert.deepEqual(along(cycles, [0, 1, 4, 5, 9]), [0, 0.2, 0.8, 1, 1]);
    assert.deepEqual(along(cycles, [10, 11, 15, 19, 20, 1000]), [0, 0.2, 1, 1, 1, 1]);
    assert.equal(lengthOf(cycles), 20);
    assert.equal(weightAt({ ...cycles, ramp: 1 }, 5), 0.5);
  });
});
