import assert from 'node:assert/strict';
import { decimate } from '../../src/protocol/decimate.ts';

describe('decimation', () => {
  it('gives one bin per entry where there is room', () => {
    const bins = decimate([3, 5], 10);
    assert.deepEqual(
      bins.map(({ step, mean }) => [step, mean]),
      [
        [1, 3],
        [2, 5],
      ],
    );
  });

  it('covers every entry exactly once, whatever the ratio of entries to bins', () => {
    for (const [length, bins] of [
      [10, 3],
      [1420, 144],
      [1000, 999],
      [7, 7],
    ] as const) {
      const series = Array.from({ length }, (_, i) => 2 ** (i % 5) + i);
      const entriesOfBin = (i: number): number =>
        Math.floor(((i + 1) * length) / bins) - Math.floor((i * length) / bins);
      const total = decimate(series, bins).reduce(
        (sum, bin, i) => sum + bin.mean * entriesOfBin(i),
        0,
      );
      const expected = series.reduce((sum, value) => sum + value, 0);
      assert.ok(Math.abs(total - expected) < 1e-9 * expected, `${length} into ${bins}`);
    }
  });

  it('keeps the extremes of a bin, so that a spike of one step is seen', () => {
    const series = Array.from({ length: 100 }, (_, i) => (i === 37 ? 1000 : 1));
    const bins = decimate(series, 4);
    assert.equal(bins[1]?.maximum, 1000);
    assert.equal(bins[1]?.minimum, 1);
    assert.equal(bins[0]?.maximum, 1);
  });

  it('leaves out values that are not finite, and says NaN where nothing is left', () => {
    const bins = decimate([1, NaN, Infinity, NaN], 2);
    assert.equal(bins[0]?.mean, 1);
    assert.ok(Number.isNaN(bins[1]?.mean));
  });

  it('of nothing is nothing', () => assert.deepEqual(decimate([], 5), []));
});
