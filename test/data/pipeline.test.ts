import assert from 'node:assert/strict';
import type { DataConfig } from '../../src/config/experiment.ts';
import type { DataParameters } from '../../src/data/parameters.ts';
import { createRandom } from '../../src/elbo/random.ts';
import { counting } from './idxFiles.ts';
import { f32, idx, moons, pixels, preparation, prepared, targetsOf } from './prepared.ts';

/** The config's type fits the data layer's, which does not import it. */
export const fits = (config: DataConfig): DataParameters => config;

describe('prepared images', () => {
  it('keep their shape and labels', () => {
    const { shape, dimensions, kind, name, train } = prepared({ ...idx, labels: 'y.idx' });
    assert.deepEqual(
      { shape, dimensions, kind, name },
      { shape: [2, 3, 1], dimensions: 6, kind: 'image', name: 'x.idx' },
    );
    assert.deepEqual(train.labels, counting(20));
    assert.equal(prepared(idx).train.labels, null);
  });

  it('are scaled to bytes / 255, to 2 bytes / 255 - 1, or not at all', () => {
    const scaled = (scaling: 'unit' | 'signed' | 'none') => {
      const { train, range } = prepared({ ...idx, scaling });
      return { targets: targetsOf(train, 6), range };
    };
    assert.deepEqual(scaled('unit'), {
      targets: f32(pixels, (b) => b / 255),
      range: { minimum: 0, maximum: 1 },
    });
    assert.deepEqual(scaled('signed'), {
      targets: f32(pixels, (b) => (2 * b) / 255 - 1),
      range: { minimum: -1, maximum: 1 },
    });
    assert.deepEqual(scaled('none'), {
      targets: f32(pixels, (b) => b),
      range: { minimum: 0, maximum: 255 },
    });
  });

  it('come in the order that a batch asks for', () => {
    const target = new Float32Array(12);
    prepared(idx).train.fill(target, [19, 3], createRandom(0));
    assert.deepEqual(
      target,
      f32([...pixels.slice(114, 120), ...pixels.slice(18, 24)], (b) => b / 255),
    );
  });

  it('are refused outside the split', () => {
    const { train } = prepared({ ...idx, validation: 5 });
    assert.throws(
      () => train.fill(new Float32Array(6), [15], createRandom(0)),
      /not in a split of 15/u,
    );
  });

  it('use all of a file that holds fewer than the limit, and say so', () => {
    const { train, notes } = prepared({ ...idx, limit: 1500 });
    assert.equal(train.count, 20);
    assert.deepEqual(notes, [
      {
        what: 'All 20 images of x.idx are used.',
        why: 'The limit of 1\u202f500 is above what the file holds.',
      },
    ]);
  });

  it('are the first of the file under a limit, with their labels', () => {
    const { train, notes } = prepared({ ...idx, labels: 'y.idx', limit: 4 });
    assert.deepEqual(
      targetsOf(train, 6),
      f32(pixels.slice(0, 24), (b) => b / 255),
    );
    assert.deepEqual(train.labels, counting(4));
    assert.deepEqual(notes, []);
  });

  it('of generators are the grey levels k / 255 that were drawn', () => {
    const { train } = prepared({
      ...preparation,
      source: 'shapes',
      count: 10,
      options: { side: 12 },
    });
    const targets = targetsOf(train, 144);
    assert.ok(targets.some((value) => value > 0.4));
    for (const value of targets) assert.equal(value, Math.fround(Math.round(value * 255) / 255));
  });
});

describe('prepared tables', () => {
  it('are never rescaled', () => {
    const unscaled = targetsOf(prepared({ ...moons, scaling: 'none' }).train, 2);
    const { train, range } = prepared({ ...moons, scaling: 'signed' });
    assert.deepEqual(targetsOf(train, 2), unscaled);
    assert.deepEqual(range, { minimum: Math.min(...unscaled), maximum: Math.max(...unscaled) });
    assert.ok(range.maximum > 1.2);
  });

  it('can be thresholded', () => {
    const plain = targetsOf(prepared(moons).train, 2);
    const { train } = prepared({ ...moons, transform: 'threshold', threshold: 0.25 });
    assert.deepEqual(
      targetsOf(train, 2),
      plain.map((value) => (value > 0.25 ? 1 : 0)),
    );
  });
});
