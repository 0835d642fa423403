// Finds the formula a kernel is: tries cuts, then bases whose roles have the leaves' degrees, then projection.

import { type Code, has, holds } from '../lowering/code.ts';
import {
  type Basis,
  bases,
  samplerBasis,
  type ScaleParameter,
  toLogvar,
  weighedSamplerBasis,
} from './bases.ts';
import { cutsOf, evaluateKernel, pointCount, pointsFor } from './kernel.ts';
import { derivedLeaves } from './pairs.ts';
import { isExact, isInSpan, project, spanOf } from './project.ts';

export interface Match {
  readonly basis: Basis;
  /** The leaf that plays each role. */
  readonly roles: readonly Code[];
  readonly parameter: ScaleParameter | null;
  /** Factor against the exact formula, sign included. */
  readonly scale: number;
  readonly coefficients: readonly number[];
  /** Columns whose coefficient is not `scale` times the exact one; empty for an exact match. */
  readonly wrong: readonly string[];
}

type Degree = 0 | 1 | 2 | 3;

const maximumLeaves = 6;

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

function blocksFor(count: number): readonly Float64Array[] {
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
function degreesOf(count: number, values: Float64Array | null): readonly Degree[] | null {
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

interface Candidate {
  readonly basis: Basis;
  readonly parameter: ScaleParameter | null;
  readonly degrees: readonly Degree[];
}

const parameters: readonly ScaleParameter[] = [
  'logvar',
  'log_sigma',
  'sigma',
  'var',
  'negative_logvar',
  'precision',
];

function roleColumns(
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
    const weight = target ?? 0;
    for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] ?? 0) + weight * (values[i] ?? 0);
  }
  return { basis, parameter, degrees: degreesOf(count, sum) ?? [] };
}

function candidatesOf(basis: Basis): readonly Candidate[] {
  return basis.scales.length === 0
    ? [candidateOf(basis, null)]
    : parameters.map((parameter) => candidateOf(basis, parameter));
}

/** Formulas by the degrees their roles have, in any order: only those of a kernel's own degrees are tried. */
type Candidates = ReadonlyMap<string, readonly Candidate[]>;

function keyOf(degrees: readonly Degree[]): string {
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

function candidates() {
  made ??= {
    terms: byDegrees(bases.flatMap((basis) => candidatesOf(basis))),
    sampler: byDegrees([...candidatesOf(samplerBasis), ...candidatesOf(weighedSamplerBasis)]),
  };
  return made;
}

export function matchKernel(kernel: Code): Match | null {
  return search(kernel, candidates().terms, () => true);
}

/** A draw by reparameterisation: exactly one draw of noise among the leaves, at the deepest cut that fits. */
export function matchSampler(kernel: Code, isNoise: (leaf: Code) => boolean): Match | null {
  let deepest: Match | null = null;
  for (const cut of cutsOf(kernel, 0)) {
    if (cut.leaves.filter(isNoise).length !== 1 || cut.leaves.length < 3 || cut.leaves.length > 4)
      continue;
    deepest =
      searchCut(kernel, cut.leaves, cut.side, candidates().sampler, (roles) =>
        isNoise(roles[2] as Code),
      ) ?? deepest;
  }
  return deepest;
}

function search(
  kernel: Code,
  from: Candidates,
  admits: (roles: readonly Code[]) => boolean,
): Match | null {
  const sides = has(kernel, holds.choice) ? [0, 1] : [0];
  // A number the code names is a number first; a formula may have it for a variable (the a of log cosh a(x - m)).
  const frees = has(kernel, holds.setting) ? [false, true] : [false];
  for (const isFree of frees) {
    for (const side of sides) {
      let cuts = 0;
      for (const cut of cutsOf(kernel, side, isFree)) {
        cuts += 1;
        if (cuts > 6) break;
        const found = searchCut(kernel, cut.leaves, side, from, admits);
        if (found) return found;
      }
    }
  }
  return null;
}

function searchCut(
  kernel: Code,
  all: readonly Code[],
  side: number,
  from: Candidates,
  admits: (roles: readonly Code[]) => boolean,
): Match | null {
  const { leaves, derived } = derivedLeaves(all);
  if (leaves.length === 0 || leaves.length > maximumLeaves) return null;
  if (leaves.some((leaf) => leaf.kind === 'library')) return null;
  const everything = evaluateKernel(
    kernel,
    [...leaves, ...derived.map(({ leaf }) => leaf)],
    [
      ...blocksFor(leaves.length),
      ...derived.map(
        ({ from, at }) => blocksFor(leaves.length)[from]?.map(at) ?? new Float64Array(),
      ),
    ],
    side,
  );
  const degrees = degreesOf(leaves.length, everything);
  const fitting = degrees && from.get(keyOf(degrees));
  if (!everything || !degrees || !fitting) return null;
  const points = leaves.map((_, index) => pointsFor(index));
  const values = everything.slice(leaves.length * pointCount);
  for (const candidate of fitting) {
    for (const order of assignments(degrees, candidate)) {
      const roles = order.map((index) => leaves[index] as Code);
      if (!admits(roles)) continue;
      const span = spanFor(candidate, order);
      if (!span || !isInSpan(span, values)) continue;
      const match = fit(
        candidate,
        roles,
        order.map((index) => points[index] as Float64Array),
        values,
      );
      if (match) return match;
    }
  }
  return null;
}

/** Permutations of leaves onto roles with equal degrees; exchangeable roles in one order only. */
function* assignments(
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

function spanFor(candidate: Candidate, order: readonly number[]): readonly Float64Array[] | null {
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

const relative = 1e-6;

function fit(
  { basis, parameter }: Candidate,
  roles: readonly Code[],
  leaves: readonly Float64Array[],
  values: Float64Array,
): Match | null {
  const columns = basis.columns.map(({ column }) => column(roleColumns(basis, parameter, leaves)));
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
    roles,
    parameter,
    scale,
    coefficients,
    wrong: wrong.map(({ i }) => basis.columns[i]?.name ?? ''),
  };
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
