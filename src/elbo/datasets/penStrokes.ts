// From control points to grey levels: smooth curves through points, and a round pen drawn along them.

import type { ControlPoint, Stroke } from './digitGlyphs.ts';

const isSame = (a: ControlPoint, b: ControlPoint): boolean => a[0] === b[0] && a[1] === b[1];

/** Parts of a stroke between corners, the points named twice in a row. */
function smoothParts(stroke: Stroke): ControlPoint[][] {
  const parts: ControlPoint[][] = [[]];
  for (const point of stroke) {
    const current = parts.at(-1)!;
    const previous = current.at(-1);
    if (previous !== undefined && isSame(previous, point)) parts.push([point]);
    else current.push(point);
  }
  return parts.filter((part) => part.length > 1);
}

/** Uniform Catmull-Rom spline (Catmull and Rom 1974) from b to c at t in [0, 1], one coordinate. */
const catmullRom = (a: number, b: number, c: number, d: number, t: number): number =>
  b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));

/** A smooth curve through the points as a polyline; the first and the last point are its ends. */
function curveThrough(points: readonly ControlPoint[], piecesPerSpan: number): ControlPoint[] {
  const at = (index: number): ControlPoint =>
    points[Math.min(points.length - 1, Math.max(0, index))]!;
  const curve: ControlPoint[] = [at(0)];
  for (let span = 0; span + 1 < points.length; span += 1) {
    const [a, b, c, d] = [at(span - 1), at(span), at(span + 1), at(span + 2)];
    for (let piece = 1; piece <= piecesPerSpan; piece += 1) {
      const t = piece / piecesPerSpan;
      curve.push([catmullRom(a[0], b[0], c[0], d[0], t), catmullRom(a[1], b[1], c[1], d[1], t)]);
    }
  }
  return curve;
}

/** The polylines a pen follows for a stroke: one for each part between corners, ends shared. */
export function strokePolylines(stroke: Stroke, piecesPerSpan = 4): ControlPoint[][] {
  return smoothParts(stroke).map((part) => curveThrough(part, piecesPerSpan));
}

export interface Pen {
  /** Half the width of the line, in pixels. */
  readonly radius: number;
  /** Width of the soft edge in pixels over which ink fades out. */
  readonly softness: number;
}

/** Distance from (x, y) to the segment a b. */
function distanceToSegment(x: number, y: number, a: ControlPoint, b: ControlPoint): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((x - a[0]) * dx + (y - a[1]) * dy) / squared;
  const t = Math.min(1, Math.max(0, along));
  const ex = x - a[0] - t * dx;
  const ey = y - a[1] - t * dy;
  return Math.sqrt(ex * ex + ey * ey);
}

/** Darkens a square picture of ink in [0, 1] by one segment; pixels keep the most ink they got. */
export function drawSegment(
  target: Float32Array,
  side: number,
  a: ControlPoint,
  b: ControlPoint,
  pen: Pen,
): void {
  const extent = pen.radius + pen.softness;
  const low = (axis: 0 | 1): number =>
    Math.max(0, Math.floor(Math.min(a[axis], b[axis]) - extent - 0.5));
  const high = (axis: 0 | 1): number =>
    Math.min(side - 1, Math.ceil(Math.max(a[axis], b[axis]) + extent - 0.5));
  for (let row = low(1); row <= high(1); row += 1) {
    for (let column = low(0); column <= high(0); column += 1) {
      const distance = distanceToSegment(column + 0.5, row + 0.5, a, b);
      const ink = Math.min(1, Math.max(0, (pen.radius - distance) / pen.softness + 0.5));
      const index = row * side + column;
      if (ink > target[index]!) target[index] = ink;
    }
  }
}
