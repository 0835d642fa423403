// Draws from the von Mises-Fisher distribution of directions.

import type { Random } from '../random.ts';
import { drawGamma } from './gamma.ts';

/** A beta variate with both parameters equal. */
function drawSymmetricBeta(parameter: number, random: Random): number {
  const [a, b] = [drawGamma(parameter, random), drawGamma(parameter, random)];
  return a / (a + b);
}

/** The component along the mean direction, in [-1, 1]; A. T. A. Wood, 1994, doi:10.1080/03610919408813161. */
function drawAlong(concentration: number, dimension: number, random: Random): number {
  const m = dimension - 1;
  const b = m / (2 * concentration + Math.sqrt(4 * concentration ** 2 + m * m));
  const x = (1 - b) / (1 + b);
  const c = concentration * x + m * Math.log1p(-x * x);
  for (;;) {
    const share = drawSymmetricBeta(m / 2, random);
    const w = (1 - (1 + b) * share) / (1 - (1 - b) * share);
    const u = 1 - random.uniform();
    if (concentration * w + m * Math.log1p(-x * w) - c >= Math.log(u)) return w;
  }
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

/** One unit vector around the unit vector `direction`, for concentration >= 0 and at least two dimensions. */
export function drawVonMisesFisher(
  direction: readonly number[],
  concentration: number,
  random: Random,
): readonly number[] {
  const along = drawAlong(concentration, direction.length, random);
  const noise = direction.map(() => random.normal());
  const parallel = dot(noise, direction);
  const across = noise.map((value, index) => value - parallel * (direction[index] ?? 0));
  const length = Math.sqrt(dot(across, across));
  const radius = Math.sqrt(1 - along * along) / length;
  return direction.map((value, index) => along * value + radius * (across[index] ?? 0));
}
