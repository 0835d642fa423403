// Finds the formula a kernel is: tries cuts, then bases whose roles have the leaves' degrees, then projection. What a
// shape was found to be is kept: code repeats the same dozen forms under new names.

import { type Code, has, holds } from '../lowering/code.ts';
import type { Basis, ScaleParameter } from './bases.ts';
import {
  assignments,
  blocksFor,
  type Candidates,
  candidates,
  degreesOf,
  keyOf,
  spanFor,
} from './candidates.ts';
import { domainPoints } from './domains.ts';
import { columnsAt, fit, type Fitted } from './fit.ts';
import { cutsOf, evaluateKernel, pointCount, pointsFor } from './kernel.ts';
import { type Derived, derivedLeaves } from './pairs.ts';
import { isInSpan } from './project.ts';
import { shapeKey } from './shapeKey.ts';

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

const maximumLeaves = 6;
const maximumCuts = 6;

export function matchKernel(kernel: Code): Match | null {
  if (!isComposed(kernel)) return null;
  const sides = has(kernel, holds.choice) ? [0, 1] : [0];
  // A number the code names is a number first; a formula may have it for a variable (the a of log cosh a(x - m)).
  const frees = has(kernel, holds.setting) ? [false, true] : [false];
  for (const isFree of frees) {
    for (const side of sides) {
      let cuts = 0;
      for (const { leaves } of cutsOf(kernel, side, isFree)) {
        cuts += 1;
        if (cuts > maximumCuts) break;
        const found = matchCut({ kernel, leaves, side }, 'terms');
        if (found) return found;
      }
    }
  }
  return null;
}

/** A draw by reparameterisation: exactly one draw of noise among the leaves, at the deepest cut that fits. */
export function matchSampler(kernel: Code, isNoise: (leaf: Code) => boolean): Match | null {
  const found = matchSamplerAt(kernel, isNoise, 0);
  // Drawn in one branch only: handed in otherwise.
  return found ?? (has(kernel, holds.choice) ? matchSamplerAt(kernel, isNoise, 1) : null);
}

function matchSamplerAt(
  kernel: Code,
  isNoise: (leaf: Code) => boolean,
  side: number,
): Match | null {
  let deepest: Match | null = null;
  for (const { leaves } of cutsOf(kernel, side)) {
    if (leaves.length < 3 || leaves.length > 4) continue;
    const noises = leaves.filter(isNoise);
    const [noise] = noises;
    if (!noise || noises.length > 1) continue;
    // The noise is the last variable, so that a shape says which it is.
    const ordered = [...leaves.filter((leaf) => leaf !== noise), noise];
    const found = matchCut({ kernel, leaves: ordered, side }, 'sampler');
    if (!found) continue;
    const [mean, scale, drawn, weight] = found.roles as [Code, Code, Code, Code | undefined];
    if (drawn === noise) deepest = found;
    // Noise and its weight are factors of one product: the fit cannot tell them apart.
    else if (weight === noise) deepest = { ...found, roles: [mean, scale, noise, drawn] };
  }
  return deepest;
}

/** No variable by itself is a formula. */
function isComposed({ kind }: Code): boolean {
  return (
    kind === 'add' ||
    kind === 'multiply' ||
    kind === 'power' ||
    kind === 'apply' ||
    kind === 'choice' ||
    kind === 'named'
  );
}

interface Cut {
  readonly kernel: Code;
  readonly leaves: readonly Code[];
  readonly side: number;
}

type Purpose = 'terms' | 'sampler';

const shapes: Readonly<Record<Purpose, Map<string, Fitted | null>>> = {
  terms: new Map(),
  sampler: new Map(),
};
const maximumShapes = 20_000;

function matchCut(cut: Cut, purpose: Purpose): Match | null {
  const { leaves, derived } = derivedLeaves(cut.leaves);
  if (leaves.length === 0 || leaves.length > maximumLeaves) return null;
  const all = [...leaves, ...derived.map(({ leaf }) => leaf)];
  const shape = shapeKey(cut.kernel, all, cut.side);
  if (shape === null) return null;
  const key = derived.reduce((text, { from, relation }) => `${text};${from}${relation}`, shape);
  const known = shapes[purpose];
  let found = known.get(key);
  if (found === undefined) {
    found = fitLeaves({ ...cut, leaves }, derived, candidates()[purpose]);
    if (known.size >= maximumShapes) known.clear();
    known.set(key, found);
  }
  if (!found) return null;
  const { order, ...fitted } = found;
  return { ...fitted, roles: order.map((at) => leaves[at] as Code) };
}

function fitLeaves(cut: Cut, derived: readonly Derived[], from: Candidates): Fitted | null {
  const { leaves } = cut;
  const everything = evaluate(cut, derived, blocksFor(leaves.length));
  const degrees = degreesOf(leaves.length, everything);
  const fitting = degrees && from.get(keyOf(degrees));
  if (!everything || !degrees || !fitting) return null;
  const values = everything.slice(leaves.length * pointCount);
  for (const candidate of fitting) {
    for (const order of assignments(degrees, candidate)) {
      const span = spanFor(candidate, order);
      if (!span || !isInSpan(span, values)) continue;
      const found = fit(candidate, order, order.map(pointsFor), values);
      if (found && holdsEverywhere(cut, derived, found)) return found;
    }
  }
  return null;
}

/** Values of the kernel where its variables run through `columns`. */
function evaluate(
  { kernel, leaves, side }: Cut,
  derived: readonly Derived[],
  columns: readonly Float64Array[],
): Float64Array | null {
  return evaluateKernel(
    kernel,
    [...leaves, ...derived.map(({ leaf }) => leaf)],
    [...columns, ...derived.map(({ from, at }) => (columns[from] ?? new Float64Array()).map(at))],
    side,
  );
}

/** Whether the formula found is that of the kernel over the whole domain of its roles. */
function holdsEverywhere(cut: Cut, derived: readonly Derived[], found: Fitted): boolean {
  const roles = domainPoints(found.basis, found.parameter);
  const columns = cut.leaves.map((_, leaf) => roles[found.order.indexOf(leaf)] as Float64Array);
  const values = evaluate(cut, derived, columns);
  if (!values) return false;
  const terms = columnsAt(found.basis, found.parameter, roles);
  for (let at = 0; at < values.length; at += 1) {
    let sum = 0;
    let size = 0;
    for (const [index, term] of terms.entries()) {
      const part = (found.coefficients[index] ?? 0) * (term[at] as number);
      sum += part;
      size += Math.abs(part);
    }
    const error = Math.abs(sum - (values[at] as number));
    // Where the code overflows or leaves its domain, it says nothing.
    if (error > 1e-6 * size) return false;
  }
  return true;
}
