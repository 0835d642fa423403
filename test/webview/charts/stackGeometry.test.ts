import assert from 'node:assert/strict';
import {
  klSpan,
  reconstructionAbove,
  reconstructionBelow,
  stackLimits,
  stackPoints,
  stepDomain,
  withZeroCrossings,
  type StackPoint,
} from '../../../src/webview/charts/stackGeometry.ts';

const point = (step: number, reconstruction: number, kl: number): StackPoint => ({
  step,
  reconstruction,
  kl,
  total: reconstruction + kl,
});

describe('the signed stack', () => {
  it('puts a positive reconstruction loss on the KL, so that the top edge is -ELBO', () => {
    const p = point(1, 89, 24.5);
    assert.deepEqual(klSpan(p), [0, 24.5]);
    assert.deepEqual(reconstructionAbove(p), [24.5, 113.5]);
    assert.deepEqual(reconstructionBelow(p), [0, 0]);
    assert.equal(p.total, 113.5);
  });

  it('hangs a negative reconstruction loss from zero; the total is still the sum', () => {
    const p = point(1, -2, 2.9);
    assert.deepEqual(klSpan(p), [0, 2.9]);
    assert.deepEqual(reconstructionAbove(p), [2.9, 2.9]);
    assert.deepEqual(reconstructionBelow(p), [-2, 0]);
    assert.ok(Math.abs(p.total - 0.9) < 1e-12);
  });

  it('has a point where the reconstruction loss passes zero, so that no area leaps', () => {
    const points = withZeroCrossings([point(0, 4, 1), point(10, -1, 2)]);
    assert.deepEqual(points[1], { step: 8, kl: 1.8, reconstruction: 0, total: 1.8 });
    assert.equal(points.length, 3);
  });

  it('adds no points to a series that keeps its sign', () => {
    assert.equal(withZeroCrossings([point(0, 4, 1), point(1, 3, 1)]).length, 2);
  });

  it('sums the means of the same bins', () => {
    const bin = (step: number, mean: number) => ({ step, mean, minimum: mean, maximum: mean });
    assert.deepEqual(stackPoints([bin(1, 80)], [bin(1, 20)]), [point(1, 80, 20)]);
  });
});

describe('the limits of the stack', () => {
  const falling = [
    point(0, 547, 2),
    ...Array.from({ length: 50 }, (_, i) => point(i + 1, 90 + 200 / (i + 1), 24)),
  ];

  it('follow the current value, and name what they leave out', () => {
    const limits = stackLimits(falling, point(50, 89, 24.5));
    assert.ok(limits.upper >= 113.5 * 1.5 && limits.upper <= 113.5 * 2, `upper ${limits.upper}`);
    assert.deepEqual(limits.above, { value: 549, step: 0 });
    assert.equal(limits.lower, 0);
    assert.equal(limits.below, null);
  });

  it('hold everything when nothing towers above the rest', () => {
    const calm = [point(1, 100, 10), point(2, 98, 11)];
    const limits = stackLimits(calm, calm[1] ?? null);
    assert.ok(limits.upper >= 110);
    assert.equal(limits.above, null);
  });

  it('reach below zero for a density, and keep zero in sight', () => {
    const limits = stackLimits([point(1, 3, 0.1), point(2, -2, 2.9)], point(2, -2, 2.9));
    assert.ok(limits.lower <= -2 && limits.upper >= 2.9);
    assert.ok(limits.ticks.includes(0));
  });

  it('reach below zero for an estimated KL that is there', () => {
    const points = [point(0, 5, 1), point(1, 3, -0.5)];
    assert.ok(stackLimits(points, points.at(-1) ?? null).lower <= -0.5);
  });

  it('keep zero in sight when every value is negative', () => {
    const deep = [point(1, -500, 20), point(2, -900, 30)];
    const limits = stackLimits(deep, deep[1] ?? null);
    assert.ok(limits.upper > 30 && limits.lower <= -900);
    assert.ok(limits.ticks.includes(0));
  });

  it('name a fall far below the current value', () => {
    const limits = stackLimits([point(1, -9000, 1), point(2, -10, 1)], point(2, -10, 1));
    assert.deepEqual(limits.below, { value: -9000, step: 1 });
  });

  it('exist without any finite point', () => {
    const limits = stackLimits([point(1, NaN, 1)], null);
    assert.deepEqual([limits.lower, limits.upper], [0, 1]);
  });

  it('have round ticks inside them', () => {
    const { ticks, lower, upper } = stackLimits(falling, point(50, 89, 24.5));
    assert.ok(ticks.length >= 3);
    for (const tick of ticks) assert.ok(tick >= lower && tick <= upper);
  });
});

describe('the step axis', () => {
  it('runs to the planned end while the labels fit behind the last step', () => {
    assert.equal(stepDomain(852, 1420, 288, 112), 1420);
  });

  it('is widened near the end so that the labels always fit', () => {
    const end = stepDomain(1420, 1420, 288, 112);
    const behind = 288 - (1420 / end) * 288;
    assert.ok(Math.abs(behind - 112) < 1e-9);
  });

  it('never is empty', () => assert.equal(stepDomain(0, 0, 288, 112), 1));
});
