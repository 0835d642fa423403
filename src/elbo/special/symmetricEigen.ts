// Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations: slow for large ones,
// accurate to rounding for every one, and thirty lines.

export interface SymmetricEigen {
  /** Descending. */
  readonly values: Float64Array;
  /** Row j is the unit eigenvector of `values[j]`; row-major, size x size. */
  readonly vectors: Float64Array;
}

const maximumSweeps = 60;

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < i; j += 1) sum += a[i * size + j]! ** 2;
  }
  return sum;
}

/** Rotates rows or columns p and q of a matrix whose entries lie `stride` apart along them. */
function rotate(
  a: Float64Array,
  size: number,
  [p, q, stride]: readonly [number, number, number],
  cos: number,
  sin: number,
): void {
  for (let k = 0; k < size; k += 1) {
    const ap = a[p + k * stride]!;
    const aq = a[q + k * stride]!;
    a[p + k * stride] = cos * ap - sin * aq;
    a[q + k * stride] = sin * ap + cos * aq;
  }
}

/** Zeroes a_pq by the smaller of the two angles that do, which is what makes the sweeps converge. */
function annihilate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const pivot = a[p * size + q]!;
  if (pivot === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * pivot);
  const tan = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cos = 1 / Math.sqrt(tan * tan + 1);
  const sin = tan * cos;
  rotate(a, size, [p, q, size], cos, sin);
  rotate(a, size, [p * size, q * size, 1], cos, sin);
  rotate(v, size, [p * size, q * size, 1], cos, sin);
}

/**
 * A = Vᵀ diag(values) V for a symmetric A, given row-major as size x size (only symmetric input is meaningful).
 * Golub and Van Loan, Matrix Computations (2013, ISBN 978-1-4214-0794-4), section 8.5.
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) v[i * size + i] = 1;
  const norm = a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < maximumSweeps; sweep += 1) {
    if (offDiagonal(a, size) <= 1e-32 * norm) break;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) annihilate(a, v, size, p, q);
    }
  }
  const order = Array.from({ length: size }, (_, i) => i);
  order.sort((i, j) => a[j * size + j]! - a[i * size + i]!);
  const vectors = new Float64Array(size * size);
  for (const [row, i] of order.entries()) {
    vectors.set(v.subarray(i * size, (i + 1) * size), row * size);
  }
  return { values: Float64Array.from(order, (i) => a[i * size + i]!), vectors };
}
