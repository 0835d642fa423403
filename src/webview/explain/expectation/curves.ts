// One latent dimension: the density of q, log p(x|z) and their product over one z axis, with the draws on the first two.

import { scaleLinear } from 'd3-scale';
import { svg, type SVGTemplateResult } from 'lit';
import { likelihoodsAt } from '../../../elbo/expectation/model.ts';
import { formatCheck } from '../../../elbo/format.ts';
import { dotsPath } from '../../charts/points.ts';
import {
  areaPath,
  fieldText,
  hatch,
  linePath,
  short,
  spread,
  ticksBelow,
  tickTexts,
  type FigureOptions,
} from './parts.ts';
import type { Draws, ExpectationReading } from './reading.ts';
import type { ExpectationState } from './state.ts';

/** More ticks than this would be one bar. */
const mostShown = 64;
const curvePoints = 201;

interface Plot {
  readonly top: number;
  readonly bottom: number;
}

const heading = 18;
const plots = {
  q: { top: heading, bottom: 108 },
  logP: { top: 108 + 12 + heading, bottom: 266 },
  product: { top: 266 + 18 + heading, bottom: 390 },
} as const satisfies Readonly<Record<string, Plot>>;
const axisHeight = 20;

/** `reading` is null where x is outside the support: then q and its draws are all there is. */
export function curvesFigure(
  state: ExpectationState,
  draws: Draws,
  reading: ExpectationReading | null,
  width: number,
): Omit<FigureOptions, 'title' | 'unit' | 'id'> {
  const [mu = 0, sigma = 1] = [draws.encoder.mu[0], draws.encoder.sigma[0]];
  const from = Math.min(-3, mu - 3.4 * sigma);
  const to = Math.max(3, mu + 3.4 * sigma);
  const z = scaleLinear([from, to], [0, width]);
  const grid = spread(from, to, curvePoints);
  const q = grid.map(
    (at) => Math.exp(-0.5 * ((at - mu) / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI)),
  );
  const shown = Math.min(state.numbers.samples, mostShown);
  const latents = (draws.latents[0] ?? new Float64Array()).slice(0, shown);
  const encoder = `N(${fieldText(mu)}, ${fieldText(sigma)}²)`;
  const bottom = reading ? plots.product.bottom : plots.q.bottom;
  const height = bottom + axisHeight;
  const base = plots.q.bottom;
  const qy = scaleLinear([0, 1.05 / (sigma * Math.sqrt(2 * Math.PI))], [base, plots.q.top]);
  const ticks = Array.from(latents, (at) => `M${z(at).toFixed(1)} ${base - 9}v13`).join('');
  const content = svg`
    <defs>${hatch('q-hatch')}<clipPath id="curves-clip"><rect width=${width} height=${bottom + 4} /></clipPath></defs>
    ${ticksBelow(z, 6, { top: plots.q.top, bottom, name: 'z' })}
    <g clip-path="url(#curves-clip)">
      <path class="area kl" d=${areaPath(grid, q, z, qy, base)} />
      <path class="hatch" fill="url(#q-hatch)" d=${areaPath(grid, q, z, qy, base)} />
      <path class="edge kl" d=${linePath(grid, q, z, qy)} />
    </g>
    <line class="axis" x1="0" x2=${width} y1=${base} y2=${base} />
    <path class="draws" d=${ticks} />
    ${title(plots.q, 'kl', `q(z|x) = ${encoder}`, drawsText(state.numbers.samples, shown))}
    ${reading ? below(reading, { z, grid, q, width, latents }) : ''}`;
  const spoken = reading
    ? `q of z given x is ${encoder}; log p of x given z at x = ${short(reading.x)}; the area of their product is ${formatCheck(reading.expectation.value.mean)} nats.`
    : `q of z given x is ${encoder}; log p of x given z is not defined at this x.`;
  return { spoken, width, height, content };
}

const drawsText = (count: number, shown: number): string =>
  count === 1
    ? '1 draw of z'
    : count > shown
      ? `${shown} of ${count} draws of z`
      : `${count} draws of z`;

/** What a plot shows, above it on the left, where no curve is. */
const title = (
  { top }: Plot,
  kind: string,
  name: string,
  rest: string,
): SVGTemplateResult => svg`<text
    class=${`label ${kind} halo`} x="2" y=${top - 6}><tspan class="strong">${name}</tspan><tspan dx="10" class="dim">${rest}</tspan></text>`;

interface Shared {
  readonly z: (value: number) => number;
  readonly grid: Float64Array;
  readonly q: Float64Array;
  readonly width: number;
  readonly latents: Float64Array;
}

/** log p and the product. */
function below(
  { model, x, draws, likelihoods, expectation }: ExpectationReading,
  { z, grid, q, width, latents }: Shared,
): SVGTemplateResult {
  const { values } = likelihoodsAt(model, x, [grid]);
  const { mean } = expectation.value;
  const {
    mu: [mu = 0],
    sigma: [sigma = 1],
  } = draws.encoder;
  const near = values.filter((_, at) => Math.abs((grid[at] ?? 0) - mu) < 2.6 * sigma);
  const [low, high] = [Math.min(...near, mean), Math.max(...values)];
  const room = (high - low || 1) * 0.06;
  const y = scaleLinear([low - room, high + room], [plots.logP.bottom, plots.logP.top]);
  const own = likelihoods.values.slice(0, latents.length);
  const dots = Float64Array.from({ length: 2 * latents.length }, (_, at) =>
    at % 2 === 0 ? (latents[at / 2] ?? NaN) : (own[(at - 1) / 2] ?? NaN),
  );
  const product = q.map((density, at) => density * (values[at] ?? 0));
  const py = scaleLinear(
    [Math.min(0, ...product), Math.max(0, ...product)].map((end) => end * 1.05) as [number, number],
    [plots.product.bottom, plots.product.top],
  );
  return svg`
    <clipPath id="log-p-clip"><rect width=${width} y=${plots.logP.top - 1} height=${plots.logP.bottom - plots.logP.top + 2} /></clipPath>
    ${tickTexts(y.ticks(3)).map(
      ([tick, text]) => svg`<line class="grid" x1="0" x2=${width} y1=${y(tick)} y2=${y(tick)} />
        <text class="tick halo" x=${width - 2} y=${y(tick) - 3} text-anchor="end">${text}</text>`,
    )}
    <line class="average" x1="0" x2=${width} y1=${y(mean)} y2=${y(mean)} />
    <g clip-path="url(#log-p-clip)">
      <path class="edge reconstruction" d=${linePath(grid, values, z, y)} />
      <path class="draw-dots" d=${dotsPath(dots, 2, z, y)} />
    </g>
    <text class="halo" x="2" y=${Math.min(plots.logP.bottom - 4, y(mean) + 12)}>E = ${short(mean)}</text>
    ${title(plots.logP, 'reconstruction', `log p(x|z) at x = ${short(x)}`, width < 300 ? 'nats' : 'nats, at each draw of z')}
    <path class="area signed" d=${areaPath(grid, product, z, py, py(0))} />
    <path class="edge total" d=${linePath(grid, product, z, py)} />
    <line class="axis" x1="0" x2=${width} y1=${py(0)} y2=${py(0)} />
    ${title(plots.product, 'total', 'q(z|x) · log p(x|z)', `${width < 340 ? '' : 'signed area '}E = ${formatCheck(mean)} nats`)}`;
}
