// A PNG writer for the tests: any colour type and depth, a filter of one's choice for every row.

import { crc32, deflateSync } from 'node:zlib';

export interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colourType: number;
  /** One entry per value, row by row, on the scale of `depth`. */
  readonly values: ArrayLike<number>;
  /** Filter of each row, 0 to 4; the last one is repeated. */
  readonly filters?: readonly number[];
  readonly palette?: readonly number[];
  readonly transparency?: readonly number[];
  readonly interlaced?: boolean;
  /** Splits the packed data into this many chunks. */
  readonly pieces?: number;
}

const perPixel: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export function pngFile(parts: PngParts): Uint8Array {
  const { width, height, depth, colourType, palette, transparency, pieces = 1 } = parts;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType, 0, 0, parts.interlaced === true ? 1 : 0], 8);
  const packed = deflateSync(filteredRows(parts));
  const size = Math.ceil(packed.length / pieces);
  const data = Array.from({ length: pieces }, (_, i) =>
    chunk('IDAT', packed.subarray(i * size, (i + 1) * size)),
  );
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      ...(palette ? [chunk('PLTE', Buffer.from(palette))] : []),
      ...(transparency ? [chunk('tRNS', Buffer.from(transparency))] : []),
      ...data,
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function filteredRows({
  width,
  height,
  depth,
  colourType,
  values,
  filters = [0],
}: PngParts): Buffer {
  const perRow = width * (perPixel[colourType] ?? 1);
  const rows = Array.from({ length: height }, (_, row) =>
    packRow(
      Array.from({ length: perRow }, (_, i) => values[row * perRow + i] ?? 0),
      depth,
    ),
  );
  const back = Math.max(1, ((perPixel[colourType] ?? 1) * depth) / 8);
  return Buffer.concat(
    rows.map((row, i) => {
      const filter = filters[Math.min(i, filters.length - 1)] ?? 0;
      return Buffer.from([filter, ...filtered(row, rows[i - 1], filter, back)]);
    }),
  );
}

/** Values of `depth` bits, the first in the highest ones. */
function packRow(values: readonly number[], depth: number): number[] {
  if (depth === 16) return values.flatMap((value) => [value >> 8, value & 255]);
  const bytes = Array.from({ length: Math.ceil((values.length * depth) / 8) }, () => 0);
  for (const [i, value] of values.entries()) {
    const bit = i * depth;
    bytes[bit >> 3]! |= value << (8 - depth - (bit % 8));
  }
  return bytes;
}

function filtered(
  row: readonly number[],
  before: readonly number[] | undefined,
  filter: number,
  back: number,
): number[] {
  return row.map((value, i) => {
    const left = row[i - back] ?? 0;
    const above = before?.[i] ?? 0;
    const corner = before?.[i - back] ?? 0;
    const nearest = [left, above, corner].toSorted(
      (a, b) => Math.abs(left + above - corner - a) - Math.abs(left + above - corner - b),
    )[0]!;
    return (value - [0, left, above, Math.floor((left + above) / 2), nearest][filter]!) & 255;
  });
}
