import assert from 'node:assert/strict';
import type { Preparation, Transform } from '../../src/data/parameters.ts';
import { prepareData } from '../../src/data/pipeline.ts';
import { counting, idxFile, valueOf } from './idxFiles.ts';
import { f32, preparation, targetsOf } from './prepared.ts';

describe('transforms of images', () => {
  const count = 400;
  /** Every pixel of 400 pictures of 256 pixels is the grey level of its place. */
  const ramp = new Map([['r.idx', idxFile([count, 16, 16], counting(count * 256))]]);
  const ramped = (transform: Transform, more: Partial<Preparation> = {}) =>
    valueOf(
      prepareData(
        { data: { ...preparation, source: 'idx', images: 'r.idx', transform, ...more } },
        ramp,
      ),
    );

  /** Largest distance, in standard errors, of the frequency of ones from the grey level. */
  function worstFrequency(targets: Float32Array): number {
    let worst = 0;
    for (let b = 0; b < 256; b += 1) {
      let ones = 0;
      for (let i = 0; i < count; i += 1) {
        const value = targets[i * 256 + b]!;
        assert.ok(value === 0 || value === 1);
        ones += value;
      }
      const p = b / 255;
      if (b === 0 || b === 255) assert.equal(ones, b === 0 ? 0 : count);
      else worst = Math.max(worst, Math.abs(ones / count - p) / Math.sqrt((p * (1 - p)) / count));
    }
    return worst;
  }

  it('threshold: 1 strictly above the threshold', () => {
    const targets = targetsOf(ramped('threshold').train, 256);
    assert.deepEqual(
      targets.slice(0, 256),
      f32(counting(256), (b) => (b > 127.5 ? 1 : 0)),
    );
  });

  it('static binarisation: P(1) = x, the same in every batch, another with another seed', () => {
    const { train, drawsNoise } = ramped('static-binarisation');
    const targets = targetsOf(train, 256, 1);
    assert.ok(worstFrequency(targets) < 4.5);
    assert.deepEqual(targetsOf(train, 256, 2), targets);
    assert.equal(drawsNoise, false);
    assert.deepEqual(targetsOf(ramped('static-binarisation').train, 256), targets);
    assert.notDeepEqual(targetsOf(ramped('static-binarisation', { seed: 9 }).train, 256), targets);
  });

  it('stochastic binarisation: P(1) = x, fresh in every batch, the same for the same stream', () => {
    const { train, drawsNoise } = ramped('stochastic-binarisation');
    const targets = targetsOf(train, 256, 1);
    assert.ok(worstFrequency(targets) < 4.5);
    assert.notDeepEqual(targetsOf(train, 256, 2), targets);
    assert.deepEqual(targetsOf(train, 256, 1), targets);
    assert.equal(drawsNoise, true);
  });

  for (const [scaling, low, width] of [
    ['unit', 0, 1 / 256],
    ['signed', -1, 2 / 256],
    ['none', 0, 1],
  ] as const) {
    it(`uniform dequantisation fills each level evenly, scaled ${scaling}`, () => {
      const { train, range, targets, drawsNoise } = ramped('uniform-dequantisation', { scaling });
      assert.deepEqual(targets, { kind: 'dequantised', binWidth: width });
      assert.deepEqual(range, { minimum: low, maximum: low + 256 * width });
      assert.equal(drawsNoise, true);
      const values = targetsOf(train, 256);
      let [sum, squares] = [0, 0];
      for (const [k, value] of values.entries()) {
        const u = (value - low) / width - (k % 256);
        assert.ok(u >= 0 && u < 1, `${value} leaves level ${k % 256}`);
        sum += u;
        squares += u * u;
      }
      const n = values.length;
      assert.ok(Math.abs(sum / n - 1 / 2) < 5 * Math.sqrt(1 / 12 / n));
      assert.ok(Math.abs(squares / n - 1 / 3) < 5 * Math.sqrt(4 / 45 / n));
      assert.notDeepEqual(targetsOf(train, 256, 2), values);
    });
  }
});
