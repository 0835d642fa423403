// A picture of p(x|z) over x and one of its conditions: bands around the location where x is continuous, cells where it is counted.

import { svg, type SVGTemplateResult } from 'lit';
import {
  conditionalOf,
  densitiesAlong,
  isMass,
  outputOf,
  outputsAlong,
  type ConditionalFamily,
} from '../../../elbo/distributions/conditional.ts';
import { curveOf } from '../../../elbo/distributions/curve.ts';
import { linePath, spread } from '../figure/parts.ts';
import { rangeOf, type ModelState } from './state.ts';

type Scale = (value: number) => number;

/** Where x is drawn. */
export interface Surface {
  readonly from: number;
  readonly to: number;
}

/** p(x|z) along x at the point. */
export interface Slice {
  readonly xs: readonly number[];
  readonly values: readonly number[];
}

/** What the decoder's output is to the family. */
export const outputWords: Readonly<Record<ConditionalFamily, string>> = {
  normal: 'The decoder gives the mean.',
  laplace: 'The decoder gives the location.',
  bernoulli: 'The decoder gives the logit of P(x = 1|z).',
  poisson: 'The decoder gives the logarithm of the rate.',
};

export const unitOf = (family: ConditionalFamily): string =>
  isMass(family) ? 'the stronger the colour, the likelier' : 'bands: ½, 1, 2, 3 σ';

/** What is drawn of counts at least; more where the point has more. */
const mostCounts = 12;

/** Up to three standard deviations above the rate at the point. */
function lastCount(state: ModelState): number {
  if (state.family === 'bernoulli') return 1;
  const rate = Math.exp(outputOf(state));
  return Math.max(mostCounts, state.x, Math.ceil(rate + 3 * Math.sqrt(rate)));
}

const counts = (last: number): readonly number[] => Array.from({ length: last + 1 }, (_, x) => x);

/** Means and standard deviations of bands, or scales as a Laplace has them, at each value of the condition. */
function bandsOf(
  state: ModelState,
  values: Float64Array,
): { means: Float64Array; sigmas: Float64Array } {
  const sigmas = state.along === 'sigma' ? values : values.map(() => state.sigma);
  return { means: outputsAlong(state, state.along, values), sigmas };
}

export function surfaceOf(state: ModelState, values: Float64Array): Surface {
  if (isMass(state.family)) return { from: -0.5, to: lastCount(state) + 0.5 };
  const { means, sigmas } = bandsOf(state, values);
  const from = Math.min(...means.map((mean, at) => mean - 3 * (sigmas[at] ?? 0)), state.x);
  const to = Math.max(...means.map((mean, at) => mean + 3 * (sigmas[at] ?? 0)), state.x);
  return { from, to };
}

export function sliceOf(state: ModelState, { from, to }: Surface): Slice {
  const { xs, ps } = curveOf(conditionalOf(state), from, to);
  return { xs, values: ps };
}

const deviations = [3, 2, 1, 0.5];

export function ribbons(
  state: ModelState,
  values: Float64Array,
  across: Scale,
  x: Scale,
): SVGTemplateResult {
  const { means, sigmas } = bandsOf(state, values);
  const ribbon = (count: number): string => {
    const up = means.map((mean, at) => mean + count * (sigmas[at] ?? 0));
    const down = means.map((mean, at) => mean - count * (sigmas[at] ?? 0)).toReversed();
    return `${linePath(values, up, across, x)}${linePath(values.toReversed(), down, across, x).replace('M', 'L')}Z`;
  };
  return svg`${deviations.map((count) => svg`<path class="ribbon" d=${ribbon(count)} />`)}
    <path class="mean" d=${linePath(values, means, across, x)} />`;
}

/** Columns of cells; every one is as opaque as its mass, beside the largest. */
const columns = 60;

export function cells(state: ModelState, across: Scale, x: Scale): SVGTemplateResult {
  const { from, to } = rangeOf(state);
  const ends = spread(from, to, columns + 1);
  const middles = ends.slice(1).map((end, at) => (end + (ends[at] ?? end)) / 2);
  const height = Math.abs(x(1) - x(0));
  const rows = counts(lastCount(state)).map((count) => ({
    count,
    masses: densitiesAlong(state, state.along, middles, count),
  }));
  const largest = Math.max(...rows.map(({ masses }) => Math.max(...masses)));
  // Whole pixels: neighbours would show through each other, or leave a seam.
  const edges = ends.map((end) => Math.round(across(end)));
  return svg`${rows.map(({ count, masses }) =>
    Array.from(masses, (mass, at) => {
      const [left = 0, right = 0] = edges.subarray(at);
      return mass / largest < 0.004
        ? null
        : svg`<rect class="cell" x=${left} y=${x(count) - height / 2 + 1} width=${right - left} height=${height - 2} fill-opacity=${(mass / largest).toFixed(3)} />`;
    }),
  )}`;
}

/** The slice along x, against a vertical base: a curve, or a bar at every count. */
export function sliceAlongX(
  { family }: ModelState,
  { xs, values }: Slice,
  along: Scale,
  x: Scale,
): SVGTemplateResult {
  const base = along(0);
  if (isMass(family)) {
    const thickness = Math.min(14, Math.abs(x(1) - x(0)) - 2);
    return svg`${xs.map((at, i) => svg`<rect class="area reconstruction" x=${base} y=${x(at) - thickness / 2} width=${Math.max(0, along(values[i] ?? 0) - base)} height=${thickness} />`)}`;
  }
  const line = linePath(values, xs, along, x);
  const [first, last] = [x(xs[0] ?? 0), x(xs.at(-1) ?? 0)];
  const closed = `${line}L${base.toFixed(1)} ${last.toFixed(1)}L${base.toFixed(1)} ${first.toFixed(1)}Z`;
  return svg`<path class="area reconstruction" d=${closed} />
    <path class="edge reconstruction" d=${line} />`;
}
