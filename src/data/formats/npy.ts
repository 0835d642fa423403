// NPY, NumPy's format of one array: a magic number, a Python dictionary that says type, order and shape, then the
// elements. Whole numbers, floats and booleans are read, in either byte order and either memory order.

import { counted, dataProblem, grouped, type Outcome } from '../outcome.ts';
import type { FileName } from './gzip.ts';
import { lookalikeOf } from './lookalikes.ts';
import { findElementType, readElements, type Elements } from './npyElements.ts';
import { decodeUtf8 } from './text.ts';

export interface NpyArray {
  readonly shape: readonly number[];
  /** Row-major, last dimension fastest. */
  readonly elements: Elements;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

interface Header {
  readonly descr: string;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** Where the elements begin. */
  readonly end: number;
}

function notNpy(bytes: Uint8Array, { path, configPath }: FileName): Outcome<never> {
  const seen = lookalikeOf(bytes);
  return dataProblem(
    bytes.length === 0 ? `${path}: the file is empty.` : `${path}: this is not an NPY file.`,
    seen === undefined
      ? 'An NPY file starts with the byte 93 and the letters NUMPY.'
      : `It looks like ${seen}.`,
    'Name a file written by numpy.save. For .npz files there is `source: npz`.',
    configPath,
  );
}

function brokenHeader({ path, configPath }: FileName, why: string): Outcome<never> {
  return dataProblem(
    `${path}: the header of the NPY file cannot be read.`,
    why,
    'Write the array again with numpy.save.',
    configPath,
  );
}

/** The text of the header and where it ends: its length has 2 bytes in version 1, 4 from version 2 on. */
function headerText(
  bytes: Uint8Array,
): { readonly text: string; readonly end: number } | undefined {
  const lengthBytes = bytes[6] === 1 ? 2 : 4;
  const start = 8 + lengthBytes;
  if (bytes.length < start) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = lengthBytes === 2 ? view.getUint16(8, true) : view.getUint32(8, true);
  const end = start + length;
  return end > bytes.length ? undefined : { text: decodeUtf8(bytes.subarray(start, end)), end };
}

function readHeader(bytes: Uint8Array, file: FileName): Outcome<Header> {
  const header = headerText(bytes);
  if (header === undefined) return brokenHeader(file, 'The file ends inside it.');
  const { text, end } = header;
  const descr = /'descr'\s*:\s*(?:'([^']*)'|(\[))/u.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/u.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d,\sL]*)\)/u.exec(text)?.[1];
  if (descr === null || order === undefined || shape === undefined) {
    return brokenHeader(file, 'It lacks one of: descr, fortran_order, shape.');
  }
  if (descr[2] !== undefined) return unreadableType('records of several fields', file);
  const sizes = (shape.match(/\d+/gu) ?? []).map(Number);
  return {
    value: { descr: descr[1] ?? '', isFortran: order === 'True', shape: sizes, end },
  };
}

function unreadableType(what: string, { path, configPath }: FileName): Outcome<never> {
  return dataProblem(
    `${path}: holds ${what}.`,
    'Arrays of whole numbers, floats and booleans are read.',
    'Convert the array, for example with `x.astype("float32")`, and save it again.',
    configPath,
  );
}

/** How shapes are written in messages: "60 000 × 28 × 28". */
export const times = (shape: readonly number[]): string =>
  shape.length === 0 ? 'a single number' : shape.map(grouped).join(' × ');

/** Shape and elements of plain NPY bytes. Nothing throws, whatever the bytes. */
export function decodeNpy(
  bytes: Uint8Array,
  file: FileName,
  maximumBytes: number,
): Outcome<NpyArray> {
  if (magic.some((byte, i) => bytes[i] !== byte)) return notNpy(bytes, file);
  const header = readHeader(bytes, file);
  if ('problem' in header) return header;
  const { descr, isFortran, shape, end } = header.value;
  const type = findElementType(descr);
  if (type.kind === 'other') return unreadableType(type.what, file);
  const count = shape.reduce((a, b) => a * b, 1);
  const { path, configPath } = file;
  const promise = `The header promises ${times(shape)} elements of ${counted(type.size, 'byte')} each`;
  if (count * bytesHeld(type.kind) > maximumBytes) {
    return dataProblem(
      `${path}: larger than the limit of ${grouped(maximumBytes)} bytes.`,
      `${promise}.`,
      'If the file is right, raise the limit in the settings; else choose another file.',
      configPath,
    );
  }
  if (bytes.length - end !== count * type.size) {
    return dataProblem(
      bytes.length - end < count * type.size
        ? `${path}: the file is too short.`
        : `${path}: ${counted(bytes.length - end - count * type.size, 'byte')} too many after the last element.`,
      `${promise}, ${counted(count * type.size, 'byte')}; the file has ${grouped(bytes.length - end)} after its header.`,
      'Copy or write it again.',
      configPath,
    );
  }
  const elements = readElements(bytes.subarray(end), type, count);
  return { value: { shape, elements: isFortran ? rowMajor(elements, shape) : elements } };
}

/** What an element takes in memory, whatever it takes in the file. */
const bytesHeld = (kind: Elements['kind']): number =>
  kind === 'bytes' || kind === 'booleans' ? 1 : 8;

/** Elements stored with the first dimension fastest, put in the order with the last one fastest. */
function rowMajor(elements: Elements, shape: readonly number[]): Elements {
  const { values } = elements;
  const ordered = values.slice();
  const index = shape.map(() => 0);
  const strides: number[] = [];
  let stride = 1;
  for (const size of shape) {
    strides.push(stride);
    stride *= size;
  }
  for (let to = 0; to < values.length; to += 1) {
    ordered[to] = values[index.reduce((sum, i, axis) => sum + i * strides[axis]!, 0)]!;
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      index[axis] = index[axis]! + 1;
      if (index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return { ...elements, values: ordered } as Elements;
}
