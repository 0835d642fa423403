// An interval around x: its probability, and density times width, which is what the probability is not.

import { integrateBetween } from '../quadrature/legendreRule.ts';
import { atomsBetween, type Distribution } from './distribution.ts';

export interface Interval {
  readonly x: number;
  readonly width: number;
  readonly from: number;
  readonly to: number;
  /** Density at x, or the mass of x. */
  readonly density: number;
  readonly logProb: number;
  /** P(from <= X <= to). */
  readonly probability: number;
  /** How the probability was found: by F(to) - F(from), or by quadrature where that difference keeps few digits. */
  readonly by: 'cdf' | 'quadrature' | 'masses';
  /** p(x) times the width. */
  readonly box: number;
  /** Box over probability: tends to 1 for a density as the width shrinks. NaN if the probability is 0. */
  readonly ratio: number;
}

export function intervalAround(distribution: Distribution, x: number, width: number): Interval {
  const [from, to] = [x - width / 2, x + width / 2];
  const logProb = distribution.logProb(x);
  const density = Math.exp(logProb);
  const { probability, by } = probabilityBetween(distribution, from, to);
  const box = density * width;
  return { x, width, from, to, density, logProb, probability, by, box, ratio: box / probability };
}

/** Below this share of the larger value, a difference of two has lost half its digits. */
const fewDigits = 1e-7;

/** P(from <= X <= to), both ends included, which matters for masses alone. */
export function probabilityBetween(
  distribution: Distribution,
  from: number,
  to: number,
): Pick<Interval, 'probability' | 'by'> {
  const { cdf, values } = distribution;
  if (values.kind === 'atoms') {
    const atoms = atomsBetween(values, from, to);
    const last = atoms.at(-1);
    const first = atoms[0];
    if (first === undefined || last === undefined) return { probability: 0, by: 'masses' };
    if (atoms.length <= 512) {
      const masses = distribution.logProbs(atoms).map(Math.exp);
      return { probability: Math.min(1, sum(masses)), by: 'masses' };
    }
    return { probability: cdf(to) - cdf(first - values.step), by: 'cdf' };
  }
  const low = Math.max(from, values.low);
  const high = Math.min(to, values.high);
  if (high <= low) return { probability: 0, by: 'cdf' };
  const [below, above] = [cdf(low), cdf(high)];
  const difference = above - below;
  if (difference > fewDigits * above) return { probability: difference, by: 'cdf' };
  // Short, or far out in the tail: the density is smooth between its peak and either end.
  const peak = distribution.parameters['loc'];
  const ends =
    typeof peak === 'number' && low < peak && peak < high ? [low, peak, high] : [low, high];
  const parts = ends.flatMap((end, at) => {
    const next = ends[at + 1];
    return next === undefined
      ? []
      : Array.from({ length: 8 }, (_, i) => end + ((next - end) * i) / 8);
  });
  const probability = integrateBetween(
    (xs) => distribution.logProbs(xs).map(Math.exp),
    [...parts, high],
  );
  return { probability, by: 'quadrature' };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
