import assert from 'node:assert/strict';
import { broadcastInto } from '../../../src/training/kernels/broadcast.ts';

const array = (shape: readonly number[]) => {
  const size = shape.reduce((product, side) => product * side, 1);
  return { shape, values: Float32Array.from({ length: size }, (_, index) => index + 1) };
};

function checkBroadcast(
  shape: readonly number[],
  shapes: readonly (readonly number[])[],
  expected: readonly number[],
) {
  const target = new Float32Array(expected.length);
  const arrays = shapes.map(array);
  const join = (...values: readonly number[]) => values.reduce((sum, value) => 10 * sum + value, 0);
  assert.deepEqual([...broadcastInto(target, shape, arrays, join)], expected);
}

describe('Broadcasting', () => {
  it('pairs elements of arrays of one shape', () => {
    checkBroadcast([3], [[3], [3]], [11, 22, 33]);
  });

  it('repeats sides of length 1, and sides that are missing in front', () => {
    checkBroadcast([2, 3], [[2, 1], [3]], [11, 12, 13, 21, 22, 23]);
    checkBroadcast([2, 2], [[], [2, 2]], [11, 12, 13, 14]);
    checkBroadcast(
      [2, 1, 2],
      [
        [2, 1, 1],
        [1, 2],
      ],
      [11, 12, 21, 22],
    );
    checkBroadcast(
      [2, 2, 1],
      [
        [1, 2, 1],
        [2, 1, 1],
      ],
      [11, 21, 12, 22],
    );
  });

  it('takes any number of arrays', () => {
    checkBroadcast([2], [[2]], [1, 2]);
    checkBroadcast([2, 2], [[2, 1], [2], [1]], [111, 121, 211, 221]);
  });
});
