// Modified Bessel functions of the first kind, scaled so that they never overflow: the normalisers of angles.

import { logGamma } from './logGamma.ts';

/** From here the asymptotic series in 1/x has all digits of a double. */
const asymptoticFrom = 25;

/** e^-x I_order(x) sqrt(2 pi x) as 1 + t_1 + t_2 + ...; the terms of order 0 and 1. */
function asymptoticTerms(order: 0 | 1, x: number): readonly number[] {
  const terms = [1];
  for (let k = 1; k < 30; k++) {
    const factor = ((2 * k - 1) ** 2 - 4 * order * order) / (8 * k * x);
    const term = (terms[k - 1] ?? 0) * factor;
    if (Math.abs(term) < 1e-18) break;
    terms.push(term);
  }
  return terms;
}

const total = (terms: readonly number[]): number => terms.reduceRight((sum, term) => sum + term, 0);

/** Sum over k >= 1 of (x/2)^2k / (k! (order + 1) (order + 2) ... (order + k)): without the 1 of k = 0. */
function powerSeriesTail(order: number, x: number): number {
  if (!(x >= 0)) return Number.NaN;
  const quarter = (x * x) / 4;
  let term = quarter / (1 + order);
  let sum = term;
  for (let k = 2; term > sum * 1e-17; k++) {
    term *= quarter / (k * (k + order));
    sum += term;
  }
  return sum;
}

/**
 * log I_0(x) - x for x >= 0, NaN below: 0 at 0, close to -log(2 pi x) / 2 far out; relative error below 2e-15.
 * Abramowitz and Stegun, Handbook of Mathematical Functions (1964, ISBN 978-0-486-61272-0), 9.6.12 and 9.7.1.
 */
export function logBesselI0e(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  if (x < asymptoticFrom) return logBesselI0(x) - x;
  return Math.log(total(asymptoticTerms(0, x))) - 0.5 * Math.log(2 * Math.PI * x);
}

/** log I_0(x) for x >= 0, NaN below. */
export function logBesselI0(x: number): number {
  return x < asymptoticFrom ? Math.log1p(powerSeriesTail(0, x)) : logBesselI0e(x) + x;
}

/** 1 - I_1(x) / I_0(x) for x >= 0, with all its digits for large x, where it is 1/(2x). */
export function oneMinusBesselRatio(x: number): number {
  if (x < asymptoticFrom) return 1 - besselRatio(x);
  const zero = asymptoticTerms(0, x);
  const one = asymptoticTerms(1, x);
  const difference = zero.map((term, k) => term - (one[k] ?? 0));
  return total(difference) / total(zero);
}

/** I_1(x) / I_0(x) for x >= 0, within [0, 1): the mean of cos(angle) under a von Mises of concentration x. */
export function besselRatio(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  if (x >= asymptoticFrom) return 1 - oneMinusBesselRatio(x);
  return (0.5 * x * (1 + powerSeriesTail(1, x))) / (1 + powerSeriesTail(0, x));
}

/** The derivative of I_1(x) / I_0(x): 1 - ratio / x - ratio^2, 1/2 at 0. */
export function besselRatioSlope(x: number): number {
  if (x >= 0 && x < 1e-4) return 0.5 - (3 / 16) * x * x;
  // (1 - r)(1 + r) - r/x keeps what 1 - r^2 would lose.
  const rest = oneMinusBesselRatio(x);
  return rest * (2 - rest) - besselRatio(x) / x;
}

/** log I_order(x) for order >= 0 and x > 0, by its series of positive terms, rescaled before it overflows. */
export function logBesselI(order: number, x: number): number {
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  let scaled = 0;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * (k + order));
    sum += term;
    if (sum > 1e250) {
      scaled += 250 * Math.LN10;
      term *= 1e-250;
      sum *= 1e-250;
    }
  }
  return order * Math.log(x / 2) - logGamma(order + 1) + Math.log(sum) + scaled;
}

/**
 * I_(order + 1)(x) / I_order(x) by Gauss' continued fraction, from far down upwards: every part is positive.
 * D. E. Amos, 1974, doi:10.1090/S0025-5718-1974-0333287-7.
 */
export function besselQuotient(order: number, x: number): number {
  if (x === 0) return 0;
  let quotient = 0;
  for (let k = Math.ceil(1.5 * x) + 60; k > 0; k--) {
    quotient = 1 / ((2 * (order + k)) / x + quotient);
  }
  return quotient;
}
