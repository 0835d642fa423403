// Finds the formula a kernel is: tries cuts, then bases whose roles have the leaves' degrees, then projection.

import { type Code, some } from '../lowering/code.ts';
import { type Basis, bases, samplerBasis, type ScaleParameter, toLogvar } from './bases.ts';
import { cutsOf, evaluateKernel, pointCount, pointsFor } from './kernel.ts';
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
function degreeOf(values: readonly number[]): Degree {
  const scale = Math.max(...values.map(Math.abs), 1e-300);
  const differences = (list: readonly number[]) => list.slice(1).map((v, i) => v - (list[i] ?? 0));
  const isZero = (list: readonly number[]) => list.every((v) => Math.abs(v) < 1e-10 * scale);
  const first = differences(values);
  if (isZero(first)) return 0;
  const second = differences(first);
  if (isZero(second)) return 1;
  return isZero(differences(second)) ? 2 : 3;
}

/** Columns for the leaf under test run through four equally spaced values three times over. */
function degreesOf(
  count: number,
  evaluate: (columns: readonly Float64Array[]) => Float64Array | null,
): readonly Degree[] | null {
  const degrees: Degree[] = [];
  for (let leaf = 0; leaf < count; leaf += 1) {
    const columns = Array.from({ length: count }, (_, index) =>
      index === leaf
        ? Float64Array.from({ length: pointCount }, (__, i) => 0.2 + 0.15 * (i % 4))
        : Float64Array.from(
            { length: pointCount },
            (__, i) => 0.27 + 0.083 * index + 0.11 * Math.floor(i / 4),
          ),
    );
    const values = evaluate(columns);
    if (!values?.every(Number.isFinite)) return null;
    const groups = [0, 4, 8].map((from) => degreeOf(Array.from(values.slice(from, from + 4))));
    degrees.push(Math.max(...groups) as Degree);
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
  const degrees = degreesOf(basis.roles.length, (leaves) => {
    const roles = roleColumns(basis, parameter, leaves);
    const sum = new Float64Array(pointCount);
    for (const { column, target } of basis.columns) {
      const values = column(roles);
      const weight = target ?? 0;
      for (let i = 0; i < pointCount; i += 1) sum[i] = (sum[i] ?? 0) + weight * (values[i] ?? 0);
    }
    return sum;
  });
  return { basis, parameter, degrees: degrees ?? [] };
}

function candidatesOf(basis: Basis): readonly Candidate[] {
  return basis.scales.length === 0
    ? [candidateOf(basis, null)]
    : parameters.map((parameter) => candidateOf(basis, parameter));
}

const candidates = bases.flatMap(candidatesOf);
const samplerCandidates = candidatesOf(samplerBasis);

export function matchKernel(kernel: Code): Match | null {
  return search(kernel, candidates, () => true);
}

/** A draw by reparameterisation: exactly one draw of noise among the leaves, at the deepest cut that fits. */
export function matchSampler(kernel: Code, isNoise: (leaf: Code) => boolean): Match | null {
  let deepest: Match | null = null;
  for (const cut of cutsOf(kernel, 0)) {
    if (cut.leaves.filter(isNoise).length !== 1 || cut.leaves.length !== 3) continue;
    deepest =
      searchCut(kernel, cut.leaves, cut.side, samplerCandidates, (roles) =>
        isNoise(roles[2] as Code),
      ) ?? deepest;
  }
  return deepest;
}

function search(
  kernel: Code,
  from: readonly Candidate[],
  admits: (roles: readonly Code[]) => boolean,
): Match | null {
  const sides = some(kernel, (node) => node.kind === 'choice') ? [0, 1] : [0];
  for (const side of sides) {
    let cuts = 0;
    for (const cut of cutsOf(kernel, side)) {
      cuts += 1;
      if (cuts > 6) break;
      const found = searchCut(kernel, cut.leaves, side, from, admits);
      if (found) return found;
    }
  }
  return null;
}

function searchCut(
  kernel: Code,
  leaves: readonly Code[],
  side: number,
  from: readonly Candidate[],
  admits: (roles: readonly Code[]) => boolean,
): Match | null {
  if (leaves.length === 0 || leaves.length > maximumLeaves) return null;
  if (leaves.some((leaf) => leaf.kind === 'library')) return null;
  const evaluate = (columns: readonly Float64Array[]) =>
    evaluateKernel(
      kernel,
      new Map(leaves.map((leaf, i) => [leaf, columns[i] as Float64Array])),
      side,
    );
  const degrees = degreesOf(leaves.length, evaluate);
  if (!degrees || degrees.includes(0)) return null;
  const points = leaves.map((_, index) => pointsFor(index));
  const values = evaluate(points);
  if (!values?.every(Number.isFinite)) return null;
  for (const candidate of from) {
    if (candidate.basis.roles.length !== leaves.length) continue;
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
