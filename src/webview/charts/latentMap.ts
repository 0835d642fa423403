// Posterior means in two dimensions, with the prior's 1 and 2 sigma circles, and class digits at class medians
// instead of ten colours.

import { median, quantile, sort } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { svg, type SVGTemplateResult } from 'lit';
import type { LatentMap } from '../../elbo/trainingEvent.ts';
import { dotsPath } from './points.ts';

export interface ClassMark {
  readonly label: number;
  readonly x: number;
  readonly y: number;
}

/** The median of each class, or none where there are no labels. More than ten classes would only clutter. */
export function classMedians(map: LatentMap): readonly ClassMark[] {
  const { labels, points, count } = map;
  if (labels === null) return [];
  const classes = sort(new Set(labels.subarray(0, count)));
  if (classes.length > 10) return [];
  return classes.map((label) => {
    const of = (coordinate: 0 | 1): number => {
      const values: number[] = [];
      for (let i = 0; i < count; i++) {
        if (labels[i] === label) values.push(points[2 * i + coordinate] ?? Number.NaN);
      }
      return median(values) ?? 0;
    };
    return { label, x: of(0), y: of(1) };
  });
}

/** Pixels between two digits that can both be read. */
const digitPitch = 11;

/** Marks in pixels, those that would print over each other pushed apart evenly. */
export function keptApart(marks: readonly ClassMark[]): readonly ClassMark[] {
  const moved = marks.map(({ label, x, y }) => ({ label, x, y }));
  for (let round = 0; round < 8; round++) {
    for (const [i, a] of moved.entries()) {
      for (const b of moved.slice(i + 1)) {
        const [dx, dy] = [b.x - a.x || 0.1, b.y - a.y];
        const push = (digitPitch - Math.hypot(dx, dy)) / 2;
        if (push <= 0) continue;
        const unit = push / Math.hypot(dx, dy);
        a.x -= dx * unit;
        a.y -= dy * unit;
        b.x += dx * unit;
        b.y += dy * unit;
      }
    }
  }
  return moved;
}

/** Half the side of the drawn square: the 2 sigma circle always, and nearly all points. */
export function mapReach(map: LatentMap): number {
  const distances = Array.from(map.points, Math.abs).filter(Number.isFinite);
  return Math.max(2.4 * map.priorSigma, 1.1 * (quantile(distances, 0.99) ?? 0));
}

export function latentMap(map: LatentMap, side: number): SVGTemplateResult {
  const reach = mapReach(map);
  const x = scaleLinear([-reach, reach], [0, side]);
  const y = scaleLinear([-reach, reach], [side, 0]);
  const radius = (sigmas: number): number => x(sigmas * map.priorSigma) - x(0);
  const middle = side / 2;
  return svg`
    <defs><clipPath id="map-clip"><rect width=${side} height=${side} /></clipPath></defs>
    <rect class="frame" x="0.5" y="0.5" width=${side - 1} height=${side - 1} />
    <line class="grid" x1="0" x2=${side} y1=${middle} y2=${middle} />
    <line class="grid" x1=${middle} x2=${middle} y1="0" y2=${side} />
    <g clip-path="url(#map-clip)">
      <path class="dots" d=${dotsPath(map.points, 2, x, y)} />
      <circle class="prior" cx=${middle} cy=${middle} r=${radius(1)} />
      <circle class="prior" cx=${middle} cy=${middle} r=${radius(2)} />
    </g>
    ${keptApart(
      classMedians(map).map((mark) => ({ label: mark.label, x: x(mark.x), y: y(mark.y) })),
    ).map(
      (mark) =>
        svg`<text class="class-mark halo" x=${mark.x} y=${mark.y + 4} text-anchor="middle">${mark.label}</text>`,
    )}
    <text class="label kl halo" x=${side - 8} y="16" text-anchor="end">p(z) 1σ, 2σ</text>`;
}
