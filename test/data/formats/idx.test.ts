import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { decodeIdx, decodeIdxImages, decodeIdxLabels } from '../../../src/data/formats/idx.ts';
import { checkProblem, counting, idxFile, valueOf } from '../idxFiles.ts';

const mega = 1_000_000;
const images = idxFile([3, 4, 5], counting(60));
const labels = idxFile([3], [7, 0, 9]);
const text = (words: string): Uint8Array => Uint8Array.from(words, (c) => c.charCodeAt(0));
const copyAgain = /Copy or download it again/u;

interface BadFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly what: string;
  readonly why: RegExp;
  readonly now: RegExp;
  readonly limit?: number;
}

const badImages: readonly BadFile[] = [
  {
    name: 'an empty file',
    bytes: new Uint8Array(),
    what: 'a.idx: the file is empty.',
    why: /at least 8 bytes; the file has 0/u,
    now: copyAgain,
  },
  {
    name: 'a file that ends in the magic number',
    bytes: images.subarray(0, 3),
    what: 'a.idx: the file ends inside its header.',
    why: /at least 8 bytes; the file has 3/u,
    now: copyAgain,
  },
  {
    name: 'a file that ends in the dimensions',
    bytes: images.subarray(0, 11),
    what: 'a.idx: the file ends inside its header.',
    why: /at least 16 bytes; the file has 11/u,
    now: copyAgain,
  },
  {
    name: 'a truncated file',
    bytes: idxFile([60_000, 28, 28], counting(100)),
    limit: 100 * mega,
    what: 'a.idx: the file is too short.',
    why: /promises 60 000 × 28 × 28 values \(47 040 016 bytes with the header\); the file has 116\./u,
    now: copyAgain,
  },
  {
    name: 'trailing bytes',
    bytes: idxFile([3, 4, 5], counting(63)),
    what: 'a.idx: 3 bytes too many after the last value.',
    why: /3 × 4 × 5 values \(76 bytes with the header\); the file has 79\. It may be damaged/u,
    now: copyAgain,
  },
  {
    name: 'labels where images belong',
    bytes: labels,
    what: 'a.idx: these are not images.',
    why: /three dimensions: count, height, width\. It has one dimension, as label files have/u,
    now: /image file under `images`/u,
  },
  {
    name: 'four dimensions',
    bytes: idxFile([2, 2, 2, 3], counting(24)),
    what: 'a.idx: these are not images.',
    why: /It has 4 dimensions/u,
    now: /image file/u,
  },
  {
    name: 'no images',
    bytes: idxFile([0, 28, 28], []),
    what: 'a.idx: no images.',
    why: /0 images of 28 × 28 pixels/u,
    now: /Choose a file/u,
  },
  {
    name: 'images without pixels',
    bytes: idxFile([5, 0, 28], []),
    what: 'a.idx: no images.',
    why: /5 images of 0 × 28 pixels/u,
    now: /Choose a file/u,
  },
  {
    name: 'more than the limit',
    bytes: images,
    limit: 75,
    what: 'a.idx: larger than the limit of 75 bytes.',
    why: /3 × 4 × 5 values, 76 bytes with the header/u,
    now: /raise the limit/u,
  },
  {
    name: 'a header of absurd sizes',
    bytes: idxFile([0xff_ff_ff_ff, 0xff_ff_ff_ff, 0xff_ff_ff_ff], [1]),
    what: 'a.idx: larger than the limit of 1 000 000 bytes.',
    why: /4 294 967 295 × 4 294 967 295 × 4 294 967 295 values/u,
    now: /raise the limit/u,
  },
  {
    name: 'no dimensions at all',
    bytes: idxFile([], [1, 2, 3]),
    what: 'a.idx: this is not an IDX file.',
    why: /this one starts with 00 00 08 00/u,
    now: /Name an IDX file/u,
  },
  {
    name: 'an unknown element type',
    bytes: idxFile([3, 4, 5], counting(60), 0x0a),
    what: 'a.idx: this is not an IDX file.',
    why: /starts with 00 00 08; this one starts with 00 00 0a 03/u,
    now: /Name an IDX file/u,
  },
  ...(
    [
      [0x09, 'signed bytes'],
      [0x0b, '16-bit integers'],
      [0x0c, '32-bit integers'],
      [0x0d, '32-bit floats'],
      [0x0e, '64-bit floats'],
    ] as const
  ).map(([type, name]) => ({
    name,
    bytes: idxFile([3, 4, 5], counting(60), type),
    what: `a.idx: holds ${name}.`,
    why: /Only IDX files of unsigned bytes \(type 08\) are read/u,
    now: /Convert the file/u,
  })),
  ...(
    [
      ['a PNG picture', '\u0089PNG\r\n'],
      ['a JPEG picture', '\u00ff\u00d8\u00ff\u00e0'],
      ['a ZIP archive', 'PK\u0003\u0004'],
      ['a NumPy array', '\u0093NUMPY'],
      ['a Git LFS pointer, not the file itself', 'version https://git-lfs.github.com/spec/v1'],
      ['a web page, perhaps an error page saved by a download', '<!doctype html>'],
    ] as const
  ).map(([name, start]) => ({
    name,
    bytes: text(start),
    what: 'a.idx: this is not an IDX file.',
    why: new RegExp(`It looks like ${name}`, 'u'),
    now: /Name an IDX file/u,
  })),
  {
    name: 'a file packed twice',
    bytes: gzipSync(gzipSync(images)),
    what: 'a.idx: this is not an IDX file.',
    why: /a gzip file packed twice/u,
    now: /Name an IDX file/u,
  },
];

