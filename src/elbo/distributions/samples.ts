// Samples in bins, against the density they are drawn from: a bar's height is its share over its width.

import { createRandom } from '../random.ts';
import type { Distribution } from './distribution.ts';
import { probabilityBetween } from './interval.ts';

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of all samples. */
  readonly share: number;
  /** Share over width: what a density is the limit of. */
  readonly height: number;
}

/** `count` independent draws; the same seed gives the same. */
export function drawSamples(
  { family, parameters }: Distribution,
  count: number,
  seed: number,
): Float64Array {
  const random = createRandom(seed).fork('samples');
  return Float64Array.from({ length: count }, () => family.event.sample(parameters, random));
}

/** Bins of one width from `from` to `to`, one of which is centred on x. Samples beyond are counted in the shares. */
export function binSamples(
  samples: Float64Array,
  x: number,
  width: number,
  from: number,
  to: number,
): readonly Bin[] {
  const first = Math.ceil((from - x) / width - 0.5);
  const last = Math.floor((to - x) / width + 0.5);
  const counts = new Uint32Array(Math.max(0, last - first + 1));
  for (const sample of samples) {
    const place = Math.floor((sample - x) / width + 0.5) - first;
    if (place >= 0 && place < counts.length) counts[place] = (counts[place] ?? 0) + 1;
  }
  return Array.from(counts, (count, at) => {
    const share = count / samples.length;
    const centre = x + (first + at) * width;
    return {
      from: centre - width / 2,
      to: centre + width / 2,
      count,
      share,
      height: share / width,
    };
  });
}

export interface BinCheck {
  readonly share: number;
  readonly probability: number;
  /** Standard error of the share, sqrt(P (1 - P) / n). */
  readonly standardError: number;
}

/** The share of samples in a bin beside its probability. */
export function checkBin(
  distribution: Distribution,
  { from, to, share }: Bin,
  n: number,
): BinCheck {
  const { probability } = probabilityBetween(distribution, from, to);
  return { share, probability, standardError: Math.sqrt((probability * (1 - probability)) / n) };
}
