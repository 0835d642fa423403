import assert from 'node:assert/strict';
import type { NpzSource } from '../../../src/data/parameters.ts';
import { arrayData, arrayLabels } from '../../../src/data/sources/arrays.ts';
import { readNpyData } from '../../../src/data/sources/npy.ts';
import { readNpzData } from '../../../src/data/sources/npz.ts';
import { readReference } from '../../support/references.ts';
import { checkProblem, counting, valueOf } from '../idxFiles.ts';

const { archives, x, labels } = readReference('dataFiles') as {
  readonly archives: Readonly<Record<string, string>>;
  readonly x: readonly number[];
  readonly labels: readonly number[];
};
const file = { path: 'a/x.npy', configPath: 'data.file' };

const floats = (shape: readonly number[], values: ArrayLike<number>) => ({
  shape,
  elements: { kind: 'floats', values: Float64Array.from(values) } as const,
});
const bytes = (shape: readonly number[]) => ({
  shape,
  elements: {
    kind: 'bytes',
    values: counting(shape.reduce((a, b) => a * b, 1)),
  } as const,
});

describe('an array', () => {
  for (const [shape, kind, one] of [
    [[6], 'tabular', [1]],
    [[3, 2], 'tabular', [2]],
    [[2, 4, 5], 'image', [4, 5, 1]],
    [[2, 4, 5, 3], 'image', [4, 5, 3]],
    [[2, 4, 5, 1], 'image', [4, 5, 1]],
    [[2, 3, 4, 5], 'image', [4, 5, 3]],
    [[2, 1, 4, 5], 'image', [4, 5, 1]],
  ] as const) {
    it(`of ${shape.join(' × ')} is ${shape[0]} data of ${one.join(' × ')}`, () => {
      const data = valueOf(arrayData(bytes(shape), null, undefined, file));
      assert.deepEqual([data.count, data.kind, data.shape], [shape[0], kind, one]);
    });
  }

  it('has its channels moved behind the pixels where PyTorch put them in front', () => {
    const data = valueOf(arrayData(bytes([1, 3, 2, 2]), null, undefined, file));
    assert.ok(data.stored.kind === 'bytes');
    assert.deepEqual([...data.stored.bytes], [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]);
  });

  it('of booleans is bits', () => {
    const elements = { kind: 'booleans', values: Uint8Array.of(0, 1, 1, 0) } as const;
    const { stored } = valueOf(arrayData({ shape: [2, 2], elements }, null, undefined, file));
    assert.deepEqual(stored, {
      kind: 'bytes',
      bytes: Uint8Array.of(0, 255, 255, 0),
      minimum: 0,
      maximum: 1,
      isBinary: true,
    });
  });

  it('is refused where a value is not finite, with its place', () => {
    checkProblem(arrayData(floats([2, 2], [1, 2, 3, -Infinity]), null, undefined, file), {
      what: 'a/x.npy: datum 1 holds \u2212Infinity in dimension 1.',
      why: /must be a finite number/u,
      now: /Drop such data/u,
      key: 'data.file',
    });
  });

  it('is refused where its shape is no list of data', () => {
    for (const shape of [[], [2, 3, 4, 5], [1, 2, 3, 4, 5]]) {
      if (shape.length === 4) shape[1] = 2;
      checkProblem(arrayData(bytes(shape), null, undefined, file), {
        what: `a/x.npy: the array of ${shape.length === 0 ? 'a single number' : shape.join(' × ')} is not a list of data.`,
        why: /count × D for a table/u,
        now: /Reshape/u,
        key: 'data.file',
      });
    }
    checkProblem(arrayData(bytes([0, 5]), null, undefined, file), {
      what: 'a/x.npy: no data.',
      why: /shape 0 × 5/u,
      now: /Reshape/u,
      key: 'data.file',
    });
  });

  it('gives labels where it holds one whole number per datum', () => {
    const ints = (shape: readonly number[], values: readonly number[]) =>
      arrayLabels(
        { shape, elements: { kind: 'integers', values: Float64Array.from(values) } },
        file,
      );
    assert.deepEqual(valueOf(ints([3], [7, 0, 7])), Uint8Array.of(7, 0, 7));
    assert.deepEqual(valueOf(ints([3, 1], [-5, 900, -5])), Uint8Array.of(0, 1, 0));
    const never = { what: 'a/x.npy: these are not labels.', now: /leave the labels out/u };
    const key = 'data.file';
    checkProblem(ints([2, 2], [1, 2, 3, 4]), { ...never, why: /one dimension/u, key });
    checkProblem(arrayLabels(floats([2], [0, 1]), file), { ...never, why: /are floats/u, key });
  });
});

describe('an NPZ archive', () => {
  const read = (archive: string, more: Partial<NpzSource> = {}) =>
    readNpzData(
      { source: 'npz', file: 'x.npz', ...more },
      new Map([['x.npz', new Uint8Array(Buffer.from(archives[archive] ?? '', 'base64'))]]),
      1e6,
    );

  it('gives the array of the usual name, the only one, or the one asked for', () => {
    for (const [archive, more] of [
      ['stored', {}],
      ['compressed', { array: 'x' }],
      ['unnamed', {}],
    ] as const) {
      const { stored, shape } = valueOf(read(archive, more));
      assert.ok(stored.kind === 'numbers');
      assert.deepEqual([...stored.numbers], x);
      assert.deepEqual(shape, [5]);
    }
    assert.deepEqual(valueOf(read('alone')).shape, [3, 2, 1]);
  });

  it('gives labels from another array', () => {
    assert.deepEqual([...(valueOf(read('stored', { labels: 'y' })).labels ?? [])], labels);
  });

  it('says which arrays there are where it is not clear, or one is not there', () => {
    checkProblem(read('stored', { array: 'z' }), {
      what: 'x.npz: there is no array "z".',
      why: /It holds: x, y\./u,
      now: /under `array`/u,
      key: 'data.array',
    });
    checkProblem(read('stored', { labels: 'z' }), {
      what: 'x.npz: there is no array "z".',
      why: /It holds: x, y\./u,
      now: /under `labels`/u,
      key: 'data.labels',
    });
  });

  it('refuses labels of another number', () => {
    checkProblem(read('unnamed', { array: 'arr_1', labels: 'arr_0' }), {
      what: 'x.npz: arr_0: these are not labels.',
      why: /one dimension/u,
      now: /leave the labels out/u,
      key: 'data.labels',
    });
  });
});

describe('an NPY source', () => {
  it('says when a file was not read', () =>
    checkProblem(readNpyData({ source: 'npy', file: 'gone.npy' }, new Map(), 1e6), {
      what: 'gone.npy: the file was not read.',
      why: /The config names it/u,
      now: /relative to the config/u,
      key: 'data.file',
    }));
});
