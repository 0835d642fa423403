// The function exp(x) - 1 - x without cancellation: the part of the Gaussian KL that measures the variance.

/** 1/k for k = 3 .. 17: below |x| = 0.5 the first term left out is under 1e-17 of the sum. */
const reciprocals = Array.from({ length: 15 }, (_, index) => 1 / (index + 3));

/**
 * exp(x) - 1 - x.
 *
 * Near 0 the value is x^2/2 while its parts are of order 1 or x, so the direct form loses every digit (at
 * x = 1e-4 even `expm1(x) - x` keeps 8 of 16). Below |x| = 0.5 it is summed as a Taylor series,
 * x^2/2 (1 + x/3 (1 + x/4 (...))). Non-negative everywhere; +infinity at both infinities.
 */
export function expm1MinusX(x: number): number {
  if (x === Infinity) return Infinity;
  if (Math.abs(x) >= 0.5) return Math.expm1(x) - x;
  const series = reciprocals.reduceRight((tail, reciprocal) => 1 + x * reciprocal * tail, 1);
  return 0.5 * x * x * series;
}
