// IDX, the format of MNIST: two zero bytes, element type, number of dimensions, each dimension as a big-endian
// 32-bit integer, then the elements, last dimension fastest. Unsigned bytes alone are read; other types are named.

import { counted, dataProblem, grouped, type Outcome } from '../outcome.ts';
import { plainBytes, type FileName } from './gzip.ts';
import { lookalikeOf } from './lookalikes.ts';

export interface IdxArray {
  readonly dimensions: readonly number[];
  /** A view of the file's bytes, not a copy. */
  readonly bytes: Uint8Array;
}

export interface IdxImages {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** count x height x width. */
  readonly bytes: Uint8Array;
}

const unsignedByte = 0x08;

/** Types that the format knows and this reader does not read. */
const otherTypes: ReadonlyMap<number, string> = new Map([
  [0x09, 'signed bytes'],
  [0x0b, '16-bit integers'],
  [0x0c, '32-bit integers'],
  [0x0d, '32-bit floats'],
  [0x0e, '64-bit floats'],
]);

const asHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

function notIdx(bytes: Uint8Array, { path, configPath }: FileName): Outcome<never> {
  // A header of unsigned bytes is ours, even where the rest of it makes no sense.
  const seen = bytes[0] === 0 && bytes[2] === unsignedByte ? undefined : lookalikeOf(bytes);
  return dataProblem(
    `${path}: this is not an IDX file.`,
    seen === undefined
      ? `An IDX file of bytes starts with 00 00 08; this one starts with ${asHex(bytes.subarray(0, 4))}.`
      : `It looks like ${seen}.`,
    'Name an IDX file, such as train-images-idx3-ubyte or its .gz.',
    configPath,
  );
}

/** How sizes are written in messages: "60 000 × 28 × 28". */
const times = (dimensions: readonly number[]): string => dimensions.map(grouped).join(' × ');

function wrongLength(
  found: number,
  dimensions: readonly number[],
  expected: number,
  { path, configPath }: FileName,
): Outcome<never> {
  const promise = `The header promises ${times(dimensions)} values (${counted(expected, 'byte')} with the header); the file has ${grouped(found)}`;
  return found < expected
    ? dataProblem(
        `${path}: the file is too short.`,
        `${promise}. It may be cut short.`,
        'Copy or download it again.',
        configPath,
      )
    : dataProblem(
        `${path}: ${counted(found - expected, 'byte')} too many after the last value.`,
        `${promise}. It may be damaged, or two files joined.`,
        'Copy or download it again.',
        configPath,
      );
}

function tooShort(
  bytes: Uint8Array,
  needed: number,
  { path, configPath }: FileName,
): Outcome<never> {
  return dataProblem(
    bytes.length === 0
      ? `${path}: the file is empty.`
      : `${path}: the file ends inside its header.`,
    `The header of an IDX file has at least ${counted(needed, 'byte')}; the file has ${grouped(bytes.length)}.`,
    'Copy or download it again.',
    configPath,
  );
}

function tooLarge(
  expected: number,
  dimensions: readonly number[],
  maximumBytes: number,
  { path, configPath }: FileName,
): Outcome<never> {
  return dataProblem(
    `${path}: larger than the limit of ${grouped(maximumBytes)} bytes.`,
    `The header promises ${times(dimensions)} values, ${grouped(expected)} bytes with the header.`,
    'If the file is right, raise the limit in the settings; else choose another file.',
    configPath,
  );
}

/** Dimensions and elements of plain IDX bytes. Nothing throws, whatever the bytes. */
export function decodeIdx(
  bytes: Uint8Array,
  file: FileName,
  maximumBytes: number,
): Outcome<IdxArray> {
  if (bytes.length === 0) return tooShort(bytes, 8, file);
  const [first, second, type, rank] = bytes;
  if (first !== 0 || (bytes.length > 1 && second !== 0)) return notIdx(bytes, file);
  if (type === undefined || rank === undefined) return tooShort(bytes, 8, file);
  if (type !== unsignedByte) {
    const name = otherTypes.get(type);
    if (name === undefined) return notIdx(bytes, file);
    return dataProblem(
      `${file.path}: holds ${name}.`,
      'Only IDX files of unsigned bytes (type 08) are read.',
      'Convert the file to unsigned bytes, 0 to 255.',
      file.configPath,
    );
  }
  if (rank === 0) return notIdx(bytes, file);
  const header = 4 + 4 * rank;
  if (bytes.length < header) return tooShort(bytes, header, file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, header);
  const dimensions = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const expected = dimensions.reduce((a, b) => a * b, 1) + header;
  if (expected > maximumBytes) return tooLarge(expected, dimensions, maximumBytes, file);
  if (bytes.length !== expected) return wrongLength(bytes.length, dimensions, expected, file);
  return { value: { dimensions, bytes: bytes.subarray(header) } };
}

function decodeFile(bytes: Uint8Array, file: FileName, maximumBytes: number): Outcome<IdxArray> {
  const unpacked = plainBytes(bytes, file, maximumBytes);
  return 'problem' in unpacked ? unpacked : decodeIdx(unpacked.value, file, maximumBytes);
}

const wordFor = (rank: number): string =>
  rank === 1
    ? 'It has one dimension, as label files have.'
    : `It has ${rank} dimensions${rank === 3 ? ', as image files have' : ''}.`;

/** Images of an IDX file, plain or gzip: count, height, width. */
export function decodeIdxImages(
  bytes: Uint8Array,
  path: string,
  maximumBytes: number,
): Outcome<IdxImages> {
  const file = { path, configPath: 'data.images' };
  const decoded = decodeFile(bytes, file, maximumBytes);
  if ('problem' in decoded) return decoded;
  const { dimensions } = decoded.value;
  const [count, height, width] = dimensions;
  if (
    dimensions.length !== 3 ||
    count === undefined ||
    height === undefined ||
    width === undefined
  ) {
    return dataProblem(
      `${path}: these are not images.`,
      `Images have three dimensions: count, height, width. ${wordFor(dimensions.length)}`,
      'Name the image file under `images` (MNIST calls it …-images-idx3-ubyte).',
      file.configPath,
    );
  }
  if (count * height * width === 0) {
    return dataProblem(
      `${path}: no images.`,
      `The header says ${counted(count, 'image')} of ${height} × ${width} pixels.`,
      'Choose a file that holds images.',
      file.configPath,
    );
  }
  return { value: { count, height, width, bytes: decoded.value.bytes } };
}

/** Labels of an IDX file, plain or gzip: one byte each. */
export function decodeIdxLabels(
  bytes: Uint8Array,
  path: string,
  maximumBytes: number,
): Outcome<Uint8Array> {
  const file = { path, configPath: 'data.labels' };
  const decoded = decodeFile(bytes, file, maximumBytes);
  if ('problem' in decoded) return decoded;
  const { dimensions } = decoded.value;
  if (dimensions.length === 1) return { value: decoded.value.bytes };
  return dataProblem(
    `${path}: these are not labels.`,
    `Labels have one dimension. ${wordFor(dimensions.length)}`,
    'Name the label file under `labels` (MNIST calls it …-labels-idx1-ubyte), or leave `labels` out.',
    file.configPath,
  );
}
