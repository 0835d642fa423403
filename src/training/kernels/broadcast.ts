// Elementwise functions of arrays whose sides of length 1 stand for any length, as in every tensor library.

import { advance } from '../../elbo/strides.ts';

export interface Shaped {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** How far apart neighbours are stored along each side of `shape`; 0 along those the array does not have. */
function stridesIn(shape: readonly number[], array: Shaped): readonly number[] {
  const missing = shape.length - array.shape.length;
  let stride = 1;
  const strides = array.shape.toReversed().map((side) => {
    const own = side === 1 ? 0 : stride;
    stride *= side;
    return own;
  });
  return [...Array.from({ length: missing }, () => 0), ...strides.toReversed()];
}

/** Writes f of the arrays' elements, row-major over `shape`, into `target` and returns it. */
export function broadcastInto(
  target: Float32Array,
  shape: readonly number[],
  arrays: readonly Shaped[],
  f: (...values: readonly number[]) => number,
): Float32Array {
  const [first, ...others] = arrays;
  if (first === undefined) return target;
  if (others.length === 0) {
    for (let i = 0; i < target.length; i++) target[i] = f(first.values[i] as number);
    return target;
  }
  const strides = arrays.map((array) => stridesIn(shape, array));
  const offsets = arrays.map(() => 0);
  const place = shape.map(() => 0);
  const values = arrays.map(() => 0);
  for (let i = 0; i < target.length; i++) {
    for (let k = 0; k < arrays.length; k++) {
      values[k] = (arrays[k] as Shaped).values[offsets[k] as number] as number;
    }
    target[i] = f(...values);
    advance(place, shape, offsets, strides);
  }
  return target;
}
