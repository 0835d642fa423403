// One term of any number of runs in one pair of axes: a line for each, with its letter and value where it ends.

import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { nothing, svg, type SVGTemplateResult } from 'lit';
import * as numbers from '../numbers.ts';
import { letterSpots } from './letterSpots.ts';
import { placeLabels } from './placeLabels.ts';
import { dashOf } from './runMarks.ts';
import type { OverlayFrame, Series } from './overlayFrame.ts';

const axisHeight = 20;
const lineHeight = 14;
/** Pixels from the end of a line to the column of labels at which the eye still joins them. */
const beside = 40;

interface Scales {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

export function overlay(frame: OverlayFrame): SVGTemplateResult {
  const { width, height, lower, upper, series, term } = frame;
  const bottom = height - axisHeight;
  const scales: Scales = {
    x: scaleLinear([0, frame.domainEnd], [0, width]),
    y: scaleLinear([lower, upper], [bottom, 0]),
  };
  const { x, y } = scales;
  return svg`
    <defs><clipPath id="overlay-clip"><rect width=${width} height=${bottom} /></clipPath></defs>
    ${frame.ticks.map((tick) => svg`<line class="grid" x1="0" x2=${width} y1=${y(tick)} y2=${y(tick)} />`)}
    <g clip-path="url(#overlay-clip)">${series.map((each) => curve(each, term, scales))}</g>
    <line class="axis" x1="0" x2=${width} y1=${bottom} y2=${bottom} />
    ${frame.ticks
      .filter((tick) => y(tick) > 12)
      .map(
        (tick) => svg`<text class="tick halo" x="4" y=${y(tick) - 4}>${numbers.tick(tick)}</text>`,
      )}
    ${x
      .ticks(Math.max(2, Math.floor(width / 96)))
      .filter((tick) => Number.isInteger(tick) && x(tick) < width - 24)
      .map(
        (tick) =>
          svg`<text class="dim" x=${x(tick)} y=${height - 4} text-anchor=${tick === 0 ? 'start' : 'middle'}>${numbers.count(tick)}</text>`,
      )}
    ${labels(frame, scales)} ${cursor(frame, scales)}`;
}

function curve({ points, last, index }: Series, term: string, { x, y }: Scales): SVGTemplateResult {
  const path = line<(typeof points)[number]>(
    (point) => x(point.step),
    (point) => y(point.value),
  )([...points]);
  return svg`
    <path class="edge ${term}" d=${path ?? ''} stroke-dasharray=${dashOf(index)} />
    ${last === null ? nothing : svg`<circle class="end-dot ${term}" cx=${x(last.step)} cy=${y(last.value)} r="3" />`}`;
}

/** Behind the last step of the longest run: letter and value of each, and its name where there is room. */
function labels(frame: OverlayFrame, { x, y }: Scales): SVGTemplateResult {
  const { width, labelWidth, term, height } = frame;
  const ends = frame.series.flatMap(({ letter, last, name }) =>
    last === null ? [] : [{ letter, name, value: last.value, x: x(last.step), y: y(last.value) }],
  );
  const left = Math.min(width - labelWidth, Math.max(0, ...ends.map((end) => end.x)));
  const placed = placeLabels(
    ends.map((end) => ({ id: end.letter, y: Math.max(0, end.y), height: lineHeight })),
    0,
    height - axisHeight,
    0,
  );
  // A line that ends early has its letter where it ends; the label of one that reaches the column stands beside it.
  const early = ends.filter((end) => end.x < left - beside);
  const spots = letterSpots(early);
  const room = Math.floor((labelWidth - 76) / 6.4);
  return svg`${early.map(
    ({ letter }, i) =>
      svg`<text class="strong halo ${term}" x=${spots[i]?.x ?? 0} y=${(spots[i]?.y ?? 0) + 4} text-anchor="middle">${letter}</text>`,
  )}${ends.map(({ letter, value, name }) => {
    const short = name.length > room ? `${name.slice(0, Math.max(0, room - 1))}…` : name;
    return svg`<g class="label ${term}">
      <text x=${left + 14} y=${(placed.get(letter) ?? 0) + 4}><tspan class="strong">${letter}</tspan> ${numbers.nats(value)}${
        room < 6 ? nothing : svg`<tspan class="quiet" dx="8">${short}</tspan>`
      }</text>
    </g>`;
  })}`;
}

function cursor(
  { cursorStep, height }: OverlayFrame,
  { x }: Scales,
): SVGTemplateResult | typeof nothing {
  if (cursorStep === null) return nothing;
  return svg`<line class="cursor" x1=${x(cursorStep)} x2=${x(cursorStep)} y1="0" y2=${height - axisHeight} />`;
}
