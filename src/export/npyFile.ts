// An array as an NPY file, as numpy.load reads it.

import { encodeUtf8 } from './utf8.ts';

export interface NpyContent {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array | Uint8Array;
}

const descrs = [
  [Float32Array, '<f4'],
  [Float64Array, '<f8'],
  [Uint8Array, '|u1'],
] as const;

/** The header and what follows it begin at multiples of this, so that arrays can be mapped into memory. */
const alignment = 64;

export function npyFile({ shape, values }: NpyContent): Uint8Array {
  const descr = descrs.find(([type]) => values instanceof type)?.[1];
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const prefix = 10;
  const length = Math.ceil((prefix + dictionary.length + 1) / alignment) * alignment - prefix;
  const file = new Uint8Array(prefix + length + values.byteLength);
  file.set([0x93, ...encodeUtf8('NUMPY'), 1, 0, length & 255, length >> 8]);
  file.set(encodeUtf8(`${dictionary.padEnd(length - 1)}\n`), prefix);
  const view = new DataView(file.buffer, prefix + length);
  if (values instanceof Uint8Array) file.set(values, prefix + length);
  else if (values instanceof Float32Array) {
    for (const [i, value] of values.entries()) view.setFloat32(4 * i, value, true);
  } else {
    for (const [i, value] of values.entries()) view.setFloat64(8 * i, value, true);
  }
  return file;
}
