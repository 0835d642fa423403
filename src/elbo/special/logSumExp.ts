// Logarithm of a sum of exponentials: adding probabilities that are only known by their logarithms.

/**
 * log(sum_k e^(x_k)), shifted by the largest x so that it neither overflows nor underflows to -infinity.
 * An empty sum is log 0 = -infinity; any NaN gives NaN.
 */
export function logSumExp(values: readonly number[] | Float64Array): number {
  let largest = -Infinity;
  for (const value of values) largest = value > largest || Number.isNaN(value) ? value : largest;
  // Shifting by an infinity would give infinity - infinity.
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}
