// The product x log y with 0 log 0 = 0: what entropies and Bernoulli log masses need at the edge.

/** x log y; exactly 0 at x = 0 for every y that is a number, 0 and infinity included. */
export function xLogY(x: number, y: number): number {
  return x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y);
}
