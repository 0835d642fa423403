import assert from 'node:assert/strict';
import { decodeNpy } from '../../../src/data/formats/npy.ts';
import { readReference } from '../../support/references.ts';
import { checkProblem, valueOf } from '../idxFiles.ts';

interface Written {
  readonly of: string;
  readonly file: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

const { arrays, refused } = readReference('dataFiles') as {
  readonly arrays: readonly Written[];
  readonly refused: readonly Pick<Written, 'of' | 'file'>[];
};

const file = { path: 'x.npy', configPath: 'data.file' };
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const decode = (bytes: Uint8Array, limit = 1e6) => decodeNpy(bytes, file, limit);
const written = (of: string): Uint8Array =>
  bytesOf(arrays.find((one) => one.of === of)?.file ?? '');

describe('an NPY file', () => {
  for (const { of, file: base64, shape, values } of arrays) {
    it(`reads as NumPy wrote it: ${of}`, () => {
      const { shape: found, elements } = valueOf(decode(bytesOf(base64)));
      assert.deepEqual(found, shape);
      assert.deepEqual(Array.from(elements.values), values);
    });
  }

  it('keeps bytes and booleans a byte each, and doubles double', () => {
    const kindOf = (of: string) => valueOf(decode(written(of))).elements;
    assert.equal(kindOf('unsigned bytes').kind, 'bytes');
    assert.equal(kindOf('booleans').kind, 'booleans');
    assert.ok(kindOf('floats').values instanceof Float32Array);
    assert.ok(kindOf('big-endian doubles').values instanceof Float64Array);
  });

  it('reads where its bytes do not begin at the start of their buffer', () => {
    const bytes = written('floats');
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    assert.deepEqual(valueOf(decode(shifted.subarray(3))), valueOf(decode(bytes)));
  });

  for (const { of, file: base64 } of refused) {
    it(`is refused in words when it holds ${of}`, () =>
      checkProblem(decode(bytesOf(base64)), {
        what: of === 'records' ? 'x.npy: holds records of several fields.' : `x.npy: holds ${of}.`,
        why: /whole numbers, floats and booleans/u,
        now: /astype\("float32"\)/u,
        key: 'data.file',
      }));
  }

  it('is refused when it is too long, or above the limit', () => {
    const bytes = written('floats');
    checkProblem(decode(Uint8Array.of(...bytes, 0)), {
      what: 'x.npy: 1 byte too many after the last element.',
      why: /promises 4 × 3 × 2 elements of 4 bytes each, 96 bytes; the file has 97 after its header/u,
      now: /write it again/u,
      key: 'data.file',
    });
    checkProblem(decode(bytes, 100), {
      what: 'x.npy: larger than the limit of 100 bytes.',
      why: /4 × 3 × 2 elements/u,
      now: /raise the limit/u,
      key: 'data.file',
    });
  });

  it('is refused when it is something else', () => {
    const other = { what: 'x.npy: this is not an NPY file.', now: /`source: npz`/u };
    const key = 'data.file';
    const zip = Uint8Array.of(0x50, 0x4b, 3, 4);
    checkProblem(decode(zip), { ...other, why: /a ZIP archive, as \.npz/u, key });
    checkProblem(decode(Uint8Array.of(1, 2)), { ...other, why: /letters NUMPY/u, key });
    checkProblem(decode(new Uint8Array(0)), {
      ...other,
      what: 'x.npy: the file is empty.',
      why: /letters NUMPY/u,
      key,
    });
  });

  it('never throws when it is cut at any byte, and says so', () => {
    const bytes = written('big-endian doubles');
    for (let length = 0; length < bytes.length; length += 1) {
      const outcome = decode(bytes.subarray(0, length));
      assert.ok('problem' in outcome, `cut at ${length}`);
      assert.notEqual(outcome.problem.now, '');
    }
  });

  it('never throws whatever one of its bytes becomes', () => {
    const bytes = written('unsigned bytes');
    for (let at = 0; at < 128; at += 1) {
      for (const change of [0x01, 0x20, 0x80, 0xff]) {
        const changed = Uint8Array.from(bytes);
        changed[at] = changed[at]! ^ change;
        decode(changed);
      }
    }
  });
});
