// A density as points to draw: evenly spaced, then closer together where it is steep, so that no peak is missed however
// narrow.

import { atomsBetween, meanOf, type Distribution } from './distribution.ts';

export interface Curve {
  readonly xs: readonly number[];
  /** Density or mass; infinite where a density has a pole. */
  readonly ps: readonly number[];
}

const rounds = 7;
/** Neighbours further apart than this share of the highest value get a point between them. */
const steep = 0.04;

export function curveOf(distribution: Distribution, from: number, to: number, count = 160): Curve {
  const { values, parameters } = distribution;
  const read = (xs: readonly number[]): number[] => [...distribution.logProbs(xs)].map(Math.exp);
  if (values.kind === 'atoms') {
    const xs = atomsBetween(values, from, to, 512);
    return { xs, ps: read(xs) };
  }
  const even = Array.from({ length: count + 1 }, (_, at) => from + ((to - from) * at) / count);
  const peak = parameters['loc'];
  const special = [values.low, values.high, meanOf(distribution), Number(peak)];
  let xs = [...new Set([...even, ...special.filter((x) => x >= from && x <= to)])].toSorted(
    (a, b) => a - b,
  );
  let ps = read(xs);
  for (let round = 0; round < rounds; round++) {
    const highest = Math.max(...ps.filter(Number.isFinite));
    const between = xs.flatMap((x, at) => {
      const next = xs[at + 1];
      const rise = Math.abs((ps[at + 1] ?? 0) - (ps[at] ?? 0));
      return next !== undefined && rise > steep * highest ? [(x + next) / 2] : [];
    });
    if (between.length === 0) break;
    const points = [
      ...xs.map((x, at) => [x, ps[at] ?? Number.NaN] as const),
      ...read(between).map((p, at) => [between[at] ?? Number.NaN, p] as const),
    ].toSorted(([a], [b]) => a - b);
    xs = points.map(([x]) => x);
    ps = points.map(([, p]) => p);
  }
  return { xs, ps };
}
