// The product x log(1 - y) with 0 log 0 = 0: the other half of a Bernoulli log mass.

/** x log(1 - y) by log1p, so that small y keep their digits; exactly 0 at x = 0 for every y that is a number. */
export function xLog1pMinusY(x: number, y: number): number {
  return x === 0 && !Number.isNaN(y) ? 0 : x * Math.log1p(-y);
}
