// Least squares of a kernel's values on the columns of a candidate formula: a fit is right to fourteen digits or
// plainly wrong, so the tolerance hardly matters.

const tolerance = 1e-8;

export interface Fit {
  readonly coefficients: readonly number[];
  readonly residual: number;
}

/** Coefficients of `target` on `columns` by Householder QR on unit-scaled columns; null if they are dependent. */
export function project(columns: readonly Float64Array[], target: Float64Array): Fit | null {
  const rows = target.length;
  const count = columns.length;
  const scales = columns.map((column) => norm(column));
  if (scales.some((scale) => !(scale > 0) || !Number.isFinite(scale))) return null;
  const a = columns.map((column, j) =>
    Float64Array.from(column, (value) => value / (scales[j] ?? 1)),
  );
  const b = Float64Array.from(target);
  const size = norm(b);
  if (!(size > 0) || !Number.isFinite(size)) return null;
  for (let j = 0; j < count; j += 1) {
    const column = a[j] as Float64Array;
    let alpha = 0;
    for (let i = j; i < rows; i += 1) alpha += (column[i] ?? 0) ** 2;
    alpha = Math.sqrt(alpha);
    if (alpha < 1e-9) return null;
    const head = column[j] ?? 0;
    const sign = head > 0 ? -alpha : alpha;
    const v = column.slice(j);
    v[0] = head - sign;
    const length = v.reduce((sum, value) => sum + value * value, 0);
    for (const other of [...a.slice(j), b]) reflect(other, v, j, length);
  }
  const coefficients = Array.from({ length: count }, () => 0);
  for (let j = count - 1; j >= 0; j -= 1) {
    let sum = b[j] ?? 0;
    for (let k = j + 1; k < count; k += 1) sum -= (a[k]?.[j] ?? 0) * (coefficients[k] ?? 0);
    coefficients[j] = sum / (a[j]?.[j] ?? 1);
  }
  let rest = 0;
  for (let i = count; i < rows; i += 1) rest += (b[i] ?? 0) ** 2;
  return {
    coefficients: coefficients.map((value, j) => value / (scales[j] ?? 1)),
    residual: Math.sqrt(rest) / size,
  };
}

/** An orthonormal basis of the columns' span, by Gram and Schmidt done twice; null if they are dependent. */
export function spanOf(columns: readonly Float64Array[]): readonly Float64Array[] | null {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    const v = Float64Array.from(column);
    const size = norm(v);
    if (!(size > 0) || !Number.isFinite(size)) return null;
    for (let pass = 0; pass < 2; pass += 1) for (const q of basis) subtractAlong(v, q);
    const rest = norm(v);
    if (rest < 1e-9 * size) return null;
    for (let i = 0; i < v.length; i += 1) v[i] = (v[i] ?? 0) / rest;
    basis.push(v);
  }
  return basis;
}

/** Whether `target` lies in the span, to a coarser tolerance than a fit: what passes is fitted. */
export function isInSpan(basis: readonly Float64Array[], target: Float64Array): boolean {
  const rest = Float64Array.from(target);
  for (const q of basis) subtractAlong(rest, q);
  return norm(rest) < 100 * tolerance * norm(target);
}

function subtractAlong(v: Float64Array, q: Float64Array): void {
  let dot = 0;
  for (let i = 0; i < v.length; i += 1) dot += (v[i] ?? 0) * (q[i] ?? 0);
  for (let i = 0; i < v.length; i += 1) v[i] = (v[i] ?? 0) - dot * (q[i] ?? 0);
}

export function isExact(fit: Fit): boolean {
  return fit.residual < tolerance;
}

function reflect(x: Float64Array, v: Float64Array, from: number, length: number): void {
  if (length === 0) return;
  let dot = 0;
  for (let i = 0; i < v.length; i += 1) dot += (v[i] ?? 0) * (x[from + i] ?? 0);
  const factor = (2 * dot) / length;
  for (let i = 0; i < v.length; i += 1) x[from + i] = (x[from + i] ?? 0) - factor * (v[i] ?? 0);
}

function norm(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += (values[i] ?? 0) ** 2;
  return Math.sqrt(sum);
}
