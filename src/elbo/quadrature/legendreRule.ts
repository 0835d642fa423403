// Gauss-Legendre quadrature: integrals over an interval, and over several side by side.

import type { QuadratureRule } from './normalRule.ts';

const known = new Map<number, QuadratureRule>();

/**
 * Nodes on (-1, 1) and weights that sum to 2: exact for polynomials up to degree 2 count - 1. Nodes are the zeros of
 * the Legendre polynomial P_n by Newton's method; weights are 2 / ((1 - x^2) P_n'(x)^2) (Abramowitz and Stegun 1964,
 * 25.4.29).
 */
export function legendreRule(count: number): QuadratureRule {
  const before = known.get(count);
  if (before !== undefined) return before;
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let index = 0; index < count; index++) {
    let x = -Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let turn = 0; turn < 20; turn++) {
      const { value, derivative } = legendre(x, count);
      slope = derivative;
      const step = value / derivative;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    nodes.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  const rule = { nodes, weights };
  known.set(count, rule);
  return rule;
}

/** P_n(x) by its recurrence, and its derivative. */
function legendre(x: number, order: number): { value: number; derivative: number } {
  let [before, value] = [1, x];
  for (let n = 1; n < order; n++) {
    [before, value] = [value, ((2 * n + 1) * x * value - n * before) / (n + 1)];
  }
  return { value, derivative: (order * (x * value - before)) / (x * x - 1) };
}

/** The integral over consecutive intervals that end where the next begins, with `count` nodes on each. */
export function integrateBetween(
  f: (xs: Float64Array) => ArrayLike<number>,
  ends: readonly number[],
  count = 16,
): number {
  const { nodes, weights } = legendreRule(count);
  const pieces = Math.max(0, ends.length - 1);
  const at = (piece: number): number => ends[piece] ?? Number.NaN;
  const xs = new Float64Array(pieces * count);
  for (let piece = 0; piece < pieces; piece++) {
    const [low, high] = [at(piece), at(piece + 1)];
    for (let node = 0; node < count; node++) {
      xs[piece * count + node] = (low + high) / 2 + ((high - low) / 2) * (nodes[node] ?? 0);
    }
  }
  const values = f(xs);
  let sum = 0;
  for (let piece = 0; piece < pieces; piece++) {
    let part = 0;
    for (let node = 0; node < count; node++) {
      part += (weights[node] ?? 0) * (values[piece * count + node] ?? Number.NaN);
    }
    sum += (part * (at(piece + 1) - at(piece))) / 2;
  }
  return sum;
}

/** `pieces` equal intervals from `from` to `to`. */
export const evenEnds = (from: number, to: number, pieces: number): readonly number[] =>
  Array.from({ length: pieces + 1 }, (_, at) => from + ((to - from) * at) / pieces);
