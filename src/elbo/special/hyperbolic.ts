// Hyperbolic functions that are quotients of two zeros at 0: the normaliser and the mean of a continuous Bernoulli,
// and of a von Mises-Fisher distribution on the sphere.

/** Coefficients c_n of x coth x = 1 + c_1 x^2 + c_2 x^4 + ...; c_n = (-1)^(n+1) 2 zeta(2n) / pi^(2n). */
const cothSeries = [1 / 3, -1 / 45, 2 / 945, -1 / 4725, 2 / 93_555].concat(
  Array.from({ length: 12 }, (_, index) => {
    const n = index + 6;
    return ((n % 2 === 0 ? -2 : 2) * zeta(2 * n)) / Math.PI ** (2 * n);
  }),
);

/** Riemann's zeta function at large arguments, summed as it is defined. */
function zeta(s: number): number {
  return Array.from({ length: 40 }, (_, index) => (40 - index) ** -s).reduce((a, b) => a + b, 0);
}

/** Below |x| = 1 the 17 terms of the series leave 1e-17. */
const seriesBelow = 1;

/** c_1 w_1 + c_2 w_2 t + c_3 w_3 t^2 + ... */
function series(t: number, weight: (n: number) => number): number {
  return cothSeries.reduceRight(
    (sum, coefficient, index) => coefficient * weight(index + 1) + t * sum,
    0,
  );
}

/** x coth x = x / tanh x, which is 1 at 0, even, >= 1. */
export const xCothX = (x: number): number => {
  if (x === 0) return 1;
  return Number.isFinite(x) ? x / Math.tanh(x) : Math.abs(x);
};

/** The derivative of x coth x: coth x - x / sinh^2 x, odd, within (-1, 1). */
export function xCothXSlope(x: number): number {
  if (Math.abs(x) < seriesBelow) return x * series(x * x, (n) => 2 * n);
  if (Math.abs(x) > 350) return Math.sign(x);
  return 1 / Math.tanh(x) - x / Math.sinh(x) ** 2;
}

/** The Langevin function coth x - 1/x, within (-1, 1): x/3 near 0, where its two parts cancel. */
export function langevin(x: number): number {
  if (Math.abs(x) < seriesBelow) return x * series(x * x, () => 1);
  return 1 / Math.tanh(x) - 1 / x;
}

/** The derivative of the Langevin function: 1/x^2 - 1/sinh^2 x, within (0, 1/3]. */
export function langevinSlope(x: number): number {
  if (Math.abs(x) < seriesBelow) return series(x * x, (n) => 2 * n - 1);
  if (Math.abs(x) > 350) return 1 / (x * x);
  return 1 / (x * x) - 1 / Math.sinh(x) ** 2;
}
