// Where a share of the probability lies: quantiles by bisection of the distribution function, and integrals over what
// they divide a distribution into.

import { numberAt } from '../families/values.ts';
import { integrateBetween } from '../quadrature/legendreRule.ts';
import type { Distribution } from './distribution.ts';

/** The least x with P(X <= x) >= level. */
export function quantile({ cdf, values }: Distribution, level: number): number {
  if (values.kind === 'atoms') {
    const { first, last, step } = values;
    let [low, high] = [-1, 1];
    const reaches = (place: number): boolean => cdf(first + place * step) >= level;
    const end = Math.round((last - first) / step);
    while (high < end && !reaches(high)) high = Math.min(end, 2 * high);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (reaches(middle)) high = middle;
      else low = middle;
    }
    return first + high * step;
  }
  let [low, high] = [values.low, values.high];
  if (low === -Infinity) {
    low = -1;
    while (cdf(low) > level && low > -1e300) low *= 2;
  }
  if (high === Infinity) {
    high = 1;
    while (cdf(high) < level && high < 1e300) high *= 2;
  }
  for (let turn = 0; turn < 60 && high - low > 1e-14 * (Math.abs(low) + Math.abs(high)); turn++) {
    const middle = low + (high - low) / 2;
    if (cdf(middle) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const tails = [1e-13, 1e-11, 1e-9, 1e-7, 1e-5, 1e-4, 1e-3, 0.01, 0.03];
const levels = [
  ...tails,
  ...Array.from({ length: 17 }, (_, at) => 0.1 + 0.05 * at),
  ...tails.map((share) => 1 - share).toReversed(),
];

/** Ends of intervals in which the density of a continuous distribution changes little; its median among them. */
export function pieces(distribution: Distribution): readonly number[] {
  const { values } = distribution;
  const inner = levels.map((level) => quantile(distribution, level));
  const all =
    values.kind === 'interval'
      ? [values.low, ...inner, values.high].filter(Number.isFinite)
      : inner;
  return all.filter((end, at) => at === 0 || end > (all[at - 1] ?? -Infinity));
}

/** The integral of f(x) exp(log p(x)) over all but 2e-13 of the probability. */
export function expectation(
  distribution: Distribution,
  f: (x: number, logProb: number) => number,
  /** Where f has a kink. */
  kinks: readonly number[] = [],
): number {
  const own = pieces(distribution);
  const inner = kinks.filter((x) => (own[0] ?? x) < x && x < (own.at(-1) ?? x));
  const ends = [...new Set([...own, ...inner])].toSorted((a, b) => a - b);
  return integrateBetween((xs) => {
    const logProbs = distribution.logProbs(xs);
    return xs.map((x, at) => {
      const logProb = logProbs[at] ?? Number.NaN;
      return logProb === -Infinity ? 0 : Math.exp(logProb) * f(x, logProb);
    });
  }, ends);
}

/** KL(p || q) in nats of two continuous distributions, by quadrature. */
export const klByQuadrature = (p: Distribution, q: Distribution): number =>
  expectation(p, (x, logProb) => logProb - q.logProb(x), [numberAt(q.parameters, 'loc')]);
