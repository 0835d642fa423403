// The function log(1 + exp(x)), finite for every finite x: minus log probability of a Bernoulli given its logit.

/** log(1 + e^x) = max(x, 0) + log1p(e^-|x|): exp never overflows and small values keep their digits. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
