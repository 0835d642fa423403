// Two dimensions of z under a log p with a kink where the decoder's output is x: a rule whose pieces end at the kink, so that each
// integrand is smooth on every piece.

import { fold } from '../expr/walk.ts';
import { trainedForm, getFamily } from '../families/index.ts';
import { legendreRule } from '../quadrature/legendreRule.ts';
import { getDecoder, type Shape } from './decoders.ts';
import type { Encoder } from './expectation.ts';
import type { Points, SmallModel } from './model.ts';

/** Whether log p has a kink at x = h(z): it takes an absolute value. */
export const hasKink = ({ family }: Pick<SmallModel, 'family'>): boolean =>
  fold<boolean>(
    trainedForm(getFamily(family)).logProb,
    (node, parts) => (node.kind === 'apply' && node.fn === 'abs') || parts.some(Boolean),
  );

export interface KinkRule {
  /** Standard normal noise. */
  readonly noise: Points;
  /** They sum to 1. */
  readonly weights: Float64Array;
}

/** Beyond this a normal has no mass that counts here. */
const reach = 7.5;
/** The widest and the narrowest piece, in standard deviations: narrower ones would be too many, and the error says so. */
const [widest, narrowest] = [2, 0.8];

/** h = w (f(z1) + f(z2) / 2) + b. */
const parts = [1, 0.5] as const;

/**
 * For each e of an outer rule over one dimension an inner rule over the other that is split where h(z) = x. Where a kink begins or
 * ends as the outer e moves, its rule ends a piece too, with nodes drawn towards it: the inner integral grows there as a root does.
 *
 * The inner dimension is the one that h follows further: the kink then moves slowly as the outer e does.
 */
export function kinkRule(model: SmallModel, x: number, encoder: Encoder, count: number): KinkRule {
  const { shape } = getDecoder(model.decoder);
  const goal = (x - model.bias) / model.weight;
  const [first, second] = parts.map((part, at) => ({
    part,
    mu: encoder.mu[at] ?? 0,
    sigma: encoder.sigma[at] ?? 1,
  })) as [Dimension, Dimension];
  const isSwapped = first.part * first.sigma > second.part * second.sigma;
  const [outer, inner] = isSwapped ? [second, first] : [first, second];
  const noiseOf = ({ mu, sigma }: Dimension, zs: readonly number[]): readonly number[] =>
    zs.map((z) => (z - mu) / sigma);
  const begins = shape.edges.flatMap((edge) =>
    shape.inverse((goal - inner.part * edge) / outer.part),
  );
  const rule = splitRule(noiseOf(outer, begins), widthOf(outer, shape), count, true);
  const [outerNoise, innerNoise, weights]: [number[], number[], number[]] = [[], [], []];
  for (const [at, e] of rule.nodes.entries()) {
    const value = shape.at(outer.mu + outer.sigma * e);
    const kinks = shape.inverse((goal - outer.part * value) / inner.part);
    const own = splitRule(noiseOf(inner, kinks), widthOf(inner, shape), count, false);
    for (const [which, other] of own.nodes.entries()) {
      outerNoise.push(e);
      innerNoise.push(other);
      weights.push((rule.weights[at] ?? 0) * (own.weights[which] ?? 0));
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const noise = [Float64Array.from(outerNoise), Float64Array.from(innerNoise)];
  return {
    noise: isSwapped ? noise.toReversed() : noise,
    weights: Float64Array.from(weights, (weight) => weight / total),
  };
}

interface Dimension {
  /** Of h. */
  readonly part: number;
  readonly mu: number;
  readonly sigma: number;
}

const widthOf = ({ sigma }: Dimension, { bend }: Shape): number =>
  Math.max(narrowest, Math.min(widest, bend / sigma));

interface Rule {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Pieces of at most `width` that end at `splits`, under a standard normal. With `isDrawn` nodes of the pieces beside a split are
 * drawn towards it: e = split + s^2 turns a root into a line.
 */
function splitRule(
  splits: readonly number[],
  width: number,
  count: number,
  isDrawn: boolean,
): Rule {
  const rule = legendreRule(count);
  const inside = splits.filter((e) => Math.abs(e) < reach).toSorted((a, b) => a - b);
  const ends = [-reach, ...inside, reach];
  const nodes: number[] = [];
  const weights: number[] = [];
  const add = (e: number, weight: number): void => {
    nodes.push(e);
    weights.push((weight * Math.exp(-0.5 * e * e)) / Math.sqrt(2 * Math.PI));
  };
  for (const [at, from] of ends.slice(0, -1).entries()) {
    const to = ends[at + 1] ?? reach;
    const pieces = Math.max(1, Math.ceil((to - from) / width));
    const own = (to - from) / pieces;
    for (let piece = 0; piece < pieces; piece++) {
      const low = from + piece * own;
      const isAfter = isDrawn && piece === 0 && at > 0;
      const isBefore = isDrawn && piece === pieces - 1 && at < ends.length - 2;
      for (const [which, node] of rule.nodes.entries()) {
        const share = (1 + node) / 2;
        const weight = (rule.weights[which] ?? 0) / 2;
        if (isAfter && isBefore) {
          // Both ends: s^2 (3 - 2 s) is level at each.
          add(low + own * share * share * (3 - 2 * share), own * weight * 6 * share * (1 - share));
        } else if (isAfter) add(low + own * share * share, own * weight * 2 * share);
        else if (isBefore) add(low + own * (1 - share * share), own * weight * 2 * share);
        else add(low + own * share, own * weight);
      }
    }
  }
  return { nodes, weights };
}
