// The logarithm of the gamma function and of the factorial without its leading part: what normalisers of counts,
// beta and Student-t are made of.

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** B_2k / (2k (2k - 1)) for k = 1 .. 8: from x = 10 on the first term left out is below 2e-17. */
const stirlingSeries = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
];

/** Where Stirling's series has all digits of a double. */
const seriesFrom = 10;

/** log Gamma(x) - [(x - 1/2) log x - x + log(2 pi)/2] for x >= 10. */
function stirlingTail(x: number): number {
  const square = 1 / (x * x);
  return stirlingSeries.reduceRight((sum, coefficient) => coefficient + square * sum, 0) / x;
}

/** Euler's constant. */
const euler = 0.577_215_664_901_532_9;

/** sum over n >= 2 of n^-k, for k >= 2: 38 terms, then the Euler-Maclaurin formula for the others. */
function zetaMinusOne(k: number): number {
  const from = 40;
  const rest = [
    from ** (1 - k) / (k - 1),
    from ** -k / 2,
    (k * from ** (-k - 1)) / 12,
    (-k * (k + 1) * (k + 2) * from ** (-k - 3)) / 720,
    (k * (k + 1) * (k + 2) * (k + 3) * (k + 4) * from ** (-k - 5)) / 30_240,
  ];
  const terms = Array.from({ length: from - 2 }, (_, index) => (index + 2) ** -k);
  return [...terms, ...rest].toSorted((a, b) => a - b).reduce((sum, term) => sum + term, 0);
}

/** Coefficients of t^2, t^3, ... in log Gamma(2 + t): for |t| <= 1/2 the first one left out is below 1e-18. */
const nearTwo = Array.from({ length: 27 }, (_, index) => {
  const k = index + 2;
  return (k % 2 === 0 ? zetaMinusOne(k) : -zetaMinusOne(k)) / k;
});

/** log Gamma(2 + t) for |t| <= 1/2. */
function aroundTwo(t: number): number {
  const series = nearTwo.reduceRight((sum, coefficient) => coefficient + t * sum, 0);
  return t * (1 - euler + t * series);
}

/** log Gamma(1 + t) for |t| <= 1/2. */
const aroundOne = (t: number): number => aroundTwo(t) - Math.log1p(t);

/**
 * log Gamma(x) for x > 0; +infinity at 0, NaN below. Relative error below 2e-15, near its zeros 1 and 2 too: the
 * series around 2, which Gamma(x + 1) = x Gamma(x) leads to, and Stirling's from 10 on.
 * Abramowitz and Stegun, Handbook of Mathematical Functions (1964, ISBN 978-0-486-61272-0), 6.1.33, 6.1.41.
 */
export function logGamma(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  if (x === Infinity) return Infinity;
  if (x >= seriesFrom) return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingTail(x);
  if (x < 0.5) return aroundOne(x) - Math.log(x);
  let product = 1;
  let y = x;
  for (; y > 2.5; product *= y) y -= 1;
  return Math.log(product) + (y < 1.5 ? aroundOne(y - 1) : aroundTwo(y - 2));
}

/**
 * log x! - x log x + x for x >= 0, with x! = Gamma(x + 1): 0 at 0, then close to log(2 pi x) / 2. Differences of
 * log gamma at large arguments are differences of this plus terms without cancellation (C. Loader, 2000, Fast and
 * Accurate Computation of Binomial Probabilities, section 3).
 */
export function logFactorialRemainder(x: number): number {
  if (x === 0) return 0;
  if (x >= seriesFrom) return halfLogTwoPi + 0.5 * Math.log(x) + stirlingTail(x);
  const logFactorial = x < 0.5 ? aroundOne(x) : logGamma(x + 1);
  return logFactorial - x * Math.log(x) + x;
}
