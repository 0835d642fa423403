// A kernel's coefficients on the columns of one formula, and whether they make it that formula.

import type { Basis, ScaleParameter } from './bases.ts';
import { type Candidate, roleColumns } from './candidates.ts';
import { isExact, project } from './project.ts';

/** What a fit says of a kernel, its variables by their places. */
export interface Fitted {
  readonly basis: Basis;
  /** The place, among the leaves, of what plays each role. */
  readonly order: readonly number[];
  readonly parameter: ScaleParameter | null;
  /** Factor against the exact formula, sign included. */
  readonly scale: number;
  readonly coefficients: readonly number[];
  /** Columns whose coefficient is not `scale` times the exact one; empty for an exact match. */
  readonly wrong: readonly string[];
}

const relative = 1e-6;

export function fit(
  { basis, parameter }: Candidate,
  order: readonly number[],
  leaves: readonly Float64Array[],
  values: Float64Array,
): Fitted | null {
  const columns = columnsAt(basis, parameter, leaves);
  const found = project(columns, values);
  if (!found || !isExact(found)) return null;
  const { coefficients } = found;
  const required = basis.columns.flatMap(({ target }, i) =>
    target === null ? [] : [{ target, c: coefficients[i] ?? 0, i }],
  );
  const size = Math.max(...required.map(({ c }) => Math.abs(c)));
  // A constant may be missing: it has no gradient, and the value says so.
  const isAbsent = ({ c, i }: { c: number; i: number }) =>
    Math.abs(c) < relative * size && basis.columns[i]?.name !== '1';
  if (required.some(isAbsent)) return null;
  const ratios = required.map(({ target, c }) => c / target);
  const scale = median(ratios);
  const wrong = required.filter(
    (_, i) => Math.abs((ratios[i] ?? 0) - scale) > relative * Math.abs(scale),
  );
  const allowed = basis.term === 'kl' ? 2 : required.length > 1 ? 1 : 0;
  if (wrong.length > allowed || (wrong.length > 0 && required.length < 3)) return null;
  return {
    basis,
    order,
    parameter,
    scale,
    coefficients,
    wrong: wrong.map(({ i }) => basis.columns[i]?.name ?? ''),
  };
}

/** The columns of a formula where its roles run through these values. */
export function columnsAt(
  basis: Basis,
  parameter: ScaleParameter | null,
  roles: readonly Float64Array[],
): readonly Float64Array[] {
  const read = roleColumns(basis, parameter, roles);
  return basis.columns.map(({ column }) => column(read));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  // With an even count take the value that occurs: an average would be no coefficient of the code.
  const counts = sorted.map(
    (v) => sorted.filter((w) => Math.abs(w - v) < relative * Math.abs(v)).length,
  );
  const most = Math.max(...counts);
  return most > sorted.length / 2 || most > 1 ? (sorted[counts.indexOf(most)] ?? upper) : upper;
}
