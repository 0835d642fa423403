// Files as one ZIP archive, stored as they are: weights do not compress, and numpy reads them either way.

import { crc32 } from '../elbo/crc32.ts';
import type { ExportedFile } from './exporter.ts';
import { encodeUtf8 } from './utf8.ts';

const signatures = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 } as const;
const version = 20;
/** Names are UTF-8. */
const flags = 0x0800;
/** 1 January 1980, the first day the format knows: the same run gives the same bytes. */
const date = 0x0021;

/** A field of a record: its size in bytes and its value. */
type Field = readonly [size: 2 | 4, value: number];

function record(...fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

/** What the header of a file and its entry in the directory have in common. */
const described = (name: Uint8Array, bytes: Uint8Array): readonly Field[] => [
  [2, version],
  [2, flags],
  [2, 0],
  [2, 0],
  [2, date],
  [4, crc32(bytes)],
  [4, bytes.length],
  [4, bytes.length],
  [2, name.length],
  [2, 0],
];

export function zipFile(files: readonly ExportedFile[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { path, bytes } of files) {
    const name = encodeUtf8(path);
    const header = record([4, signatures.local], ...described(name, bytes));
    parts.push(header, name, bytes);
    directory.push(
      record(
        [4, signatures.entry],
        [2, version],
        ...described(name, bytes),
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, offset],
      ),
      name,
    );
    offset += header.length + name.length + bytes.length;
  }
  const directorySize = directory.reduce((sum, { length }) => sum + length, 0);
  const end = record(
    [4, signatures.end],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, directorySize],
    [4, offset],
    [2, 0],
  );
  return joined([...parts, ...directory, end]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
