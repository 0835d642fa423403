// ZIP, as NPZ files are: a directory at the end names the entries, which are stored or deflated. Each entry is
// checked against its CRC-32.

import { counted, dataProblem, grouped, type Outcome } from '../outcome.ts';
import { crc32 } from '../../elbo/crc32.ts';
import type { FileName } from './gzip.ts';
import { inflate } from './inflate.ts';
import { lookalikeOf } from './lookalikes.ts';
import { decodeUtf8 } from './text.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its own header begins. */
  readonly offset: number;
}

const signatures = { end: 0x06054b50, entry: 0x02014b50, local: 0x04034b50 } as const;
const sizes = { end: 22, entry: 46, local: 30 } as const;
/** A comment may follow the end record; it has a 16-bit length. */
const longestComment = 0xffff;
/** A size or offset of all ones says that the true one stands in a ZIP64 record. */
const elsewhere = 0xffffffff;

const viewOf = ({ buffer, byteOffset, length }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, length);

function endRecordOf(bytes: Uint8Array): number | undefined {
  const view = viewOf(bytes);
  const first = Math.max(0, bytes.length - sizes.end - longestComment);
  for (let at = bytes.length - sizes.end; at >= first; at -= 1) {
    if (view.getUint32(at, true) === signatures.end) return at;
  }
  return undefined;
}

function damaged({ path, configPath }: FileName, why: string): Outcome<never> {
  return dataProblem(
    `${path}: the ZIP archive cannot be read (${why}).`,
    'It may be cut short or damaged.',
    'Copy or write it again.',
    configPath,
  );
}

/** The entries of an archive, in its order. */
export function listZip(bytes: Uint8Array, file: FileName): Outcome<readonly ZipEntry[]> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const end = isZip ? endRecordOf(bytes) : undefined;
  if (!isZip) {
    const seen = lookalikeOf(bytes);
    return dataProblem(
      bytes.length === 0
        ? `${file.path}: the file is empty.`
        : `${file.path}: this is not an NPZ file.`,
      seen === undefined
        ? 'An NPZ file is a ZIP archive, which starts with the letters PK.'
        : `It looks like ${seen}.`,
      'Name a file written by numpy.savez. For .npy files there is `source: npy`.',
      file.configPath,
    );
  }
  if (end === undefined) return damaged(file, 'its directory at the end is missing');
  const view = viewOf(bytes);
  const count = view.getUint16(end + 10, true);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i += 1) {
    if (at + sizes.entry > bytes.length || view.getUint32(at, true) !== signatures.entry) {
      return damaged(file, `entry ${i + 1} of ${count} is not in its directory`);
    }
    const nameLength = view.getUint16(at + 28, true);
    const nameStart = at + sizes.entry;
    entries.push({
      name: decodeUtf8(bytes.subarray(nameStart, nameStart + nameLength)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = nameStart + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { value: entries };
}

/** The unpacked bytes of one entry. */
export function readZipEntry(
  bytes: Uint8Array,
  entry: ZipEntry,
  file: FileName,
  maximumBytes: number,
): Outcome<Uint8Array> {
  const { name, method, crc, packedSize, size, offset } = entry;
  if (size > maximumBytes || packedSize === elsewhere || offset === elsewhere) {
    return dataProblem(
      `${file.path}: ${name} is larger than the limit of ${grouped(maximumBytes)} bytes.`,
      `The archive says it unpacks to ${size === elsewhere ? 'more than 4 GB' : counted(size, 'byte')}.`,
      'If the file is right, raise the limit in the settings; else choose another file.',
      file.configPath,
    );
  }
  const view = viewOf(bytes);
  if (offset + sizes.local > bytes.length || view.getUint32(offset, true) !== signatures.local) {
    return damaged(file, `${name} is not where its directory says`);
  }
  const start =
    offset + sizes.local + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(start, start + packedSize);
  const unpacked = unpack(packed, method, packedSize, size);
  if ('damage' in unpacked) return damaged(file, `${name}: ${unpacked.damage}`);
  if (crc32(unpacked.bytes) !== crc) {
    return damaged(file, `${name}: its check sum (CRC-32) does not match`);
  }
  return { value: unpacked.bytes };
}

function unpack(packed: Uint8Array, method: number, packedSize: number, size: number) {
  if (packed.length < packedSize) return { damage: 'it ends too early' };
  if (method === 0)
    return packed.length === size
      ? { bytes: packed }
      : { damage: 'it has another size than stated' };
  if (method === 8) return inflate(packed, 'bare', size);
  return { damage: `it is packed by method ${method}, and only deflate is read` };
}
