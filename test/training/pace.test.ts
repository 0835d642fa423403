import assert from 'node:assert/strict';
import { CheckpointPace } from '../../src/training/pace.ts';

/** Trains for `totalMs` in turns of 12 ms, with a checkpoint whenever one is due; the share of the time they took. */
function shareOf(costMs: (taken: number) => number, bytes: number, totalMs: number) {
  const pace = new CheckpointPace(0, bytes);
  let [nowMs, spentMs, taken] = [0, 0, 0];
  while (nowMs < totalMs) {
    nowMs += 12;
    if (!pace.isDue(nowMs)) continue;
    const cost = costMs(taken);
    pace.took(nowMs, nowMs + cost, bytes);
    nowMs += cost;
    spentMs += cost;
    taken += 1;
  }
  return { share: spentMs / nowMs, taken };
}

describe('The pace of checkpoints', () => {
  const megabyte = 1e6;

  it('takes at most 2 % of the training time, however slow they are', () => {
    for (const cost of [1, 20, 100, 500, 3000]) {
      const { share, taken } = shareOf(() => cost, 8 * megabyte, 3_600_000);
      assert.ok(share <= 0.02, `${cost} ms: ${share}`);
      assert.ok(taken > 10, `${cost} ms: ${taken} in an hour`);
    }
  });

  it('follows a cost that changes', () => {
    const { share } = shareOf((taken) => (taken < 20 ? 10 : 400), megabyte, 3_600_000);
    assert.ok(share <= 0.02, `${share}`);
  });

  it('is every 5 seconds for small models, and no oftener', () => {
    const { taken } = shareOf(() => 1, 100_000, 600_000);
    assert.ok(taken >= 118 && taken <= 120, `${taken} in ten minutes`);
  });

  it('counts what a message costs on its way: 8 MB go out every 20 s at most', () => {
    const { taken } = shareOf(() => 1, 8 * megabyte, 600_000);
    assert.ok(taken >= 28 && taken <= 30, `${taken} in ten minutes`);
  });
});
