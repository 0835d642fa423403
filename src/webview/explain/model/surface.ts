// A picture of p(x|z) over z and x: bands around the location where x is continuous, cells where it is counted.

import { svg, type SVGTemplateResult } from 'lit';
import {
  conditionalAt,
  densityAt,
  isMass,
  outputAt,
  type ConditionalFamily,
} from '../../../elbo/distributions/conditional.ts';
import { curveOf } from '../../../elbo/distributions/curve.ts';
import { linePath, spread } from '../figure/parts.ts';
import { reach, type ModelState } from './state.ts';

type Scale = (value: number) => number;

export interface Surface {
  readonly from: number;
  readonly to: number;
  /** The largest value there is on it. */
  readonly peak: number;
  /** What x may be, or where its curve is drawn. */
  readonly xs: readonly number[];
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
function lastCount({ decoder, x, z }: ModelState): number {
  const rate = Math.exp(outputAt(decoder, z));
  return Math.max(mostCounts, x, Math.ceil(rate + 3 * Math.sqrt(rate)));
}

export function surfaceOf(state: ModelState, zs: readonly number[]): Surface {
  if (isMass(state.family)) {
    const last = state.family === 'bernoulli' ? 1 : lastCount(state);
    const xs = Array.from({ length: last + 1 }, (_, x) => x);
    const masses = zs.flatMap((z) => [...conditionalAt(state, z).logProbs(xs)]);
    return { from: -0.5, to: last + 0.5, peak: Math.exp(Math.max(...masses)), xs };
  }
  const means = zs.map((z) => outputAt(state.decoder, z));
  const from = Math.min(...means.map((mean) => mean - 3 * state.sigma), state.x);
  const to = Math.max(...means.map((mean) => mean + 3 * state.sigma), state.x);
  const [first = 0] = zs;
  const peak = densityAt(state, outputAt(state.decoder, first), first);
  const { xs } = curveOf(conditionalAt(state, state.z), from, to);
  return { from, to, peak, xs };
}

const deviations = [3, 2, 1, 0.5];

export function ribbons(
  { decoder, sigma }: ModelState,
  zs: readonly number[],
  z: Scale,
  x: Scale,
): SVGTemplateResult {
  const means = zs.map((at) => outputAt(decoder, at));
  const ribbon = (count: number): string => {
    const up = means.map((mean) => mean + count * sigma);
    const down = means.toReversed().map((mean) => mean - count * sigma);
    return `${linePath(zs, up, z, x)}${linePath(zs.toReversed(), down, z, x).replace('M', 'L')}Z`;
  };
  return svg`${deviations.map((count) => svg`<path class="ribbon" d=${ribbon(count)} />`)}
    <path class="mean" d=${linePath(zs, means, z, x)} />`;
}

/** Columns of cells; every one is as opaque as its mass, beside the largest. */
const columns = 60;

export function cells(state: ModelState, surface: Surface, z: Scale, x: Scale): SVGTemplateResult {
  const ends = [...spread(-reach, reach, columns + 1)];
  const height = Math.abs(x(1) - x(0));
  return svg`${ends.slice(0, -1).map((left, i) => {
    const right = ends[i + 1] ?? left;
    const masses = conditionalAt(state, (left + right) / 2).logProbs(surface.xs);
    // Whole pixels: neighbours would show through each other, or leave a seam.
    const [from, to] = [Math.round(z(left)), Math.round(z(right))];
    return surface.xs.map((at, j) => {
      const opacity = Math.exp(masses[j] ?? -Infinity) / surface.peak;
      return opacity < 0.004
        ? null
        : svg`<rect class="cell" x=${from} y=${x(at) - height / 2 + 1} width=${to - from} height=${height - 2} fill-opacity=${opacity.toFixed(3)} />`;
    });
  })}`;
}

/** The slice at the z of the point, against a vertical base: a curve, or a bar at every count. */
export function sliceAlongX(
  state: ModelState,
  { xs }: Surface,
  along: Scale,
  x: Scale,
): SVGTemplateResult {
  const values = conditionalAt(state, state.z).logProbs(xs).map(Math.exp);
  const base = along(0);
  if (isMass(state.family)) {
    const thickness = Math.min(14, Math.abs(x(1) - x(0)) - 2);
    return svg`${xs.map((at, i) => svg`<rect class="area reconstruction" x=${base} y=${x(at) - thickness / 2} width=${Math.max(0, along(values[i] ?? 0) - base)} height=${thickness} />`)}`;
  }
  const line = linePath(values, xs, along, x);
  const [first, last] = [x(xs[0] ?? 0), x(xs.at(-1) ?? 0)];
  const closed = `${line}L${base.toFixed(1)} ${last.toFixed(1)}L${base.toFixed(1)} ${first.toFixed(1)}Z`;
  return svg`<path class="area reconstruction" d=${closed} />
    <path class="edge reconstruction" d=${line} />`;
}
