// The logistic function: probability from a logit.

/** 1 / (1 + e^-x), written in the exponential that cannot overflow; keeps relative digits far left. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const small = Math.exp(x);
  return small / (1 + small);
}
