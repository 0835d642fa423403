import assert from 'node:assert/strict';
import type { LatentMap } from '../../../src/elbo/trainingEvent.ts';
import { classMedians, keptApart, mapReach } from '../../../src/webview/charts/latentMap.ts';

const map = (points: readonly number[], labels: readonly number[] | null): LatentMap => ({
  step: 1,
  count: points.length / 2,
  points: Float32Array.from(points),
  labels: labels === null ? null : Uint8Array.from(labels),
  projection: 'latent',
  latentDimensions: 2,
  explained: 1,
  priorSigma: 1,
});

describe('the latent map', () => {
  it('marks each class at the median of its points', () => {
    const marks = classMedians(map([0, 0, 2, 2, 100, 4, 5, 5], [3, 3, 3, 1]));
    assert.deepEqual(marks, [
      { label: 1, x: 5, y: 5 },
      { label: 3, x: 2, y: 2 },
    ]);
  });

  it('marks nothing without labels, or with more classes than can be read', () => {
    assert.deepEqual(classMedians(map([0, 0], null)), []);
    const many = Array.from({ length: 11 }, (_, i) => i);
    assert.deepEqual(
      classMedians(
        map(
          many.flatMap((i) => [i, i]),
          many,
        ),
      ),
      [],
    );
  });

  it('always holds the prior, and nearly all points', () => {
    assert.equal(mapReach(map([0, 0], null)), 2.4);
    assert.ok(mapReach(map([9, 0, -9, 1], null)) > 9);
  });

  it('keeps digits apart that would print over each other', () => {
    const [a, b] = keptApart([
      { label: 0, x: 50, y: 50 },
      { label: 6, x: 50, y: 50 },
    ]);
    assert.ok(a && b && Math.hypot(a.x - b.x, a.y - b.y) > 10);
  });
});
