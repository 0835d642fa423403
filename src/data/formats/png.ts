// PNG (W3C, third edition): grey, RGB and palette pictures, 1 to 16 bits deep, as one byte a value. Transparency is
// read only where it says that nothing is transparent; interlaced pictures are not read.

import { dataProblem, grouped, type Outcome } from '../outcome.ts';
import { crc32 } from '../../elbo/crc32.ts';
import type { FileName } from './gzip.ts';
import { inflate } from './inflate.ts';
import { lookalikeOf } from './lookalikes.ts';
import { unfilter } from './pngFilters.ts';
import { toPixels, type PngLayout } from './pngPixels.ts';

export interface PngPicture {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** height x width x channels. */
  readonly bytes: Uint8Array;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Values a pixel has, by colour type. */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

interface Chunks {
  readonly header: Uint8Array;
  readonly palette: Uint8Array | undefined;
  readonly transparency: Uint8Array | undefined;
  readonly packed: Uint8Array;
}

const damaged = ({ path, configPath }: FileName, why: string): Outcome<never> =>
  dataProblem(
    `${path}: the PNG picture cannot be read (${why}).`,
    'It may be cut short or damaged.',
    'Copy or save it again.',
    configPath,
  );

const unsupported = ({ path, configPath }: FileName, what: string, now: string): Outcome<never> =>
  dataProblem(
    `${path}: ${what}.`,
    'Grey and RGB pictures without transparency are read.',
    now,
    configPath,
  );

/** Collects the chunks that matter, each checked against its CRC-32. */
function readChunks(bytes: Uint8Array, file: FileName): Outcome<Chunks> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = new Map<string, Uint8Array>();
  const packed: Uint8Array[] = [];
  for (let at = signature.length; ;) {
    if (at + 12 > bytes.length) return damaged(file, 'its end is missing');
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) return damaged(file, 'it ends too early');
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) {
      return damaged(file, 'a check sum (CRC-32) does not match');
    }
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, end);
    if (type === 'IEND') break;
    if (type === 'IDAT') packed.push(content);
    else found.set(type, content);
    at = end + 4;
  }
  const header = found.get('IHDR');
  if (header?.length !== 13) return damaged(file, 'its header is missing');
  return {
    value: {
      header,
      palette: found.get('PLTE'),
      transparency: found.get('tRNS'),
      packed: joined(packed),
    },
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

function readLayout({ header }: Chunks, file: FileName): Outcome<PngLayout> {
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth = 0, colourType = 0, , , interlace = 0] = header.subarray(8);
  const perPixel = samples[colourType];
  if (perPixel === undefined || !depths[colourType]?.includes(depth) || width * height === 0) {
    return damaged(file, 'its header is not valid');
  }
  if (interlace !== 0) {
    return unsupported(file, 'the picture is interlaced', 'Save it without interlacing.');
  }
  return { value: { width, height, depth, colourType, perPixel } };
}

/** The pixels of one picture. Nothing throws, whatever the bytes. */
export function decodePng(
  bytes: Uint8Array,
  file: FileName,
  maximumBytes: number,
): Outcome<PngPicture> {
  if (signature.some((byte, i) => bytes[i] !== byte)) {
    const seen = lookalikeOf(bytes);
    return dataProblem(
      bytes.length === 0
        ? `${file.path}: the file is empty.`
        : `${file.path}: this is not a PNG picture.`,
      seen === undefined
        ? 'A PNG file starts with the byte 89 and the letters PNG.'
        : `It looks like ${seen}.`,
      'Save it as PNG, or move it out of the folder.',
      file.configPath,
    );
  }
  const chunks = readChunks(bytes, file);
  if ('problem' in chunks) return chunks;
  const layout = readLayout(chunks.value, file);
  if ('problem' in layout) return layout;
  const { width, height, depth, perPixel } = layout.value;
  const rowBytes = Math.ceil((width * perPixel * depth) / 8);
  const size = height * (1 + rowBytes);
  if (size > maximumBytes) {
    return dataProblem(
      `${file.path}: larger than the limit of ${grouped(maximumBytes)} bytes.`,
      `The header promises ${grouped(width)} × ${grouped(height)} pixels.`,
      'Use smaller pictures.',
      file.configPath,
    );
  }
  const unpacked = inflate(chunks.value.packed, 'zlib', size);
  if ('damage' in unpacked) return damaged(file, unpacked.damage);
  const rows = unfilter(unpacked.bytes, height, rowBytes, Math.max(1, (perPixel * depth) / 8));
  if (rows === undefined) return damaged(file, 'a row has an unknown filter');
  const pixels = toPixels(rows, layout.value, chunks.value);
  if (typeof pixels === 'string')
    return unsupported(file, pixels, 'Flatten it onto a background and save it again.');
  return { value: { height, width, ...pixels } };
}
