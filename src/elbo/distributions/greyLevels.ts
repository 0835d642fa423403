// One grey level of 0 to 255 under three likelihoods: a density at the level, that density's mass in the level's bin, and
// the discretised logistic; and what dequantisation makes of the first. In units of levels, where a bin is 1 wide.

import { getFamily } from '../families/index.ts';
import type { Parameters } from '../families/family.ts';
import { integrateBetween } from '../quadrature/legendreRule.ts';
import {
  distributionOf,
  isOfDimension,
  type DimensionFamily,
  type Distribution,
} from './distribution.ts';
import { probabilityBetween } from './interval.ts';

export const brightest = 255;
export const levels: readonly number[] = Array.from({ length: brightest + 1 }, (_, level) => level);

/** Standard deviation over scale of a logistic density. */
const logisticDeviation = Math.PI / Math.sqrt(3);

export interface GreyModel {
  /** A Gaussian on the real line. */
  readonly density: Distribution;
  /** A discretised logistic of the same mean and standard deviation, but for the rounding to levels. */
  readonly discretised: Distribution;
  readonly mean: number;
}

/** `mean` and `deviation` in levels. */
export function greyModel(mean: number, deviation: number): GreyModel {
  const logistic: Parameters = {
    loc: mean,
    scale: deviation / logisticDeviation,
    levels,
    binWidth: 1,
    minimum: 0,
    maximum: brightest,
  };
  return {
    density: distributionOf(ofDimension('normal'), { loc: mean, scale: deviation }),
    discretised: distributionOf(ofDimension('discretised-logistic'), logistic),
    mean,
  };
}

function ofDimension(id: 'normal' | 'discretised-logistic'): DimensionFamily {
  const family = getFamily(id);
  if (!isOfDimension(family)) throw new Error(`${id} is of whole data`);
  return family;
}

export interface LevelReading {
  readonly level: number;
  /** p(x) per level; times 255 per unit of 0 to 1. */
  readonly density: number;
  /** F(level + 1/2) - F(level - 1/2). */
  readonly binned: number;
  readonly discretised: number;
  /** -log2 p(x): what "bits" come to if a density is taken for a probability. May be negative. */
  readonly densityBits: number;
  /** The mean of -log2 p(x + u) over u from -1/2 to 1/2: at least `binnedBits`. */
  readonly dequantisedBits: number;
  readonly binnedBits: number;
  readonly discretisedBits: number;
}

export function readLevel({ density, discretised }: GreyModel, level: number): LevelReading {
  const logProb = density.logProb(level);
  const { probability } = probabilityBetween(density, level - 0.5, level + 0.5);
  const logMass = discretised.logProb(level);
  const bits = (nats: number): number => -nats / Math.LN2;
  const meanLog = integrateBetween((xs) => density.logProbs(xs), [level - 0.5, level + 0.5]);
  return {
    level,
    density: Math.exp(logProb),
    binned: probability,
    discretised: Math.exp(logMass),
    densityBits: bits(logProb),
    dequantisedBits: bits(meanLog),
    binnedBits: bits(Math.log(probability)),
    discretisedBits: bits(logMass),
  };
}

/** What all 256 levels get: of density times bin width, of the binned mass and of the discretised logistic. */
export function totals({ density, discretised }: GreyModel): {
  readonly density: number;
  readonly binned: number;
  readonly discretised: number;
} {
  const sum = (logProbs: Float64Array): number =>
    logProbs.reduce((total, logProb) => total + Math.exp(logProb), 0);
  return {
    density: sum(density.logProbs(levels)),
    binned: density.cdf(brightest + 0.5) - density.cdf(-0.5),
    discretised: sum(discretised.logProbs(levels)),
  };
}
