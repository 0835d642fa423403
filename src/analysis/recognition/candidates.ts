// Which formulas a kernel may be, told by how it depends on each of its variables: only formulas whose roles depend in
// the same ways are tried.

import {
  type Basis,
  bases,
  samplerBasis,
  spreadSamplerBasis,
  type ScaleParameter,
  toLogvar,
  weighedSamplerBasis,
} from './bases.ts';
import { pointCount, pointsFor } from './kernel.ts';
import { spanOf } from './project.ts';

export type Degree = 0 | 1 | 2 | 3;

/** How a function depends on one leaf, the others fixed: constant, affine, quadratic, or more. */
function degreeOf(values: Float64Array, at: number): Degree {
  const [a, b, c, d] = [values[at], values[at + 1], values[at + 2], values[at + 3]] as [
    number,
    number,
    number,
    number,
  ];
  const limit = 1e-10 * Math.max(Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d), 1e-300);
  if (Math.abs(b - a) < limit && Math.abs(c - b) < limit && Math.abs(d - c) < limit) return 0;
  if (Math.abs(c - 2 * b + a) < limit && Math.abs(d - 2 * c + b) < limit) return 1;
  return Math.abs(d - 3 * c + 3 * b - a) < limit ? 2 : 3;
}

/** For each leaf in turn a block where it runs through four equally spaced values three times over; then the points. */
const blocks = new Map<number, readonly Float64Array[]>();

export function blocksFor(count: number): readonly Float64Array[] {
  const known = blocks.get(count);
  if (known) return known;
  const columns = Array.from({ length: count }, (_, index) => {
    const column = new Float64Array((count + 1) * pointCount);
    for (let leaf = 0; leaf < count; leaf += 1) {
      for (let i = 0; i < pointCount; i += 1) {
        column[leaf * pointCount + i] =
          leaf === index ? 0.2 + 0.15 * (i % 4) : 0.27 + 0.083 * index + 0.11 * Math.floor(i / 4);
      }
    }
    column.set(pointsFor(index), count * pointCount);
    return column;
  });
  blocks.set(count, columns);
  return columns;
}

/** How the values over the blocks depend on each leaf; null where they are no finite numbers or miss a leaf. */
export function degreesOf(count: number, values: Float64Array | null): readonly Degree[] | null {
  if (!values) return null;
  for (const value of values) if (!Number.isFinite(value)) return null;
  const degrees: Degree[] = [];
  for (let leaf = 0; leaf < count; leaf += 1) {
    let most: Degree = 0;
    for (let group = 0; group < 3; group += 1) {
      const at = leaf * pointCount + 4 * group;
      const degree = degreeOf(values, at);
      if (degree > most) most = degree;
    }
    if (most === 0) return null;
    degrees.push(most);
  }
  return degrees;
}

export interface Candidate {
  readonly basis: Basis;
  readonly parameter: ScaleParameter | null;
  readonly degrees: readonly Degree[];
}

export const scaleParameters: readonly ScaleParameter[] = [
  'logvar',
  'log_sigma',
  'sigma',
  'var',
  'negative_logvar',
  'precision',
];

export function roleColumns(
  basis: Basis,
  parameter: ScaleParameter | null,
  leaves: readonly Float64Array[],
): readonly Float64Array[] {
  if (parameter === null) return leaves;
  const convert = toLogvar[parameter];
  return leaves.map((column, index) =>
    basis.scales.includes(index) ? column.map(convert) : column,
  );
}

function candidateOf(basis: Basis, parameter: ScaleParameter | null): Candidate {
  const count = basis.roles.length;
  const roles = roleColumns(basis, parameter, blocksFor(count));
  const sum = new Float64Array((count + 1) * pointCount);
  for (const { column, target } of basis.columns) {
    const values = column(roles);
    // What may have any coefficient has one.
    const weight = target ?? (basis.term === 'reparameterize' ? 1 : 0);
    for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] ?? 0) + weight * (values[i] ?? 0);
  }
  return { basis, parameter, degrees: degreesOf(count, sum) ?? [] };
}

function candidatesOf(basis: Basis): readonly Candidate[] {
  return basis.scales.length === 0
    ? [candidateOf(basis, null)]
    : scaleParameters.map((parameter) => candidateOf(basis, parameter));
}

/** Formulas by the degrees their roles have, in any order: only those of a kernel's own degrees are tried. */
export type Candidates = ReadonlyMap<string, readonly Candidate[]>;

export function keyOf(degrees: readonly Degree[]): string {
  return degrees.toSorted((a, b) => a - b).join('');
}

function byDegrees(list: readonly Candidate[]): Candidates {
  const found = new Map<string, Candidate[]>();
  for (const candidate of list) {
    const key = keyOf(candidate.degrees);
    found.set(key, [...(found.get(key) ?? []), candidate]);
  }
  return found;
}

/** Worked out when the first kernel is matched: a program without a loss never pays for it. */
let made: { readonly terms: Candidates; readonly sampler: Candidates } | undefined;

export function candidates() {
  made ??= {
    terms: byDegrees(bases.flatMap((basis) => candidatesOf(basis))),
    sampler: byDegrees(
      [samplerBasis, spreadSamplerBasis, weighedSamplerBasis].flatMap((one) => candidatesOf(one)),
    ),
  };
  return made;
}

/** Permutations of leaves onto roles with equal degrees; exchangeable roles in one order only. */
export function* assignments(
  degrees: readonly Degree[],
  { basis, degrees: wanted }: Candidate,
): Generator<readonly number[]> {
  const used = new Set<number>();
  const order: number[] = [];
  function* place(role: number): Generator<readonly number[]> {
    if (role === wanted.length) {
      const [a, b] = basis.symmetric ?? [];
      const isOrdered = a === undefined || b === undefined || (order[a] ?? 0) < (order[b] ?? 0);
      if (isOrdered) yield [...order];
      return;
    }
    for (let leaf = 0; leaf < degrees.length; leaf += 1) {
      if (used.has(leaf) || degrees[leaf] !== wanted[role]) continue;
      used.add(leaf);
      order.push(leaf);
      yield* place(role + 1);
      order.pop();
      used.delete(leaf);
    }
  }
  yield* place(0);
}

/** Leaves always run through the same points, so that a formula's span is worked out once for each order of leaves. */
const spans = new Map<Candidate, Map<string, readonly Float64Array[] | null>>();

export function spanFor(
  candidate: Candidate,
  order: readonly number[],
): readonly Float64Array[] | null {
  const ofCandidate = spans.get(candidate) ?? new Map<string, readonly Float64Array[] | null>();
  spans.set(candidate, ofCandidate);
  const key = order.join(',');
  const known = ofCandidate.get(key);
  if (known !== undefined) return known;
  const { basis, parameter } = candidate;
  const roles = roleColumns(basis, parameter, order.map(pointsFor));
  const span = spanOf(basis.columns.map(({ column }) => column(roles)));
  ofCandidate.set(key, span);
  return span;
}
