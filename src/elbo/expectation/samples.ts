// Draws of z from q and what averages of them say.

import { createRandom } from '../random.ts';
import type { LatentSize } from './decoders.ts';
import type { Points } from './model.ts';

/** Standard normal draws; z = mu + sigma e keeps them when q moves. */
export function drawNoise(seed: number, count: number, latent: LatentSize): Points {
  const random = createRandom(seed).fork('latent');
  const noise = Array.from({ length: latent }, () => new Float64Array(count));
  for (let at = 0; at < count; at++) for (const values of noise) values[at] = random.normal();
  return noise;
}

/** Averages of the first K values, K = 1, 2, ... */
export function runningMeans(values: Float64Array): Float64Array {
  let mean = 0;
  return values.map((value, at) => (mean += (value - mean) / (at + 1)));
}

/** Standard error of an average of `count` independent draws. */
export const standardError = (variance: number, count: number): number =>
  Math.sqrt(variance / count);
