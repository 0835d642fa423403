// The mass that a logistic density puts on a level: the formula that the discretised logistic and its mixture share.

import {
  greater,
  log,
  log1mExp,
  minus,
  negative,
  plus,
  sigmoid,
  softplus,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { sigmoid as sigmoidOf } from '../special/sigmoid.ts';
import type { Parameters } from './family.ts';
import { listAt, numberAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const levels = symbol('levels', ['category']);
const width = symbol('binWidth');
const minimum = symbol('minimum');
const maximum = symbol('maximum');
const halfWidth = times(0.5, width);

/** 1 on the lowest and on the highest level, whose bins are open, else 0. */
const isLowest = greater(plus(minimum, halfWidth), x);
const isHighest = greater(x, minus(maximum, halfWidth));

/** The ends of the bin around x in units of the scale, 1/scale given as `precision`. */
const upperEnd = (loc: Expr, precision: Expr) => times(minus(plus(x, halfWidth), loc), precision);
const lowerEnd = (loc: Expr, precision: Expr) => times(minus(minus(x, halfWidth), loc), precision);

/** log of the difference of the distribution function at both ends; 1 and 0 stand in for the open ends. */
export function logMass(loc: Expr, precision: Expr): Expr {
  const above = plus(isHighest, times(minus(1, isHighest), sigmoid(upperEnd(loc, precision))));
  const below = times(minus(1, isLowest), sigmoid(lowerEnd(loc, precision)));
  return log(minus(above, below));
}

/**
 * The same without the difference, which is 0 in floating point far from loc: with the ends u > l,
 * s(u) - s(l) = s(u) s(-l) (1 - e^(l - u)).
 */
export function stableLogMass(loc: Expr, precision: Expr): Expr {
  return plus(
    times(-1, minus(1, isHighest), softplus(negative(upperEnd(loc, precision)))),
    times(-1, minus(1, isLowest), softplus(lowerEnd(loc, precision))),
    times(minus(minus(1, isHighest), isLowest), log1mExp(times(width, precision))),
  );
}

/** E[x] = lowest level + bin width * sum over the other levels of P(X >= level). */
export function meanLevel(loc: Expr, precision: Expr): Expr {
  const isOther = greater(levels, minimum);
  const reached = sigmoid(times(plus(minus(loc, levels), halfWidth), precision));
  return plus(minimum, times(width, sumOver('category', times(isOther, reached))));
}

/** P(X <= value) on the levels that the parameters state. */
export function levelCdf(value: number, loc: number, scale: number, given: Parameters): number {
  const [low, bin] = [numberAt(given, 'minimum'), numberAt(given, 'binWidth')];
  // A level that rounding has moved down still counts as reached.
  const level = low + bin * Math.floor((value - low) / bin + 1e-9);
  if (level < low) return 0;
  if (level >= numberAt(given, 'maximum') - bin / 2) return 1;
  return sigmoidOf((level + bin / 2 - loc) / scale);
}

/** Mean and variance of the level, summed as they are defined. */
export function levelMoments(
  loc: number,
  scale: number,
  given: Parameters,
): { readonly mean: number; readonly variance: number } {
  const values = listAt(given, 'levels');
  let before = 0;
  const masses = values.map((value) => {
    const upTo = levelCdf(value, loc, scale, given);
    const mass = upTo - before;
    before = upTo;
    return mass;
  });
  const expected = (weight: (value: number) => number): number =>
    values.reduce((sum, value, index) => sum + (masses[index] ?? 0) * weight(value), 0);
  const mean = expected((value) => value);
  return { mean, variance: expected((value) => (value - mean) ** 2) };
}

/** The level that a draw from the logistic density falls on, from a uniform number. */
export function levelOfDraw(u: number, loc: number, scale: number, given: Parameters): number {
  const [low, high] = [numberAt(given, 'minimum'), numberAt(given, 'maximum')];
  const bin = numberAt(given, 'binWidth');
  const value = loc + scale * (Math.log(u) - Math.log1p(-u));
  const levelIndex = Math.round((Math.min(high, Math.max(low, value)) - low) / bin);
  return listAt(given, 'levels')[levelIndex] ?? Number.NaN;
}
