// The density or mass p(x|z) under a decoder as one function of x and of what it is conditioned on, with its total along each: over
// x it is 1 everywhere, over the others it is what it is.

import { decoders, getDecoder, type DecoderId } from '../expectation/decoders.ts';
import { arrayOps, namedArray, scalar, type NamedArray } from '../expr/arrayOps.ts';
import { evaluate } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { numberOps } from '../expr/numberOps.ts';
import { evenEnds, integrateBetween } from '../quadrature/legendreRule.ts';
import { sigmoid } from '../special/sigmoid.ts';
import { distributionOf, logProbsOver, type Distribution } from './distribution.ts';
import { dimensionFamily } from './starts.ts';

/** Families with one number that a decoder gives, in the order they are offered. */
export const conditionalFamilies = ['normal', 'laplace', 'bernoulli', 'poisson'] as const;
export type ConditionalFamily = (typeof conditionalFamilies)[number];

/** What p(x|z) may be drawn along beside x. */
export const conditionIds = ['z', 'w', 'sigma'] as const;
export type ConditionId = (typeof conditionIds)[number];

export interface Conditional {
  readonly family: ConditionalFamily;
  readonly decoder: DecoderId;
  readonly z: number;
  /** The decoder's weight, a part of theta: h(z) = w f(z). */
  readonly w: number;
  /** The scale of a family that has one, a part of theta too. */
  readonly sigma: number;
}

/** A mass on whole numbers rather than a density. */
export const isMass = (family: ConditionalFamily): boolean =>
  family === 'bernoulli' || family === 'poisson';

/** What the family is conditioned on; the scale only where there is one. */
export const conditionsOf = (family: ConditionalFamily): readonly ConditionId[] =>
  isMass(family) ? ['z', 'w'] : conditionIds;

const outputs = new Map<DecoderId, Expr>(decoders.map(({ id, output }) => [id, output(1)]));

const outputExpr = (decoder: DecoderId): Expr =>
  outputs.get(decoder) ?? getDecoder(decoder).output(1);

/** The decoder's output h(z): a location, a logit or the logarithm of a rate. */
export const outputOf = ({ decoder, z, w }: Conditional): number =>
  evaluate(outputExpr(decoder), numberOps, { z, w, b: 0 });

/** The same at each of several values of `along`. */
export function outputsAlong(
  model: Conditional,
  along: ConditionId,
  values: ArrayLike<number>,
): Float64Array {
  if (along === 'sigma') return new Float64Array(values.length).fill(outputOf(model));
  const given: Readonly<Record<'z' | 'w' | 'b', NamedArray>> = {
    z: scalar(model.z),
    w: scalar(model.w),
    b: scalar(0),
    [along]: namedArray(['data'], [values.length], values),
  };
  return evaluate(outputExpr(model.decoder), arrayOps, given).values;
}

/** A family's parameters, from the decoder's outputs. */
function parametersAt<Value>(
  family: ConditionalFamily,
  output: Value,
  sigma: Value,
  map: (f: (value: number) => number, of: Value) => Value,
): Readonly<Record<string, Value>> {
  switch (family) {
    case 'normal':
    case 'laplace':
      return { loc: output, scale: sigma };
    case 'bernoulli':
      return { probs: map(sigmoid, output) };
    case 'poisson':
      return { rate: map(Math.exp, output) };
  }
}

/** z, w and the scale to a distribution of x: what a decoder is. */
export const conditionalOf = (model: Conditional): Distribution =>
  distributionOf(
    dimensionFamily(model.family),
    parametersAt(model.family, outputOf(model), model.sigma, (f, of) => f(of)),
  );

/** A density, or where x is a whole number its probability. */
export const densityOf = (model: Conditional, x: number): number =>
  Math.exp(conditionalOf(model).logProb(x));

/** The same at each of several values of `along`: a likelihood. */
export function densitiesAlong(
  model: Conditional,
  along: ConditionId,
  values: ArrayLike<number>,
  x: number,
): Float64Array {
  if (!conditionalOf(model).contains(x)) return new Float64Array(values.length);
  const sigma =
    along === 'sigma'
      ? Float64Array.from(values)
      : new Float64Array(values.length).fill(model.sigma);
  const parameters = parametersAt(
    model.family,
    outputsAlong(model, along, values),
    sigma,
    (f, of) => of.map(f),
  );
  return logProbsOver(dimensionFamily(model.family), parameters, x).map(Math.exp);
}

