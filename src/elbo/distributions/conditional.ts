// The density or mass p(x|z) under a decoder as one function of two arguments, with its total along each: over x it is 1 at every z, over z it is
// what it is.

import { getDecoder, type DecoderId } from '../expectation/decoders.ts';
import { evaluate } from '../expr/evaluate.ts';
import { numberOps } from '../expr/numberOps.ts';
import { evenEnds, integrateBetween } from '../quadrature/legendreRule.ts';
import { distributionOf, type Distribution } from './distribution.ts';
import { dimensionFamily } from './starts.ts';

/** Families with one number that a decoder gives, in the order they are offered. */
export const conditionalFamilies = ['normal', 'laplace', 'bernoulli', 'poisson'] as const;
export type ConditionalFamily = (typeof conditionalFamilies)[number];

export interface Conditional {
  readonly family: ConditionalFamily;
  readonly decoder: DecoderId;
  /** The scale of a family that has one. */
  readonly sigma: number;
}

/** A mass on whole numbers rather than a density. */
export const isMass = (family: ConditionalFamily): boolean =>
  family === 'bernoulli' || family === 'poisson';

/** The decoder's output h(z), with a slope of 1.5: a location, a logit or the logarithm of a rate. */
export const outputAt = (decoder: DecoderId, z: number): number =>
  evaluate(getDecoder(decoder).output(1), numberOps, { z, w: 1.5, b: 0 });

/** z to a distribution of x: what a decoder is. */
export function conditionalAt({ family, decoder, sigma }: Conditional, z: number): Distribution {
  const output = outputAt(decoder, z);
  const of = dimensionFamily(family);
  switch (family) {
    case 'normal':
    case 'laplace':
      return distributionOf(of, { loc: output, scale: sigma });
    case 'bernoulli':
      return distributionOf(of, { probs: 1 / (1 + Math.exp(-output)) });
    case 'poisson':
      return distributionOf(of, { rate: Math.exp(output) });
  }
}

/** A density, or where x is a whole number its probability given z. */
export const densityAt = (model: Conditional, x: number, z: number): number =>
  Math.exp(conditionalAt(model, z).logProb(x));

/** Whole numbers that have all the mass but a part that no double sees. */
export function atomsOf(model: Conditional, z: number): readonly number[] {
  if (model.family === 'bernoulli') return [0, 1];
  const rate = Math.exp(outputAt(model.decoder, z));
  return Array.from({ length: Math.ceil(rate + 12 * Math.sqrt(rate) + 30) }, (_, x) => x);
}

/** The integral or sum of p(x|z) over all x: 1, computed all the same. */
export function areaAlongX(model: Conditional, z: number): number {
  const { logProbs } = conditionalAt(model, z);
  if (isMass(model.family))
    return logProbs(atomsOf(model, z)).reduce((sum, logProb) => sum + Math.exp(logProb), 0);
  const mean = outputAt(model.decoder, z);
  const far = (model.family === 'laplace' ? 40 : 9) * model.sigma;
  const half = (from: number, to: number): number =>
    integrateBetween((xs) => logProbs(xs).map(Math.exp), evenEnds(from, to, 16));
  // In two halves: some have a kink in the middle.
  return half(mean - far, mean) + half(mean, mean + far);
}

/** Even pieces that follow the decoder, and how often one next to a top is halved towards it. */
const [pieces, halvings] = [64, 22];

/**
 * Ends of intervals of z on which p(x|z) is smooth, from -reach to reach: even ones, and around each z that explains x best ever
 * closer ones, since a peak may be narrow and that of a Laplace has a kink.
 */
export function knotsAlongZ(model: Conditional, x: number, reach: number): readonly number[] {
  const even = evenEnds(-reach, reach, pieces);
  if (isMass(model.family)) return even;
  const close = topsAlongZ(model, x, even).flatMap((top) =>
    Array.from({ length: halvings }, (_, k) => reach / 2 ** k)
      .flatMap((by) => [top - by, top + by])
      .concat(top),
  );
  return [...new Set([...even, ...close.filter((z) => Math.abs(z) < reach)])].toSorted(
    (a, b) => a - b,
  );
}

/** Where the decoder's output is nearest to x, at each of its nearest places. */
function topsAlongZ({ decoder }: Conditional, x: number, zs: readonly number[]): readonly number[] {
  const distance = (z: number): number => Math.abs(outputAt(decoder, z) - x);
  const distances = zs.map(distance);
  return zs.flatMap((_, at) => {
    const here = distances[at] ?? 0;
    const isLow =
      here <= (distances[at - 1] ?? Infinity) && here <= (distances[at + 1] ?? Infinity);
    if (!isLow) return [];
    let [low, high] = [zs[Math.max(0, at - 1)] ?? 0, zs[Math.min(zs.length - 1, at + 1)] ?? 0];
    for (let turn = 0; turn < 120; turn++) {
      const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
      if (distance(left) < distance(right)) high = right;
      else low = left;
    }
    return [(low + high) / 2];
  });
}

/** The integral of p(x|z) over z from -reach to reach: a likelihood has no reason to come to 1. */
export const areaAlongZ = (model: Conditional, x: number, reach: number): number =>
  integrateBetween((zs) => zs.map((z) => densityAt(model, x, z)), knotsAlongZ(model, x, reach));
