import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodePng } from '../../../src/data/formats/png.ts';
import { checkProblem, valueOf } from '../idxFiles.ts';
import { pngFile, type PngParts } from '../pngFiles.ts';

const file = { path: 'a.png', configPath: 'data.folder' };
const decode = (bytes: Uint8Array, limit = 1e6) => decodePng(bytes, file, limit);
const decoded = (parts: PngParts) => valueOf(decode(pngFile(parts)));

/** A picture of any values, with the filter of every row drawn as well. */
const pictures = (colourType: number, depth: number, perPixel: number) =>
  fc
    .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 7 }) })
    .chain(({ width, height }) =>
      fc.record({
        width: fc.constant(width),
        height: fc.constant(height),
        depth: fc.constant(depth),
        colourType: fc.constant(colourType),
        values: fc.array(fc.integer({ min: 0, max: 2 ** depth - 1 }), {
          minLength: width * height * perPixel,
          maxLength: width * height * perPixel,
        }),
        filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: height, maxLength: height }),
        pieces: fc.integer({ min: 1, max: 3 }),
      }),
    );

const grey = { width: 2, height: 2, depth: 8, colourType: 0, values: [0, 80, 160, 255] } as const;

describe('a PNG picture', () => {
  for (const [of, colourType, depth, channels] of [
    ['grey', 0, 8, 1],
    ['RGB', 2, 8, 3],
    ['1-bit grey', 0, 1, 1],
    ['2-bit grey', 0, 2, 1],
    ['4-bit grey', 0, 4, 1],
    ['16-bit grey', 0, 16, 1],
    ['16-bit RGB', 2, 16, 3],
  ] as const) {
    it(`reads as it was written, whatever its filters: ${of}`, () => {
      fc.assert(
        fc.property(pictures(colourType, depth, channels), (parts) => {
          const { height, width, channels: found, bytes } = decoded(parts);
          assert.deepEqual([height, width, found], [parts.height, parts.width, channels]);
          const scale = 255 / (2 ** depth - 1);
          assert.deepEqual(
            [...bytes],
            parts.values.map((value) => Math.round(value * scale)),
          );
        }),
        { numRuns: 60 },
      );
    });
  }

  it('looks its colours up in a palette, and is grey where all of them are', () => {
    const indexed = { ...grey, colourType: 3, depth: 2, values: [0, 1, 2, 1] };
    const coloured = decoded({ ...indexed, palette: [1, 2, 3, 40, 50, 60, 7, 8, 9] });
    assert.deepEqual([...coloured.bytes], [1, 2, 3, 40, 50, 60, 7, 8, 9, 40, 50, 60]);
    const shades = decoded({ ...indexed, palette: [5, 5, 5, 90, 90, 90, 200, 200, 200] });
    assert.equal(shades.channels, 1);
    assert.deepEqual([...shades.bytes], [5, 90, 200, 90]);
  });

  it('loses an alpha channel that says that nothing is transparent', () => {
    const rgba = { ...grey, width: 1, colourType: 6, values: [1, 2, 3, 255, 4, 5, 6, 255] };
    assert.deepEqual([...decoded(rgba).bytes], [1, 2, 3, 4, 5, 6]);
    const greyAlpha = { ...grey, width: 1, colourType: 4, values: [9, 255, 8, 255] };
    assert.deepEqual([...decoded(greyAlpha).bytes], [9, 8]);
  });

  const flatten = { why: /without transparency/u, now: /Flatten it/u, key: 'data.folder' };
  for (const [how, parts] of [
    ['its alpha', { ...grey, width: 1, colourType: 6, values: [1, 2, 3, 255, 4, 5, 6, 254] }],
    ['a transparent grey', { ...grey, transparency: [0, 80] }],
    [
      'its palette',
      { ...grey, colourType: 3, values: [0, 0, 0, 0], palette: [1, 1, 1], transparency: [7] },
    ],
  ] as const) {
    it(`is refused where it is transparent by ${how}`, () =>
      checkProblem(decode(pngFile(parts)), {
        what: 'a.png: the picture is partly transparent.',
        ...flatten,
      }));
  }

  it('is refused where it is interlaced', () =>
    checkProblem(decode(pngFile({ ...grey, interlaced: true })), {
      what: 'a.png: the picture is interlaced.',
      why: /Grey and RGB/u,
      now: /without interlacing/u,
      key: 'data.folder',
    }));

  it('is refused when it is something else, or too large', () => {
    checkProblem(decode(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)), {
      what: 'a.png: this is not a PNG picture.',
      why: /a JPEG picture/u,
      now: /Save it as PNG/u,
      key: 'data.folder',
    });
    checkProblem(decode(pngFile({ ...grey, width: 2000, height: 2000 }), 1000), {
      what: 'a.png: larger than the limit of 1 000 bytes.',
      why: /2 000 × 2 000 pixels/u,
      now: /smaller pictures/u,
      key: 'data.folder',
    });
  });

  it('is refused when it is cut at any byte, or any byte of it changes', () => {
    const bytes = pngFile(grey);
    for (let at = 0; at < bytes.length; at += 1) {
      assert.ok('problem' in decode(bytes.subarray(0, at)), `cut at ${at}`);
      const changed = Uint8Array.from(bytes);
      changed[at] = changed[at]! ^ 0x10;
      assert.ok('problem' in decode(changed), `changed at ${at}`);
    }
  });
});
