import assert from 'node:assert/strict';
import { crossesPath, dotsPath } from '../../../src/webview/charts/points.ts';
import { firstTwo } from '../../../src/webview/charts/scatter.ts';

describe('the scatter', () => {
  it('takes the first two columns of wider tables', () => {
    assert.deepEqual([...firstTwo(Float32Array.of(1, 2, 3, 4, 5, 6), 3)], [1, 2, 4, 5]);
  });

  it('lays one column along the horizontal axis', () => {
    assert.deepEqual([...firstTwo(Float32Array.of(7, 8), 1)], [7, 0, 8, 0]);
  });

  const twice = (value: number): number => 2 * value;

  it('draws many points as one path, and leaves out what is not finite', () => {
    assert.equal(dotsPath([1, 2, NaN, 3, 4, 5], 2, twice, twice), 'M2.0 4.0h0M8.0 10.0h0');
  });

  it('draws crosses where shape must tell marks apart', () => {
    assert.equal(crossesPath([1, 2], 2, twice, twice, 2), 'M0.0 2.0l4 4m0 -4l-4 4');
  });
});
