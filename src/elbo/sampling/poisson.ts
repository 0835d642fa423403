// Draws from the Poisson distribution.

import type { Random } from '../random.ts';
import { drawGamma } from './gamma.ts';

/** Up to this rate a product of uniforms is short enough. */
const smallRate = 12;

/** The number of uniforms whose product stays above e^-rate. */
function drawSmall(rate: number, random: Random): number {
  const limit = Math.exp(-rate);
  let product = random.uniform();
  let count = 0;
  for (; product > limit; count++) product *= random.uniform();
  return count;
}

function drawBinomial(count: number, probability: number, random: Random): number {
  let successes = 0;
  for (let i = 0; i < count; i++) successes += random.uniform() < probability ? 1 : 0;
  return successes;
}

/**
 * One draw at this rate >= 0. Large rates: the time of the m-th event is a gamma variate; either m events came and
 * the rest of the time is a shorter problem, or those before it are spread evenly over the time.
 * J. H. Ahrens, U. Dieter, 1974, doi:10.1007/BF02293108, section 4.
 */
export function drawPoisson(rate: number, random: Random): number {
  let [left, seen] = [rate, 0];
  while (left > smallRate) {
    const m = Math.floor((7 * left) / 8);
    const time = drawGamma(m, random);
    if (time > left) return seen + drawBinomial(m - 1, left / time, random);
    seen += m;
    left -= time;
  }
  return seen + drawSmall(left, random);
}
