// The regularised incomplete beta function with its derivatives: the distribution function of beta, Student-t and
// negative binomial.

import { digamma } from './digamma.ts';
import { klDiv } from './deviance.ts';
import { logFactorialRemainder } from './logGamma.ts';

/** A number with its derivatives by a and b. */
type Dual = readonly [value: number, byA: number, byB: number];

const one: Dual = [1, 0, 0];

const product = (p: Dual, q: Dual): Dual => [
  p[0] * q[0],
  p[1] * q[0] + p[0] * q[1],
  p[2] * q[0] + p[0] * q[2],
];

const quotient = (p: Dual, q: Dual): Dual => {
  const value = p[0] / q[0];
  return [value, (p[1] - value * q[1]) / q[0], (p[2] - value * q[2]) / q[0]];
};

const sum = (p: Dual, q: Dual): Dual => [p[0] + q[0], p[1] + q[1], p[2] + q[2]];

/** The m-th numerator of the continued fraction of I_x(a, b); m counts from 1. */
function numerator(m: number, a: number, b: number, x: number): Dual {
  const k = Math.floor(m / 2);
  const top: Dual =
    m % 2 === 0
      ? [k * (b - k) * x, 0, k * x]
      : [-(a + k) * (a + b + k) * x, -(2 * a + b + 2 * k) * x, -(a + k) * x];
  const lower: Dual = [a + m - 1, 1, 0];
  const upper: Dual = [a + m, 1, 0];
  return quotient(top, product(lower, upper));
}

const mostTerms = 2000;

/** The fraction 1 / (1 + n_1 / (1 + n_2 / (1 + ...))) by Lentz' method, derivatives carried along. */
function fraction(a: number, b: number, x: number): Dual {
  let [c, d, value]: [Dual, Dual, Dual] = [one, [0, 0, 0], one];
  for (let m = 1; m < mostTerms; m++) {
    const part = numerator(m, a, b, x);
    d = quotient(one, sum(one, product(part, d)));
    c = sum(one, quotient(part, c));
    const change = product(c, d);
    value = product(value, change);
    const moved = Math.abs(change[0] - 1) + Math.abs(change[1]) + Math.abs(change[2]);
    if (moved < 1e-16) break;
  }
  return quotient(one, value);
}

/** log of x^a (1 - x)^b / B(a, b), as the divergence of a/(a + b) from x and what Stirling's formula leaves. */
function logPower(a: number, b: number, x: number): number {
  const n = a + b;
  const remainders = logFactorialRemainder(a) + logFactorialRemainder(b) - logFactorialRemainder(n);
  return Math.log((a * b) / n) - klDiv(a, n * x) - klDiv(b, n * (1 - x)) - remainders;
}

/** I_x(a, b) and its derivatives, where the fraction converges fast: x below (a + 1) / (a + b + 2). */
function lower(a: number, b: number, x: number): Dual {
  const power = Math.exp(logPower(a, b, x)) / a;
  const both = digamma(a + b);
  const factor: Dual = [
    power,
    power * (Math.log(x) - digamma(a) + both - 1 / a),
    power * (Math.log1p(-x) - digamma(b) + both),
  ];
  return product(factor, fraction(a, b, x));
}

/** I_x(a, b), by a, by b. */
function withDerivatives(a: number, b: number, x: number): Dual {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) return [Number.NaN, Number.NaN, Number.NaN];
  if (x === 0 || x === 1) return [x, 0, 0];
  if (x <= (a + 1) / (a + b + 2)) return lower(a, b, x);
  // I_x(a, b) = 1 - I_(1-x)(b, a).
  const [value, byB, byA] = lower(b, a, 1 - x);
  return [1 - value, -byA, -byB];
}

/**
 * I_x(a, b), the probability that a beta variate is at most x: in [0, 1], for a, b > 0 and x in [0, 1].
 * Abramowitz and Stegun, Handbook of Mathematical Functions (1964, ISBN 978-0-486-61272-0), 26.5.8.
 */
export const betainc = (a: number, b: number, x: number): number => withDerivatives(a, b, x)[0];

/** Its derivative by a, which has no closed form: the fraction is differentiated with it. */
export const betaincByA = (a: number, b: number, x: number): number => withDerivatives(a, b, x)[1];

export const betaincByB = (a: number, b: number, x: number): number => withDerivatives(a, b, x)[2];

/** Its derivative by x: the density of the beta distribution. */
export const betaincByX = (a: number, b: number, x: number): number =>
  Math.exp(logPower(a, b, x)) / (x * (1 - x));
