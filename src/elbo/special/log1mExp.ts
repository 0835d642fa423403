// The function log(1 - exp(-x)): the logarithm of an interval's share of an exponential tail.

/** log(1 - e^-x) for x > 0; -infinity at 0, NaN below. Each branch keeps the digits the other would lose. */
export function log1mExp(x: number): number {
  return x < Math.LN2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x));
}
