// A value as bytes: a JSON header in which each typed array is a reference, then the arrays themselves. Numbers
// JSON has no word for (NaN, infinities) are written by name, because a run that diverged must read back so.
// Layout: 8 bytes magic, uint32 little-endian header length, uint32 CRC-32 of all that follows, header, zeros up to a
// multiple of 8, arrays.

import { crc32 } from '../../elbo/crc32.ts';

const magicLength = 8;
const headerStart = magicLength + 8;

const arrays = { Float64Array, Float32Array, Uint8Array } as const;
type ArrayName = keyof typeof arrays;
type StoredArray = InstanceType<(typeof arrays)[ArrayName]>;

interface ArrayReference {
  readonly $array: ArrayName;
  readonly offset: number;
  readonly length: number;
}

const numbers: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity,
  '-Infinity': -Infinity,
};

const aligned = (offset: number): number => Math.ceil(offset / 8) * 8;

const arrayName = (value: unknown): ArrayName | undefined =>
  (Object.keys(arrays) as ArrayName[]).find((name) => value instanceof arrays[name]);

/** `magic` has 8 letters and names the kind of file and its version. */
export function encodeArrayFile(magic: string, value: object): Uint8Array {
  const parts: StoredArray[] = [];
  let bodyLength = 0;
  const header = JSON.stringify(value, (_, entry: unknown) => {
    if (typeof entry === 'number' && !Number.isFinite(entry)) return { $number: String(entry) };
    const name = arrayName(entry);
    if (name === undefined) return entry;
    const part = entry as StoredArray;
    const offset = aligned(bodyLength);
    const reference: ArrayReference = { $array: name, offset, length: part.length };
    parts.push(part);
    bodyLength = offset + part.byteLength;
    return reference;
  });
  const text = new TextEncoder().encode(header);
  const bodyStart = aligned(headerStart + text.length);
  const file = new Uint8Array(bodyStart + bodyLength);
  file.set(new TextEncoder().encode(magic));
  file.set(text, headerStart);
  let end = bodyStart;
  for (const part of parts) {
    const offset = aligned(end);
    file.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    end = offset + part.byteLength;
  }
  const view = new DataView(file.buffer);
  view.setUint32(magicLength, text.length, true);
  view.setUint32(magicLength + 4, crc32(file.subarray(headerStart)), true);
  return file;
}

export type DecodedFile =
  | { readonly value: unknown }
  /** Why it cannot be read, in words that follow "it". */
  | { readonly damage: string };

/** Nothing throws, whatever the bytes. */
export function decodeArrayFile(magic: string, file: Uint8Array): DecodedFile {
  // A copy of its own, so that arrays start at multiples of 8 whatever the buffer the bytes came in.
  const bytes = new Uint8Array(file);
  const start = new TextDecoder().decode(bytes.subarray(0, magicLength));
  if (start !== magic) {
    const isOurs = start.slice(0, -1) === magic.slice(0, -1);
    return { damage: isOurs ? 'was written by another version' : 'is no file of ELBO Lens' };
  }
  if (bytes.length < headerStart) return { damage: 'is cut short' };
  const view = new DataView(bytes.buffer);
  const headerLength = view.getUint32(magicLength, true);
  if (crc32(bytes.subarray(headerStart)) !== view.getUint32(magicLength + 4, true)) {
    return { damage: 'is cut short or damaged' };
  }
  const bodyStart = aligned(headerStart + headerLength);
  try {
    const header = new TextDecoder().decode(
      bytes.subarray(headerStart, headerStart + headerLength),
    );
    const value: unknown = JSON.parse(header, (_, entry: unknown) =>
      revived(entry, bytes.buffer, bodyStart),
    );
    return { value };
  } catch {
    // The check sum holds, so somebody wrote this by hand: no JSON, or an array that reaches beyond the end.
    return { damage: 'does not hold what it says' };
  }
}

function revived(value: unknown, buffer: ArrayBuffer, bodyStart: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$number' in value) return numbers[String(value.$number)];
  if (!('$array' in value)) return value;
  const { $array, offset, length } = value as ArrayReference;
  return new arrays[$array](buffer, bodyStart + offset, length);
}
