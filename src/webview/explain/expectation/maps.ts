// Two latent dimensions: q, log p(x|z) and their product as maps over one square of z, with the draws on the first two.

import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { svg, type SVGTemplateResult } from 'lit';
import { valuesAt } from '../../../elbo/expectation/model.ts';
import { formatFixed } from '../../../elbo/format.ts';
import { dotsPath } from '../../charts/points.ts';
import { integralText, short, spread, type FigureOptions } from './parts.ts';
import type { Draws, ExpectationReading } from './reading.ts';
import type { ExpectationState } from './state.ts';

const [cells, gap, heading, axisHeight, mostShown] = [40, 16, 34, 20, 64];

type Scale = ScaleLinear<number, number>;

export function mapsFigure(
  state: ExpectationState,
  draws: Draws,
  reading: ExpectationReading | null,
  width: number,
): Omit<FigureOptions, 'title' | 'unit' | 'id'> {
  const columns = width >= 440 ? 3 : 1;
  const side = Math.min(280, (width - (columns - 1) * gap) / columns);
  const { mu, sigma } = draws.encoder;
  const reach = Math.max(3, ...mu.map((at, which) => Math.abs(at) + 2.6 * (sigma[which] ?? 1)));
  const x = scaleLinear([-reach, reach], [0, side]);
  const y = scaleLinear([-reach, reach], [side, 0]);
  const place = (which: number): string => {
    const [column, row] = [which % columns, Math.floor(which / columns)];
    return `translate(${column * (side + gap)} ${row * (side + heading + axisHeight) + heading})`;
  };
  const count = reading ? 3 : 1;
  const rows = Math.ceil(count / columns);
  const shown = Math.min(state.numbers.samples, mostShown);
  const dots = Float64Array.from({ length: 2 * shown }, (_, at) =>
    at % 2 === 0 ? (draws.latents[0]?.[at / 2] ?? NaN) : (draws.latents[1]?.[(at - 1) / 2] ?? NaN),
  );
  const ellipse = (
    times: number,
  ): SVGTemplateResult => svg`<ellipse class="edge kl" cx=${x(mu[0] ?? 0)} cy=${y(mu[1] ?? 0)}
      rx=${times * (x(sigma[0] ?? 1) - x(0))} ry=${times * (y(0) - y(sigma[1] ?? 1))} />`;
  const outlines = svg`${ellipse(1)}${ellipse(2)}`;
  const frames: SVGTemplateResult[] = [
    svg`<g transform=${place(0)}>
      ${caption('kl', 'q(z|x)', '1σ, 2σ')}
      ${frame(
        side,
        x,
        y,
        svg`<ellipse class="area kl" cx=${x(mu[0] ?? 0)} cy=${y(mu[1] ?? 0)} rx=${2 * (x(sigma[0] ?? 1) - x(0))} ry=${2 * (y(0) - y(sigma[1] ?? 1))} />
        ${outlines}<path class="draw-dots plain" d=${dotsPath(dots, 2, x, y)} />`,
      )}
    </g>`,
  ];
  if (reading) {
    const { values, product } = gridOf(reading, reach);
    frames.push(
      svg`<g transform=${place(1)}>
        ${caption('reconstruction', 'log p(x|z)', `at x = ${short(reading.x)}`)}
        ${frame(
          side,
          x,
          y,
          svg`${heat('log-p', shadesOf(values), side, 'reconstruction')}
          ${outlines}<path class="draw-dots" d=${dotsPath(dots, 2, x, y)} />`,
        )}
      </g>`,
      svg`<g transform=${place(2)}>
        ${caption('total', 'q · log p', `volume ${integralText(reading.expectation)}`)}
        ${frame(side, x, y, svg`${heat('product', product, side, 'total')}${outlines}`)}
      </g>`,
    );
  }
  const spoken = `q of z given x around ${mu.map((at) => formatFixed(at, 2)).join(', ')}${
    reading
      ? `; the volume of its product with log p at x = ${short(reading.x)} is ${integralText(reading.expectation)} nats.`
      : '; log p of x given z is not defined at this x.'
  }`;
  return {
    spoken,
    width,
    height: rows * (side + heading + axisHeight),
    content: svg`${frames}`,
  };
}

const caption = (kind: string, name: string, rest: string): SVGTemplateResult =>
  svg`<text class=${`label ${kind}`} y="-20"><tspan class="strong" x="0">${name}</tspan></text><text class="dim" x="0" y="-6">${rest}</text>`;

const frame = (
  side: number,
  x: Scale,
  y: Scale,
  content: SVGTemplateResult,
): SVGTemplateResult => svg`
  <clipPath id="map-square"><rect width=${side} height=${side} /></clipPath>
  <g clip-path="url(#map-square)">
    <line class="grid" x1="0" x2=${side} y1=${y(0)} y2=${y(0)} /><line class="grid" x1=${x(0)} x2=${x(0)} y1="0" y2=${side} />
    ${content}
  </g>
  <rect class="frame" x="0.5" y="0.5" width=${side - 1} height=${side - 1} />
  ${[-2, 0, 2].map((tick) => svg`<text class="dim" x=${x(tick)} y=${side + 14} text-anchor="middle">${tick === 0 ? 'z₁ = 0' : formatFixed(tick, 0)}</text>`)}`;

/** log p and its product with q, at the middles of the cells, rows from the top. */
function gridOf(
  { model, x, draws: { encoder } }: ExpectationReading,
  reach: number,
): { readonly values: Float64Array; readonly product: Float64Array } {
  const middle = reach - reach / cells;
  const along = spread(-middle, middle, cells);
  const first = Float64Array.from({ length: cells * cells }, (_, at) => along[at % cells] ?? 0);
  const second = Float64Array.from(
    { length: cells * cells },
    (_, at) => along[cells - 1 - Math.floor(at / cells)] ?? 0,
  );
  const values = valuesAt(model, x, [first, second]);
  const standardised = (at: number, which: 0 | 1): number =>
    (((which === 0 ? first : second)[at] ?? 0) - (encoder.mu[which] ?? 0)) /
    (encoder.sigma[which] ?? 1);
  const sizes = values.map((value, at) =>
    Math.abs(value * Math.exp(-0.5 * (standardised(at, 0) ** 2 + standardised(at, 1) ** 2))),
  );
  const most = Math.max(...sizes) || 1;
  return { values, product: sizes.map((size) => size / most) };
}

/** Darkest at the top, nothing five nats below it or at the lowest. */
function shadesOf(values: Float64Array): Float64Array {
  const high = Math.max(...values);
  return values.map((value) => Math.max(0, 1 - (high - value) / 5));
}

/** A map by opacity alone, so that it works in every theme: cells of equal opacity share one path. */
function heat(id: string, shades: Float64Array, side: number, kind: string): SVGTemplateResult {
  const levels = 10;
  const pitch = side / cells;
  const paths = Array.from({ length: levels + 1 }, () => '');
  for (const [at, value] of shades.entries()) {
    const level = Math.round(value * levels);
    if (level <= 0) continue;
    const [column, row] = [at % cells, Math.floor(at / cells)];
    paths[level] +=
      `M${(column * pitch).toFixed(1)} ${(row * pitch).toFixed(1)}h${(pitch + 0.2).toFixed(1)}v${(pitch + 0.2).toFixed(1)}h${(-pitch - 0.2).toFixed(1)}z`;
  }
  return svg`<g class=${`heat ${kind}`} data-map=${id}>${paths.map((path, level) => (path === '' ? '' : svg`<path d=${path} opacity=${((0.8 * level) / levels).toFixed(2)} />`))}</g>`;
}
