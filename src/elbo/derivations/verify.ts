// Trying a step at a point: how far apart its two sides are, once everything that left is counted.

import { arrayOps, type NamedArray } from '../expr/arrayOps.ts';
import { sumOver, times } from '../expr/build.ts';
import { evaluate } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import type { Derivation, Step } from './derivation.ts';
import { type Bindings, opened } from './points.ts';
import { changed } from './steps.ts';

export interface StepError {
  /** The largest difference of the two sides, relative to the largest number that enters it, at least 1. */
  readonly relative: number;
  /** The smallest value of what a bound leaves out; 0 for other steps. */
  readonly smallestGap: number;
}

/** Both sides of a step at a point, which binds every free symbol; `logarithm` as `changed` takes it. */
export function tryStep(
  { definitions }: Pick<Derivation, 'definitions'>,
  { from, to, change }: Step,
  point: Bindings,
  logarithm?: (expr: Expr) => Expr,
): StepError {
  const read = (expr: Expr): NamedArray => evaluate(opened(expr, definitions), arrayOps, point);
  const expected = read(changed(opened(from, definitions), change, logarithm));
  const actual = read(change.kind === 'sampled' ? meanUnder(change.measure, to) : to);
  const gap = change.kind === 'bounded' ? read(change.gap) : undefined;
  // A probability may be too small for a number where its logarithm is not.
  const parts = [
    ...(logarithm ? [] : [from]),
    ...(change.kind === 'dropped' ? [change.term] : []),
  ].map(read);
  const size = Math.max(1, ...[expected, actual, ...parts].map(largest));
  const off = difference(expected, actual);
  return {
    relative: Number.isFinite(off) ? off / size : Infinity,
    smallestGap: gap === undefined ? 0 : Math.min(...gap.values),
  };
}

/** The mean over z of what one draw gives. */
export const meanUnder = (measure: Expr, of: Expr): Expr => sumOver('state', times(measure, of));

const largest = ({ values }: NamedArray): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** NaN counts as infinitely far. */
function difference(a: NamedArray, b: NamedArray): number {
  const { values } = arrayOps.add(a, arrayOps.multiply(arrayOps.number(-1), b));
  return values.reduce(
    (most, value) => (Number.isNaN(value) ? Infinity : Math.max(most, Math.abs(value))),
    0,
  );
}
