// Derivatives of log gamma.

/** B_2k / (2k) for k = 1 .. 8. */
const digammaSeries = [
  1 / 12,
  -1 / 120,
  1 / 252,
  -1 / 240,
  1 / 132,
  -691 / 32_760,
  1 / 12,
  -3617 / 8160,
];

/** B_2k for k = 1 .. 8. */
const bernoulliNumbers = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

const seriesFrom = 12;

/** a_1 + a_2 t + a_3 t^2 + ... */
const polynomial = (coefficients: readonly number[], t: number): number =>
  coefficients.reduceRight((sum, coefficient) => coefficient + t * sum, 0);

/** log x - digamma(x) for x >= 12. */
function belowLogarithm(x: number): number {
  const square = 1 / (x * x);
  return 0.5 / x + square * polynomial(digammaSeries, square);
}

/**
 * The derivative of log Gamma(x), for x > 0; -infinity at 0, NaN below. Absolute error below 4e-15 (relative, below
 * x = 0.1): the asymptotic series, reached by psi(x) = psi(x + 1) - 1/x.
 * Abramowitz and Stegun, Handbook of Mathematical Functions (1964, ISBN 978-0-486-61272-0), 6.3.18 and 6.3.5.
 */
export function digamma(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  let shift = 0;
  let y = x;
  for (; y < seriesFrom; y++) shift += 1 / y;
  return Math.log(y) - belowLogarithm(y) - shift;
}

/** digamma(x + 1) - log x, for x > 0: the derivative of log x! - x log x + x, 1/(2x) for large x. */
export function digammaRemainder(x: number): number {
  if (x < seriesFrom) return digamma(x + 1) - Math.log(x);
  // psi(x + 1) = psi(x) + 1/x.
  return 1 / x - belowLogarithm(x);
}

/** The derivative of digamma, for x > 0; +infinity at 0, NaN below. Abramowitz and Stegun (1964), 6.4.12. */
export function trigamma(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  let sum = 0;
  let y = x;
  for (; y < seriesFrom; y++) sum += 1 / (y * y);
  const square = 1 / (y * y);
  return sum + 1 / y + square / 2 + (square / y) * polynomial(bernoulliNumbers, square);
}
