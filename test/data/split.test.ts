import assert from 'node:assert/strict';
import type { PreparedSplit } from '../../src/data/pipeline.ts';
import { checkProblem, counting } from './idxFiles.ts';
import { f32, idx, pixels, prepare, prepared, targetsOf } from './prepared.ts';

describe('splits', () => {
  const ids = (split: PreparedSplit | null) => Array.from(split?.labels ?? []);
  const labelled = { ...idx, labels: 'y.idx' } as const;

  it('take the tail of the file for validation', () => {
    const { train, validation } = prepared({ ...labelled, validation: 6 });
    assert.deepEqual(ids(train), Array.from(counting(14)));
    assert.deepEqual(ids(validation), [14, 15, 16, 17, 18, 19]);
    assert.deepEqual(
      targetsOf(validation!, 6),
      f32(pixels.slice(84), (b) => b / 255),
    );
  });

  it('choose at random by the seed, every datum exactly once', () => {
    const chosen = (seed: number) =>
      prepared({ ...labelled, validation: 6, split: 'random', seed });
    const { train, validation } = chosen(1);
    assert.equal(validation?.count, 6);
    assert.deepEqual(
      [...ids(train), ...ids(validation)].toSorted((a, b) => a - b),
      Array.from(counting(20)),
    );
    assert.deepEqual(ids(chosen(1).validation), ids(validation));
    assert.notDeepEqual(ids(chosen(2).validation), ids(validation));
  });

  it('do not change the data themselves', () => {
    const all = targetsOf(prepared({ ...idx, transform: 'static-binarisation' }).train, 6);
    const { train, validation } = prepared({
      ...idx,
      transform: 'static-binarisation',
      validation: 5,
    });
    assert.deepEqual(Float32Array.of(...targetsOf(train, 6), ...targetsOf(validation!, 6)), all);
  });

  it('may be without validation', () => {
    assert.equal(prepared(idx).validation, null);
  });

  for (const [validation, words] of [
    [20, '20 data for validation, of 20 in all.'],
    [2000, '2 000 data for validation, of 20 in all.'],
  ] as const) {
    it(`refuse ${validation} for validation of 20`, () => {
      checkProblem(prepare({ ...idx, validation }), {
        what: words,
        why: /Nothing would be left to train on/u,
        now: /at most 19/u,
        key: 'data.validation',
      });
    });
  }
});
