// Systems of equations with a triangular matrix.

/** x with L x = b, for L lower triangular, row-major; what stands above its diagonal is not read. */
export function solveLower(lower: readonly number[], b: readonly number[]): readonly number[] {
  const size = b.length;
  const x: number[] = [];
  for (let i = 0; i < size; i += 1) {
    let rest = b[i] ?? Number.NaN;
    for (let j = 0; j < i; j += 1) rest -= (lower[i * size + j] ?? Number.NaN) * (x[j] ?? 0);
    x.push(rest / (lower[i * size + i] ?? Number.NaN));
  }
  return x;
}
