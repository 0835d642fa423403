// Where the terms of -ELBO stand in a signed stack about zero, in nats; no pixels here.
// KL stands on zero. A reconstruction loss above zero stands on the KL; one below zero (the likelihood is a
// density) hangs from zero. The total is always their sum, drawn as a line.

import { ticks } from 'd3-array';
import type { Bin } from '../../protocol/decimate.ts';

export interface StackPoint {
  readonly step: number;
  readonly kl: number;
  readonly reconstruction: number;
  readonly total: number;
}

/** The two terms of the same bins as points of the stack. */
export const stackPoints = (
  reconstruction: readonly Bin[],
  kl: readonly Bin[],
): readonly StackPoint[] =>
  reconstruction.map((bin, i) => {
    const klMean = kl[i]?.mean ?? Number.NaN;
    return {
      step: bin.step,
      kl: klMean,
      reconstruction: bin.mean,
      total: bin.mean + klMean,
    };
  });

/** The same points with one added wherever the reconstruction loss passes through zero between two of them. */
export function withZeroCrossings(points: readonly StackPoint[]): readonly StackPoint[] {
  const result: StackPoint[] = [];
  for (const point of points) {
    const before = result.at(-1);
    if (before !== undefined && before.reconstruction * point.reconstruction < 0) {
      const t = before.reconstruction / (before.reconstruction - point.reconstruction);
      const kl = before.kl + t * (point.kl - before.kl);
      const step = before.step + t * (point.step - before.step);
      result.push({ step, kl, reconstruction: 0, total: kl });
    }
    result.push(point);
  }
  return result;
}

/** The span of each area at a point: [lower, upper]. */
export const klSpan = ({ kl }: StackPoint): readonly [number, number] => [0, kl];
export const reconstructionAbove = ({ kl, reconstruction }: StackPoint) =>
  [kl, kl + Math.max(0, reconstruction)] as const;
export const reconstructionBelow = ({ reconstruction }: StackPoint) =>
  [Math.min(0, reconstruction), 0] as const;

export interface StackLimits {
  readonly lower: number;
  readonly upper: number;
  readonly ticks: readonly number[];
  /** The highest and the lowest point outside the limits, if any: it is said, not drawn. */
  readonly above: { readonly value: number; readonly step: number } | null;
  readonly below: { readonly value: number; readonly step: number } | null;
}

const isFinitePoint = (point: StackPoint): boolean => Number.isFinite(point.total);
const upperEnd = ({ kl, reconstruction }: StackPoint): number =>
  Math.max(kl, 0) + Math.max(0, reconstruction);
/** An estimated KL may be below zero too. */
const lowerEnd = ({ reconstruction, kl, total }: StackPoint): number =>
  Math.min(0, reconstruction, kl, total);

/** How far beyond the current value the axis reaches: enough history to see the fall, the start left out. */
const headroom = 1.7;

/**
 * Limits from where the run is now, not from where it began: the first steps of a VAE are several times higher
 * than anything after. Zero is always inside. Rounded outwards to a tick.
 */
export function stackLimits(
  points: readonly StackPoint[],
  now: StackPoint | null,
  tickCount = 4,
): StackLimits {
  const finite = points.filter(isFinitePoint);
  const current = now !== null && isFinitePoint(now) ? now : finite.at(-1);
  if (current === undefined) return { lower: 0, upper: 1, ticks: [0], above: null, below: null };
  const highest = finite.reduce((a, b) => (upperEnd(b) > upperEnd(a) ? b : a), current);
  const lowest = finite.reduce((a, b) => (lowerEnd(b) < lowerEnd(a) ? b : a), current);
  const depth = Math.max(lowerEnd(lowest), headroom * lowerEnd(current)) * 1.02;
  const height = Math.max(
    Math.min(upperEnd(highest) * 1.02, headroom * upperEnd(current)),
    -depth * 0.25,
  );
  const span = Math.max(height - depth, 1e-6);
  const marks = ticks(depth, height, tickCount);
  const pitch = marks.length > 1 ? (marks[1] ?? 1) - (marks[0] ?? 0) : span;
  const half = pitch / 2;
  const upper = Math.ceil(height / half) * half || span;
  const lower = Math.floor(depth / half) * half || 0;
  return {
    lower,
    upper,
    ticks: ticks(lower, upper, tickCount),
    above: upperEnd(highest) > upper ? { value: highest.total, step: highest.step } : null,
    below: lowerEnd(lowest) < lower ? { value: lowest.reconstruction, step: lowest.step } : null,
  };
}

/**
 * The right end of the step axis: the planned end, or further if the labels (`labelWidth` pixels) would not fit
 * behind the last step.
 */
export function stepDomain(
  step: number,
  planned: number,
  width: number,
  labelWidth: number,
): number {
  const room = Math.max(1, width - labelWidth);
  return Math.max(1, planned, (step * width) / room);
}
