import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { symmetricEigen } from '../../../src/elbo/special/symmetricEigen.ts';

const sizes = fc.integer({ min: 1, max: 8 });
const symmetric = sizes.chain((size) =>
  fc
    .array(fc.double({ min: -100, max: 100, noNaN: true }), {
      minLength: size * size,
      maxLength: size * size,
    })
    .map((values) => {
      const matrix = Float64Array.from(
        values,
        (value, k) => value + values[(k % size) * size + Math.floor(k / size)]!,
      );
      return { matrix, size };
    }),
);

/** Checks A = Vᵀ diag(values) V and V Vᵀ = I. */
function checkDecomposition(matrix: Float64Array, size: number): void {
  const { values, vectors } = symmetricEigen(matrix, size);
  const norm = 1 + Math.max(...matrix.map(Math.abs));
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      let rebuilt = 0;
      let inner = 0;
      for (let k = 0; k < size; k += 1) {
        rebuilt += values[k]! * vectors[k * size + i]! * vectors[k * size + j]!;
        inner += vectors[i * size + k]! * vectors[j * size + k]!;
      }
      assert.ok(Math.abs(rebuilt - matrix[i * size + j]!) < 1e-11 * norm, `entry ${i}, ${j}`);
      assert.ok(Math.abs(inner - (i === j ? 1 : 0)) < 1e-12, `vectors ${i} and ${j}`);
    }
  }
  for (let k = 1; k < size; k += 1) assert.ok(values[k]! <= values[k - 1]!);
}

describe('eigenvalues of a symmetric matrix', () => {
  it('rebuild it together with orthonormal eigenvectors, largest first', () => {
    fc.assert(fc.property(symmetric, ({ matrix, size }) => checkDecomposition(matrix, size)));
  });

  it('are exact for a matrix known by hand', () => {
    const { values } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    assert.deepEqual(
      Array.from(values, (value) => Math.round(value * 1e12) / 1e12),
      [3, 1],
    );
  });

  it('hold with repeated and zero eigenvalues', () => {
    checkDecomposition(new Float64Array(9), 3);
    checkDecomposition(Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1, 1), 3);
  });
});