/** Whole numbers that have all the mass but a part that no double sees. */
function atomsOf(model: Conditional): readonly number[] {
  if (model.family === 'bernoulli') return [0, 1];
  const rate = Math.exp(outputOf(model));
  return Array.from({ length: Math.ceil(rate + 12 * Math.sqrt(rate) + 30) }, (_, x) => x);
}

/** The integral or sum of p(x|z) over all x: 1, computed all the same. */
export function areaAlongX(model: Conditional): number {
  const { logProbs } = conditionalOf(model);
  if (isMass(model.family))
    return logProbs(atomsOf(model)).reduce((sum, logProb) => sum + Math.exp(logProb), 0);
  const mean = outputOf(model);
  const far = (model.family === 'laplace' ? 40 : 9) * model.sigma;
  const half = (from: number, to: number): number =>
    integrateBetween((xs) => logProbs(xs).map(Math.exp), evenEnds(from, to, 16));
  // In two halves: some have a kink in the middle.
  return half(mean - far, mean) + half(mean, mean + far);
}

/** From the least to the largest value that is drawn; a scale from above 0. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Even pieces that follow the decoder, and how often the way to the next is halved towards a top. */
const [pieces, halvings] = [64, 17];

/**
 * Ends of intervals of `along` on which p(x|z) is smooth: even ones, and around each value that explains x best ever closer ones,
 * since a peak may be narrow and that of a Laplace has a kink. Along a scale they are even in its logarithm.
 */
export function knotsAlong(
  model: Conditional,
  along: ConditionId,
  x: number,
  { from, to }: Range,
): readonly number[] {
  if (along === 'sigma')
    return Array.from({ length: pieces + 1 }, (_, at) => from * (to / from) ** (at / pieces));
  const even = evenEnds(from, to, pieces);
  if (isMass(model.family)) return even;
  const piece = (to - from) / pieces;
  const close = topsAlong(model, along, x, even).flatMap((top) =>
    Array.from({ length: halvings }, (_, k) => piece / 2 ** k)
      .flatMap((by) => [top - by, top + by])
      .concat(top),
  );
  return [...new Set([...even, ...close.filter((at) => at > from && at < to)])].toSorted(
    (a, b) => a - b,
  );
}

/** Where the decoder's output is x, or turns around nearest to it. */
function topsAlong(
  model: Conditional,
  along: 'z' | 'w',
  x: number,
  ends: readonly number[],
): readonly number[] {
  const off = outputsAlong(model, along, ends).map((output) => output - x);
  const offAt = (value: number): number => outputOf({ ...model, [along]: value }) - x;
  const crossings = ends.slice(1).flatMap((end, at) => {
    const [before = 0, after = 0] = [off[at], off[at + 1]];
    return before * after > 0 ? [] : [bisected(offAt, ends[at] ?? end, end)];
  });
  const turns = ends.slice(2).flatMap((end, at) => {
    const [before = 0, here = 0, after = 0] = [off[at], off[at + 1], off[at + 2]];
    const isNearest = Math.abs(here) <= Math.abs(before) && Math.abs(here) <= Math.abs(after);
    const isCrossed = before * here <= 0 || here * after <= 0;
    return isNearest && !isCrossed
      ? [nearest((value) => Math.abs(offAt(value)), ends[at] ?? end, end)]
      : [];
  });
  return [...crossings, ...turns];
}

/** Where f changes its sign, to the last bit. */
function bisected(f: (value: number) => number, low: number, high: number): number {
  const sign = Math.sign(f(low));
  let [from, to] = [low, high];
  for (let turn = 0; turn < 60; turn++) {
    const middle = (from + to) / 2;
    if (Math.sign(f(middle)) === sign) from = middle;
    else to = middle;
  }
  return to;
}

/** Where a smooth f is least, as closely as its values tell. */
function nearest(f: (value: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let turn = 0; turn < 40; turn++) {
    const [left, right] = [from + (to - from) / 3, to - (to - from) / 3];
    if (f(left) < f(right)) to = right;
    else from = left;
  }
  return (from + to) / 2;
}

/** The integral of p(x|z) over `along`: a likelihood has no reason to come to 1. */
export const areaAlong = (
  model: Conditional,
  along: ConditionId,
  x: number,
  range: Range,
): number =>
  integrateBetween(
    (values) => densitiesAlong(model, along, values, x),
    knotsAlong(model, along, x, range),
  );
