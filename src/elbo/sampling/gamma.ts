// Draws from the gamma distribution, which beta, Student-t and negative binomial variates are made of.

import type { Random } from '../random.ts';

/**
 * One draw of the gamma distribution of this shape and rate 1, for shape > 0.
 * G. Marsaglia, W. W. Tsang, 2000, doi:10.1145/358407.358414; below shape 1 by its last section: a draw of
 * shape + 1 times U^(1/shape).
 */
export function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
      return d * v;
    }
  }
}
