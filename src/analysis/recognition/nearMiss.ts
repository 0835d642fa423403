// A KL with a slip in it. Tried only where the author says that it is a KL: elsewhere, what is nearly a formula is noise.

import type { Code } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import { densityNearMiss, nearMisses } from './bases/nearMisses.ts';
import type { Basis, ScaleParameter } from './bases.ts';
import { columnsAt, type Fitted } from './fit.ts';
import { cutsOf, evaluateKernel, pointsFor } from './kernel.ts';
import type { Match } from './match.ts';
import { scaleByName } from './names.ts';
import { isExact, project } from './project.ts';
import { shapeKey } from './shapeKey.ts';

const parameters: readonly ScaleParameter[] = ['logvar', 'log_sigma', 'sigma', 'var'];
const relative = 1e-6;
const maximumCuts = 4;
const maximumShapes = 5000;

const shapes = new Map<string, Fitted | null>();

export function matchNearly(kernel: Code): Match | null {
  let cuts = 0;
  for (const { leaves } of cutsOf(kernel, 0)) {
    cuts += 1;
    if (cuts > maximumCuts) return null;
    const found = matchCut(kernel, leaves);
    if (found) return found;
  }
  return null;
}

/** The log density of a Gaussian in which the logarithm has gone astray. Tried where the author says it is one. */
export function matchDensityNearly(kernel: Code): Match | null {
  let cuts = 0;
  for (const { leaves } of cutsOf(kernel, 0)) {
    cuts += 1;
    if (cuts > maximumCuts || leaves.length > 3) return null;
    if (leaves.length !== 3 || scaleByName(leaves.map(labelOf)).length === 0) continue;
    const values = evaluateKernel(
      kernel,
      leaves,
      leaves.map((_, index) => pointsFor(index)),
      0,
    );
    const found = values && densityFit(values);
    if (found) return { ...found, roles: found.order.map((at) => leaves[at] as Code) };
  }
  return null;
}

function densityFit(values: Float64Array): Fitted | null {
  const [square, logarithm, , stray, other] = densityNearMiss.columns.map(({ name }) => name);
  for (const order of permutations(3))
    for (const parameter of parameters) {
      const columns = columnsAt(densityNearMiss, parameter, order.map(pointsFor));
      const found = project(columns, values);
      if (!found || !isExact(found)) continue;
      const [a = 0, b = 0, , c = 0, d = 0] = found.coefficients;
      const isZero = (value: number) => Math.abs(value) < relative * Math.abs(a);
      if (a === 0 || !isZero(b) || isZero(c)) continue;
      const wrong = [logarithm, stray, ...(isZero(d) ? [] : [other])].filter(
        (name) => name !== square,
      );
      return {
        basis: densityNearMiss,
        order,
        parameter,
        scale: 2 * a,
        coefficients: found.coefficients,
        wrong: wrong.filter((name) => name !== undefined),
      };
    }
  return null;
}

function matchCut(kernel: Code, leaves: readonly Code[]): Match | null {
  // One variable at least is called a scale.
  if (scaleByName(leaves.map(labelOf)).length === 0) return null;
  const bases = nearMisses.filter(({ roles }) => roles.length === leaves.length);
  const key = bases.length > 0 ? shapeKey(kernel, leaves, 0) : null;
  if (key === null) return null;
  let found = shapes.get(key);
  if (found === undefined) {
    const columns = leaves.map((_, index) => pointsFor(index));
    const values = evaluateKernel(kernel, leaves, columns, 0);
    found = values ? bestFit(bases, leaves.length, values) : null;
    if (shapes.size >= maximumShapes) shapes.clear();
    shapes.set(key, found);
  }
  if (!found) return null;
  const { order, ...fitted } = found;
  return { ...fitted, roles: order.map((at) => leaves[at] as Code) };
}

/** Of all readings of the variables, the one with the fewest slips. */
function bestFit(bases: readonly Basis[], count: number, values: Float64Array): Fitted | null {
  const fits = bases.flatMap((basis) =>
    permutations(count).flatMap((order) =>
      parameters.flatMap((parameter) => fitNearly(basis, parameter, order, values) ?? []),
    ),
  );
  return fits.toSorted((a, b) => a.wrong.length - b.wrong.length)[0] ?? null;
}

/**
 * All but one of the columns stand in their right proportion, and at most one stands there that should not; the
 * constant, which has no gradient, may be anything.
 */
function fitNearly(
  basis: Basis,
  parameter: ScaleParameter,
  order: readonly number[],
  values: Float64Array,
): Fitted | null {
  const found = project(columnsAt(basis, parameter, order.map(pointsFor)), values);
  if (!found || !isExact(found)) return null;
  const { coefficients } = found;
  const size = Math.max(...coefficients.map(Math.abs));
  const isZero = (value: number) => Math.abs(value) < relative * size;
  const columns = basis.columns.map(({ name, target }, at) => ({
    name,
    target,
    coefficient: coefficients[at] ?? 0,
  }));
  const strange = columns.filter(({ target, coefficient }) => target === 0 && !isZero(coefficient));
  const proper = columns.filter(
    ({ name, target }) => target !== null && target !== 0 && name !== '1',
  );
  const ratios = proper.map(({ target, coefficient }) => coefficient / (target ?? 1));
  const scale = mostCommon(ratios.filter((ratio) => !isZero(ratio)));
  if (scale === null || strange.length > 1) return null;
  const isWrong = (ratio: number) => Math.abs(ratio - scale) > relative * Math.abs(scale);
  const slips = proper.filter((_, at) => isWrong(ratios[at] ?? 0));
  const isNear = slips.length <= 1 && proper.length - slips.length >= 2;
  if (!isNear || slips.length + strange.length === 0) return null;
  const constant = columns.find(({ name, target }) => name === '1' && target !== null);
  const isConstantWrong = constant && isWrong(constant.coefficient / (constant.target ?? 1));
  const wrong = [...slips, ...strange, ...(isConstantWrong ? [constant] : [])];
  return { basis, order, parameter, scale, coefficients, wrong: wrong.map(({ name }) => name) };
}

function mostCommon(values: readonly number[]): number | null {
  let best: number | null = null;
  let most = 1;
  for (const value of values) {
    const count = values.filter((one) => Math.abs(one - value) < relative * Math.abs(value)).length;
    if (count > most) [best, most] = [value, count];
  }
  return best;
}

function permutations(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((rest) =>
    Array.from({ length: count }, (_, at) => [...rest.slice(0, at), count - 1, ...rest.slice(at)]),
  );
}
