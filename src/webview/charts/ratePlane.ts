// Rate and distortion: where each run has been in the plane of KL and reconstruction loss. Along a dashed line -ELBO is
// constant, so two runs can be equally good and yet far apart.

import { extent } from 'd3-array';
import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { svg, type SVGTemplateResult } from 'lit';
import * as numbers from '../numbers.ts';
import { letterSpots } from './letterSpots.ts';
import { dashOf } from './runMarks.ts';

export interface RatePoint {
  readonly step: number;
  /** KL, nats per datum. */
  readonly rate: number;
  /** Reconstruction loss, nats per datum. */
  readonly distortion: number;
}

export interface RatePath {
  readonly letter: string;
  readonly index: number;
  readonly points: readonly RatePoint[];
}

const axisHeight = 20;
/** Evaluations before this share of a run are on their way from somewhere far off. */
const early = 0.15;

interface Scales {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

function scalesOf(paths: readonly RatePath[], width: number, height: number): Scales {
  const settled = paths.flatMap(({ points }) => {
    const end = points.at(-1)?.step ?? 0;
    return points.filter(({ step }) => step >= early * end);
  });
  const [lowRate = 0, highRate = 1] = extent(settled, ({ rate }) => rate);
  const [low = 0, high = 1] = extent(settled, ({ distortion }) => distortion);
  const pad = (from: number, to: number): number => (to - from) * 0.15 || Math.abs(to) * 0.1 || 1;
  return {
    x: scaleLinear([Math.min(0, lowRate), highRate + pad(0, highRate)], [0, width]),
    y: scaleLinear([low - pad(low, high), high + pad(low, high)], [height - axisHeight, 0]),
  };
}

/** -ELBO = rate + distortion = c, from edge to edge, with its value where it leaves the picture. */
function isoLine(total: number, { x, y }: Scales, width: number, name: string): SVGTemplateResult {
  const at = (rate: number): number => y(total - rate);
  const right = x.invert(width);
  return svg`<line class="iso" x1="0" x2=${width} y1=${at(x.invert(0))} y2=${at(right)} />
    <text class="dim halo" x=${width - 4} y=${at(right) - 4} text-anchor="end">${name}${numbers.tick(total)}</text>`;
}

export function ratePlane(
  paths: readonly RatePath[],
  width: number,
  height: number,
): SVGTemplateResult {
  const bottom = height - axisHeight;
  const scales = scalesOf(paths, width, height);
  const { x, y } = scales;
  const [low = 0, high = 1] = extent(
    [x.invert(0) + y.invert(bottom), x.invert(width) + y.invert(0)],
    (total) => total,
  );
  const totals = scaleLinear([low, high], [0, 1]).ticks(5);
  const rightEdge = (total: number): number => y(total - x.invert(width));
  return svg`
    <defs><clipPath id="rate-clip"><rect width=${width} height=${bottom} /></clipPath></defs>
    <rect class="frame" x="0.5" y="0.5" width=${width - 1} height=${bottom - 1} />
    <g clip-path="url(#rate-clip)">
      ${totals
        .filter((total) => rightEdge(total) > 14 && rightEdge(total) < bottom)
        .toReversed()
        .map((total, i) => isoLine(total, scales, width, i === 0 ? '−ELBO = ' : ''))}
      ${paths.map((path) => track(path, scales))}
    </g>
    ${ends(paths, scales)}
    ${y
      .ticks(4)
      .filter((tick) => y(tick) > 12)
      .map(
        (tick) => svg`<text class="tick halo" x="4" y=${y(tick) + 4}>${numbers.tick(tick)}</text>`,
      )}
    ${x
      .ticks(4)
      .filter((tick) => x(tick) < width - 16)
      .map(
        (tick) =>
          svg`<text class="dim" x=${x(tick)} y=${height - 4} text-anchor=${x(tick) < 8 ? 'start' : 'middle'}>${numbers.tick(tick)}</text>`,
      )}`;
}

function track({ points, index }: RatePath, { x, y }: Scales): SVGTemplateResult {
  const path = line<RatePoint>(
    ({ rate }) => x(rate),
    ({ distortion }) => y(distortion),
  )([...points]);
  return svg`<path class="edge total" d=${path ?? ''} stroke-dasharray=${dashOf(index)} />`;
}

function ends(paths: readonly RatePath[], { x, y }: Scales): SVGTemplateResult {
  const marks = paths.flatMap(({ letter, index, points }) => {
    const last = points.at(-1);
    return last === undefined ? [] : [{ letter, index, x: x(last.rate), y: y(last.distortion) }];
  });
  const spots = letterSpots(marks);
  return svg`${marks.map(
    (mark) =>
      svg`<circle class=${mark.index === 0 ? 'end-dot total' : 'end-ring total'} cx=${mark.x} cy=${mark.y} r="4" />`,
  )}${marks.map(
    ({ letter }, i) =>
      svg`<text class="strong halo" x=${spots[i]?.x ?? 0} y=${(spots[i]?.y ?? 0) + 4} text-anchor="middle">${letter}</text>`,
  )}`;
}
