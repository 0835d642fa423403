// How far one number is from another in nats: the parts that the logarithm of a count's probability is made of.

/** Below this |u| log(1 + u) and u cancel by more than a digit, and the series is summed. */
const seriesBelow = 0.4;

/** 2/(2k + 1) for k = 1 .. 16: with |s| <= 1/4 the first term left out is below 1e-20 of the sum. */
const artanhTail = Array.from({ length: 16 }, (_, index) => 2 / (2 * index + 3));

/** log(1 + u) - u for u >= -1, without the cancellation near 0, where it is -u^2/2. */
export function log1pMinusX(u: number): number {
  if (u === Infinity) return -Infinity;
  if (!(Math.abs(u) < seriesBelow)) return Math.log1p(u) - u;
  // With s = u / (2 + u): log(1 + u) = 2 (s + s^3/3 + ...) and 2 s - u = -s u.
  const s = u / (2 + u);
  const square = s * s;
  const series = artanhTail.reduceRight((sum, coefficient) => coefficient + square * sum, 0);
  return s * (square * series - u);
}

/**
 * (y + d) log(1 + d/y) - d for y > 0 and d >= -y: half the unit deviance of a Poisson observation y + d from its
 * rate y, given their difference. Never negative; 0 at d = 0, and d^2 / (2 y) near it, with all its digits.
 * C. Loader, 2000, Fast and Accurate Computation of Binomial Probabilities, section 2.
 */
export function devianceOfShift(d: number, y: number): number {
  const u = d / y;
  if (u === -1) return y;
  if (!(Math.abs(u) < seriesBelow)) return (y + d) * Math.log1p(u) - d;
  return nearby(y + d, d, u);
}

/** x log(x/y) - x + y for x >= 0, y > 0; >= 0, and 0 only at x = y. At x = 0 it is y. */
export function klDiv(x: number, y: number): number {
  if (x === 0) return y;
  const d = x - y;
  const u = d / y;
  return Math.abs(u) < seriesBelow ? nearby(x, d, u) : x * Math.log(x / y) - d;
}

/** x log(1 + u) - d as x (log(1 + u) - u) + d u, where x = y + d and u = d/y: two small parts, not two large ones. */
const nearby = (x: number, d: number, u: number): number => x * log1pMinusX(u) + d * u;
