import assert from 'node:assert/strict';
import { readPngData } from '../../../src/data/sources/png.ts';
import { checkProblem, valueOf } from '../idxFiles.ts';
import { pngFile } from '../pngFiles.ts';

const grey = (value: number, width = 2, height = 1): Uint8Array =>
  pngFile({ width, height, depth: 8, colourType: 0, values: Array(width * height).fill(value) });

const read = (
  pictures: Readonly<Record<string, Uint8Array>>,
  more: { readonly limit?: number; readonly folder?: string } = {},
  maximumBytes = 1e6,
) =>
  readPngData(
    { source: 'png', folder: 'p', ...more },
    new Map(Object.entries(pictures)),
    maximumBytes,
  );

describe('a folder of PNG pictures', () => {
  it('is data in the order of the numbers in their names', () => {
    const data = valueOf(
      read({ 'p/10.png': grey(3), 'p/2.png': grey(2), 'p/1.PNG': grey(1), 'q/1.png': grey(9) }),
    );
    assert.ok(data.stored.kind === 'bytes');
    assert.deepEqual([...data.stored.bytes], [1, 1, 2, 2, 3, 3]);
    assert.deepEqual([data.count, data.shape, data.labels], [3, [1, 2, 1], null]);
  });

  it('may be written with a slash behind', () => {
    assert.equal(valueOf(read({ 'p/1.png': grey(1) }, { folder: 'p/' })).name, 'p');
  });

  it('is labelled by its sub-folders', () => {
    const cats = { 'p/cat/1.png': grey(1), 'p/ant/1.png': grey(2), 'p/cat/2.png': grey(3) };
    assert.deepEqual([...(valueOf(read(cats)).labels ?? [])], [0, 1, 1]);
    const digits = { 'p/7/a.png': grey(1), 'p/10/b.png': grey(2) };
    assert.deepEqual([...(valueOf(read(digits)).labels ?? [])], [7, 10]);
  });

  it('is cut at the limit, or used whole and said so', () => {
    const three = { 'p/1.png': grey(1), 'p/2.png': grey(2), 'p/3.png': grey(3) };
    assert.equal(valueOf(read(three, { limit: 2 })).count, 2);
    const { notes } = valueOf(read(three, { limit: 5 }));
    assert.equal(notes[0]?.what, 'All 3 pictures of p are used.');
  });

  it('is refused where a picture has another size or kind, and says which', () => {
    const now = /Resize, crop or convert/u;
    checkProblem(read({ 'p/1.png': grey(1), 'p/2.png': grey(1, 3) }), {
      what: 'p/2.png: 3 × 1 pixels, grey, unlike the others.',
      why: /Expected 2 × 1 pixels, grey, as p\/1\.png has/u,
      now,
      key: 'data.folder',
    });
    const rgb = pngFile({
      width: 2,
      height: 1,
      depth: 8,
      colourType: 2,
      values: [1, 2, 3, 4, 5, 6],
    });
    checkProblem(read({ 'p/1.png': grey(1), 'p/2.png': rgb }), {
      what: 'p/2.png: 2 × 1 pixels, RGB, unlike the others.',
      why: /Expected 2 × 1 pixels, grey/u,
      now,
      key: 'data.folder',
    });
  });

  it('is refused where it holds none, or more than memory is meant to hold', () => {
    checkProblem(read({ 'p/1.jpg': grey(1) }), {
      what: 'p: no PNG pictures.',
      why: /end in \.png/u,
      now: /Name the folder/u,
      key: 'data.folder',
    });
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`p/${i}.png`, grey(1, 8, 8)]),
    );
    checkProblem(read(many, {}, 1000), {
      what: 'p: too many pictures: 20 of 8 × 8 pixels, grey.',
      why: /limit of 1 000 bytes/u,
      now: /at most 15/u,
      key: 'data.folder',
    });
  });

  it('is refused with the name of a picture that is damaged', () =>
    checkProblem(read({ 'p/1.png': grey(1), 'p/2.png': grey(2).subarray(0, 50) }), {
      what: 'p/2.png: the PNG picture cannot be read (it ends too early).',
      why: /cut short/u,
      now: /save it again/u,
      key: 'data.folder',
    }));
});