describe('an IDX image file', () => {
  it('gives count, height, width and bytes', () => {
    const decoded = valueOf(decodeIdxImages(images, 'a.idx', mega));
    assert.deepEqual([decoded.count, decoded.height, decoded.width], [3, 4, 5]);
    assert.deepEqual(decoded.bytes, counting(60));
  });

  it('may be packed by gzip, under any name', () => {
    assert.deepEqual(
      decodeIdxImages(gzipSync(images), 'a.idx', mega),
      decodeIdxImages(images, 'a.idx', mega),
    );
  });

  it('is read where it lies inside a larger buffer', () => {
    const buffer = new Uint8Array(images.length + 7);
    buffer.set(images, 7);
    assert.deepEqual(valueOf(decodeIdxImages(buffer.subarray(7), 'a.idx', mega)).count, 3);
  });

  for (const { name, bytes, limit, ...expected } of badImages) {
    it(`is refused with words for ${name}`, () => {
      const outcome = decodeIdxImages(bytes, 'a.idx', limit ?? mega);
      checkProblem(outcome, { ...expected, key: 'data.images' });
    });
  }

  it('is refused when cut at any byte, plain or packed', () => {
    const packed = gzipSync(images);
    for (const whole of [images, packed]) {
      for (let cut = 0; cut < whole.length; cut += 1) {
        const outcome = decodeIdxImages(whole.subarray(0, cut), 'a.idx', mega);
        assert.ok('problem' in outcome, `cut at ${cut}`);
      }
    }
  });
});

describe('an IDX label file', () => {
  it('gives one byte per datum', () => {
    assert.deepEqual(valueOf(decodeIdxLabels(labels, 'b.idx', mega)), Uint8Array.of(7, 0, 9));
  });

  it('is refused when it holds images', () => {
    checkProblem(decodeIdxLabels(images, 'b.idx', mega), {
      what: 'b.idx: these are not labels.',
      why: /It has 3 dimensions, as image files have/u,
      now: /leave `labels` out/u,
      key: 'data.labels',
    });
  });
});

describe('the IDX reader', () => {
  const file = { path: 'a', configPath: 'data.images' };

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const outcome = decodeIdx(bytes, file, mega);
        assert.ok('problem' in outcome || outcome.value.dimensions.length > 0);
      }),
    );
  });

  it('never throws on bytes that begin like IDX or gzip', () => {
    const start = fc.constantFrom([0, 0, 8], [0, 0, 8, 1], [0, 0, 8, 3], [0x1f, 0x8b, 8, 0]);
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 100 }), (beginning, rest) => {
        const bytes = Uint8Array.of(...beginning, ...rest);
        decodeIdxImages(bytes, 'a', 10_000);
        decodeIdxLabels(bytes, 'a', 10_000);
      }),
      { numRuns: 500 },
    );
  });

  it('reads back what was written', () => {
    const dimensions = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(dimensions, (sizes) => {
        const elements = counting(sizes.reduce((a, b) => a * b, 1));
        const decoded = valueOf(decodeIdx(idxFile(sizes, elements), file, mega));
        assert.deepEqual(decoded.dimensions, sizes);
        assert.deepEqual(decoded.bytes, elements);
      }),
    );
  });
});
