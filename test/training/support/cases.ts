// A formula with 32-bit values for its symbols, and what an engine may be off by: the currency of the comparisons of
// tensors with float64.

import type { Axis } from '../../../src/elbo/axes.ts';
import type { Expr } from '../../../src/elbo/expr/expr.ts';
import type { Random } from '../../../src/elbo/random.ts';

export interface Values {
  readonly axes: readonly Axis[];
  readonly shape: readonly number[];
  /** Rounded to float32, so that both sides read the same numbers. */
  readonly values: Float32Array;
}

export interface Case {
  readonly what: string;
  readonly expr: Expr;
  readonly bindings: Readonly<Record<string, Values>>;
  /** What each value may be off by in nats, besides the relative allowance. */
  readonly absolute: number;
  /** Symbols to differentiate by. */
  readonly by: readonly string[];
  /** `entry`: a gradient's entries each have the allowance of a value. `largest`: 1e-5 of the largest entry. */
  readonly gradientsBy: 'entry' | 'largest';
}

/** Allowed for each element that a value sums over. */
export const perElement = 1e-7;

export const listOf = (values: readonly number[]): Values => ({
  axes: ['batch'],
  shape: [values.length],
  values: Float32Array.from(values),
});

export type Sizes = Readonly<Record<Axis, number>>;

/** Standard normals times `scale`, plus `shift`, along the axes. */
export function normals(
  random: Random,
  sizes: Sizes,
  axes: readonly Axis[],
  scale: number,
  shift = 0,
): Values {
  const shape = axes.map((axis) => sizes[axis]);
  const size = shape.reduce((product, n) => product * n, 1);
  const values = random.fillNormal(new Float32Array(size));
  return { axes, shape, values: values.map((value) => value * scale + shift) };
}

export const mapped = (values: Values, change: (value: number) => number): Values => ({
  ...values,
  values: values.values.map(change),
});
