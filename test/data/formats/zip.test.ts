import assert from 'node:assert/strict';
import { listZip, readZipEntry } from '../../../src/data/formats/zip.ts';
import { readReference } from '../../support/references.ts';
import { checkProblem, valueOf } from '../idxFiles.ts';

const { archives } = readReference('dataFiles') as {
  readonly archives: Readonly<Record<string, string>>;
};
const archive = (name: string): Uint8Array =>
  new Uint8Array(Buffer.from(archives[name] ?? '', 'base64'));
const file = { path: 'x.npz', configPath: 'data.file' };

const damaged = (reason: string) => ({
  what: `x.npz: the ZIP archive cannot be read (${reason}).`,
  why: /cut short or damaged/u,
  now: /Copy or write it again/u,
  key: 'data.file',
});

describe('a ZIP archive', () => {
  it('gives the same entries stored or compressed', () => {
    const [stored, compressed] = ['stored', 'compressed'].map((name) => {
      const bytes = archive(name);
      return valueOf(listZip(bytes, file)).map((entry) => [
        entry.name,
        valueOf(readZipEntry(bytes, entry, file, 1e6)),
      ]);
    });
    assert.deepEqual(compressed, stored);
    assert.deepEqual(
      stored?.map(([name]) => name),
      ['x.npy', 'y.npy'],
    );
  });

  it('may be followed by a comment', () => {
    const bytes = archive('stored');
    const longer = new Uint8Array(bytes.length + 5);
    longer.set(bytes);
    longer[bytes.length - 2] = 5;
    assert.equal(valueOf(listZip(longer, file)).length, 2);
  });

  it('is refused when its contents do not match their check sum', () => {
    const bytes = archive('stored');
    const [entry] = valueOf(listZip(bytes, file));
    bytes[300] = bytes[300]! ^ 1;
    checkProblem(
      readZipEntry(bytes, entry!, file, 1e6),
      damaged('x.npy: its check sum (CRC-32) does not match'),
    );
  });

  it('is refused above the limit, before anything is unpacked', () => {
    const bytes = archive('compressed');
    const [entry] = valueOf(listZip(bytes, file));
    checkProblem(readZipEntry(bytes, entry!, file, 100), {
      what: 'x.npz: x.npy is larger than the limit of 100 bytes.',
      why: /unpacks to 448 bytes/u,
      now: /raise the limit/u,
      key: 'data.file',
    });
  });

  it('is refused when it is something else', () => {
    checkProblem(listZip(Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59), file), {
      what: 'x.npz: this is not an NPZ file.',
      why: /a NumPy array \(\.npy\)/u,
      now: /`source: npy`/u,
      key: 'data.file',
    });
  });

  it('never throws when it is cut at any byte, and says so', () => {
    const bytes = archive('compressed');
    checkProblem(
      listZip(bytes.subarray(0, -1), file),
      damaged('its directory at the end is missing'),
    );
    for (let length = 0; length < bytes.length; length += 1) {
      assert.ok('problem' in listZip(bytes.subarray(0, length), file), `cut at ${length}`);
    }
  });

  it('never throws whatever one of its bytes becomes', () => {
    const bytes = archive('compressed');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Uint8Array.from(bytes);
      changed[at] = changed[at]! ^ 0xff;
      const entries = listZip(changed, file);
      if ('problem' in entries) continue;
      for (const entry of entries.value) readZipEntry(changed, entry, file, 1e6);
    }
  });
});
