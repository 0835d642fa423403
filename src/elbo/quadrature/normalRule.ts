// Gauss-Hermite quadrature for expectations under a standard normal.

export interface QuadratureRule {
  readonly nodes: readonly number[];
  /** Sum 1. */
  readonly weights: readonly number[];
}

const known = new Map<number, QuadratureRule>();

/**
 * E[f(e)] for e ~ N(0, 1) as the sum of w_i f(e_i) over `count` nodes: exact for polynomials up to degree 2 count - 1.
 *
 * Nodes are the zeros of the Hermite polynomial He_n, found by Newton's method on orthonormal polynomials, which do
 * not overflow; between the zeros of consecutive orders bisection keeps it safe. Weights are 1 / sum of h_k(e)^2
 * (Golub and Welsch 1969, doi:10.1090/S0025-5718-69-99647-1, equation 2.5).
 */
export function normalRule(count: number): QuadratureRule {
  const before = known.get(count);
  if (before !== undefined) return before;
  const nodes = zeros(count);
  const weights = nodes.map((node) => 1 / orthonormal(node, count - 1).squares);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const rule = { nodes, weights: weights.map((weight) => weight / total) };
  known.set(count, rule);
  return rule;
}

/** h_n(x), and the sum of h_k(x)^2 for k = 0 .. n, of the polynomials orthonormal under the standard normal. */
function orthonormal(x: number, order: number): { value: number; before: number; squares: number } {
  let [before, value] = [0, 1];
  let squares = 1;
  for (let n = 0; n < order; n++) {
    [before, value] = [value, (x * value - Math.sqrt(n) * before) / Math.sqrt(n + 1)];
    squares += value * value;
  }
  return { value, before, squares };
}

/**
 * The zeros of order n lie between those of order n - 1, and below 2 sqrt(n). They are symmetric about 0, so that only those
 * above it are sought.
 */
function zeros(count: number): readonly number[] {
  let above: readonly number[] = [];
  for (let order = 1; order <= count; order++) {
    // Of an odd order 0 is a zero, and no end to seek between.
    const ends = [...(order % 2 === 0 ? [0] : []), ...above, 2 * Math.sqrt(order) + 1];
    above = Array.from({ length: Math.floor(order / 2) }, (_, index) =>
      zeroBetween(ends[index] ?? 0, ends[index + 1] ?? 0, order),
    );
  }
  return [...above.toReversed().map((zero) => -zero), ...(count % 2 ? [0] : []), ...above];
}

function zeroBetween(lower: number, upper: number, order: number): number {
  let [low, high] = [lower, upper];
  const sign = Math.sign(orthonormal(low, order).value);
  let x = (low + high) / 2;
  for (let turn = 0; turn < 100; turn++) {
    const { value, before } = orthonormal(x, order);
    if (value === 0) return x;
    if (Math.sign(value) === sign) low = x;
    else high = x;
    // h_n' = sqrt(n) h_(n-1)
    const step = x - value / (Math.sqrt(order) * before);
    const next = step > low && step < high ? step : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-16 * Math.max(1, Math.abs(x))) return next;
    x = next;
  }
  return x;
}
