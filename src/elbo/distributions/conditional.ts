// The density p(x|z) of a Gaussian decoder as one function of two arguments, with its area along each: over x it is 1 at every z, over
// z it is what it is.

import { getDecoder, type DecoderId } from '../expectation/decoders.ts';
import { evaluate } from '../expr/evaluate.ts';
import { numberOps } from '../expr/numberOps.ts';
import { evenEnds, integrateBetween } from '../quadrature/legendreRule.ts';
import { distributionOf, type Distribution } from './distribution.ts';
import { dimensionFamily } from './starts.ts';

export interface Conditional {
  readonly decoder: DecoderId;
  readonly sigma: number;
}

/** The decoder's output h(z), with a slope of 1.5. */
export const outputAt = (decoder: DecoderId, z: number): number =>
  evaluate(getDecoder(decoder).output(1), numberOps, { z, w: 1.5, b: 0 });

/** z to a distribution of x: what a decoder is. */
export const conditionalAt = ({ decoder, sigma }: Conditional, z: number): Distribution =>
  distributionOf(dimensionFamily('normal'), { loc: outputAt(decoder, z), scale: sigma });

export const densityAt = (model: Conditional, x: number, z: number): number =>
  Math.exp(conditionalAt(model, z).logProb(x));

/** The integral of p(x|z) over all x: 1, computed all the same. */
export function areaAlongX(model: Conditional, z: number): number {
  const { logProbs } = conditionalAt(model, z);
  const mean = outputAt(model.decoder, z);
  const far = 9 * model.sigma;
  return integrateBetween((xs) => logProbs(xs).map(Math.exp), evenEnds(mean - far, mean + far, 16));
}

/** The integral of p(x|z) over z from -reach to reach: a likelihood has no reason to come to 1. */
export const areaAlongZ = (model: Conditional, x: number, reach: number): number =>
  integrateBetween(
    (zs) => zs.map((z) => densityAt(model, x, z)),
    evenEnds(-reach, reach, Math.min(400, Math.max(64, Math.ceil((8 * reach) / model.sigma)))),
  );
