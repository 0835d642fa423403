// A run as bytes: a JSON header in which each typed array is a reference, then the arrays themselves. Numbers
// JSON has no word for (NaN, infinities) are written by name, because a run that diverged must read back so.
// Layout: 8 bytes magic, uint32 little-endian header length, header, zeros up to a multiple of 8, arrays.

import type { RunSnapshot } from '../../protocol/run.ts';
import { compactColumns } from '../../protocol/columns.ts';

const magic = 'ELBORUN1';
const headerStart = magic.length + 4;

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

export function encodeRun(run: RunSnapshot): Uint8Array {
  const parts: StoredArray[] = [];
  let bodyLength = 0;
  const header = JSON.stringify(
    { ...run, columns: compactColumns(run.columns) },
    (_, value: unknown) => {
      if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
      const name = arrayName(value);
      if (name === undefined) return value;
      const part = value as StoredArray;
      const offset = aligned(bodyLength);
      const reference: ArrayReference = { $array: name, offset, length: part.length };
      parts.push(part);
      bodyLength = offset + part.byteLength;
      return reference;
    },
  );
  const text = new TextEncoder().encode(header);
  const bodyStart = aligned(headerStart + text.length);
  const file = new Uint8Array(bodyStart + bodyLength);
  file.set(new TextEncoder().encode(magic));
  new DataView(file.buffer).setUint32(magic.length, text.length, true);
  file.set(text, headerStart);
  let end = bodyStart;
  for (const part of parts) {
    const offset = aligned(end);
    file.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    end = offset + part.byteLength;
  }
  return file;
}

/** The run, or undefined if the bytes are not a whole run file of this version. */
export function decodeRun(file: Uint8Array): RunSnapshot | undefined {
  // A copy, so that arrays start at multiples of 8 whatever the buffer the bytes came in.
  const bytes = file.slice();
  if (bytes.length < headerStart) return undefined;
  if (new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic) return undefined;
  const headerLength = new DataView(bytes.buffer).getUint32(magic.length, true);
  const bodyStart = aligned(headerStart + headerLength);
  if (bodyStart > bytes.length) return undefined;
  try {
    const header = new TextDecoder().decode(
      bytes.subarray(headerStart, headerStart + headerLength),
    );
    return JSON.parse(header, (_, value: unknown) =>
      revived(value, bytes.buffer, bodyStart),
    ) as RunSnapshot;
  } catch {
    // JSON cut short, or an array that reaches beyond the end: not a whole file.
    return undefined;
  }
}

function revived(value: unknown, buffer: ArrayBuffer, bodyStart: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$number' in value) return numbers[String(value.$number)];
  if (!('$array' in value)) return value;
  const { $array, offset, length } = value as ArrayReference;
  return new arrays[$array](buffer, bodyStart + offset, length);
}
