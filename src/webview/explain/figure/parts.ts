// Pieces that figures share: numbers as text, paths, ticks, the frame with its title and save links.

import type { ScaleLinear } from 'd3-scale';
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { formatFixed } from '../../../elbo/format.ts';
import { saveFigure } from './save.ts';
import type { Acting } from '../page.ts';

type Act = Pick<Acting<object>, 'host'>;

/** A size in pixels to a tenth: paths of a thousand points stay short. */
const tenth = (value: number): string => value.toFixed(1);

/** A line through points; a point that is not finite breaks it. */
export function linePath(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let isDown = false;
  for (let at = 0; at < xs.length; at++) {
    const [px, py] = [x(xs[at] ?? Number.NaN), y(ys[at] ?? Number.NaN)];
    if (Number.isFinite(px) && Number.isFinite(py)) {
      path += `${isDown ? 'L' : 'M'}${tenth(px)} ${tenth(py)}`;
      isDown = true;
    } else isDown = false;
  }
  return path;
}

/** The area between a line and a height. */
export function areaPath(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  x: (value: number) => number,
  y: (value: number) => number,
  base: number,
): string {
  const line = linePath(xs, ys, x, y);
  if (line === '') return '';
  const [first, last] = [x(xs[0] ?? 0), x(xs[xs.length - 1] ?? 0)];
  return `${line}L${tenth(last)} ${tenth(base)}L${tenth(first)} ${tenth(base)}Z`;
}

/** Values from a to b, both included. */
export const spread = (a: number, b: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, at) => a + ((b - a) * at) / (count - 1));

/** Two decimals, more where the value is small. */
export function short(value: number): string {
  const size = Math.abs(value);
  return formatFixed(
    value,
    size >= 99.95 ? 0 : size >= 9.995 ? 1 : size < 0.0995 && size > 0 ? 3 : 2,
  );
}

/** A value as a field shows it: at least two decimals, more for small ones. */
export function fieldText(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return rounded === Number(value.toFixed(2)) ? formatFixed(rounded, 2) : String(rounded);
}

/** Ticks with the decimals that tell them apart, and no more. */
export function tickTexts(ticks: readonly number[]): readonly (readonly [number, string])[] {
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0)) || 1;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return ticks.map((tick) => [tick, formatFixed(tick, Math.min(6, decimals))]);
}

type Scale = ScaleLinear<number, number>;

/** Lines up from an axis below, with their values under it; at the edges the text stays inside the figure. */
export function ticksBelow(
  x: Scale,
  count: number,
  { top, bottom, name }: { readonly top: number; readonly bottom: number; readonly name?: string },
): SVGTemplateResult {
  const [from = 0, to = 0] = x.range();
  const anchor = (at: number): string =>
    at < from + 12 ? 'start' : at > to - 12 ? 'end' : 'middle';
  return svg`${tickTexts(x.ticks(count)).map(
    ([tick, text]) => svg`<line class="grid" x1=${x(tick)} x2=${x(tick)} y1=${top} y2=${bottom} />
      <text class="dim" x=${x(tick)} y=${bottom + 15} text-anchor=${anchor(x(tick))}>${tick === 0 && name !== undefined ? `${name} = 0` : text}</text>`,
  )}`;
}

/** A standard error with two digits: errors are compared here, and 0.1 may be anything from 0.05 to 0.15. */
export const errorText = (value: number): string =>
  Number.isFinite(value) && value > 0
    ? formatFixed(value, Math.max(0, 1 - Math.floor(Math.log10(value) + 1e-9)))
    : formatFixed(value, 1);

/** KL areas are hatched in high contrast; each figure has the pattern so that it can be saved alone. */
export const hatch = (id: string): SVGTemplateResult => svg`<pattern
    id=${id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect class="hatch-line" width="2" height="5" />
  </pattern>`;

export interface FigureOptions {
  /** Also the name of its file. */
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Ends in the current values. */
  readonly spoken: string;
  readonly width: number;
  readonly height: number;
  readonly content: SVGTemplateResult;
  /** Something in it has the focus and moves. */
  readonly isMovable?: boolean;
}

export function figure(options: FigureOptions, act: Act): TemplateResult {
  const { id, title, unit, spoken, width, height, content, isMovable = false } = options;
  const save = (event: Event, kind: 'svg' | 'png'): void => {
    const own = (event.currentTarget as HTMLElement).closest('figure')?.querySelector('svg');
    if (own) void saveFigure(act, `elbo-${id}`, kind, own);
  };
  return html`<figure class="expectation-figure" data-testid=${`figure-${id}`}>
    <figcaption>
      <h2><span class="title">${title}</span><span class="unit">${unit}</span></h2>
      <span class="figure-save small" @click=${(event: Event) => event.stopPropagation()}
        >${(['svg', 'png'] as const).map(
          (kind) =>
            html`<button
              type="button"
              class="link"
              data-testid=${`save-${id}-${kind}`}
              aria-label=${`Save the figure "${title}" as ${kind.toUpperCase()}`}
              @click=${(event: Event) => save(event, kind)}
            >
              ${kind.toUpperCase()}
            </button>`,
        )}</span
      >
    </figcaption>
    <svg
      class="chart figure"
      role=${isMovable ? 'group' : 'img'}
      aria-label=${spoken}
      width=${width}
      height=${height}
    >
      ${content}
    </svg>
  </figure>`;
}
