// Many points as one path: zero-length strokes with round caps draw thousands of dots at the cost of one element.

/** Path of dots at `points` (count x 2, or `stride` values per point of which the first two count). */
export function dotsPath(
  points: ArrayLike<number>,
  stride: number,
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  for (let i = 0; i + 1 < points.length; i += stride) {
    const [px, py] = [points[i] ?? Number.NaN, points[i + 1] ?? Number.NaN];
    if (Number.isFinite(px) && Number.isFinite(py)) {
      path += `M${x(px).toFixed(1)} ${y(py).toFixed(1)}h0`;
    }
  }
  return path;
}

/** Path of small diagonal crosses, for points that must differ from dots without colour. */
export function crossesPath(
  points: ArrayLike<number>,
  stride: number,
  x: (value: number) => number,
  y: (value: number) => number,
  arm = 2.5,
): string {
  let path = '';
  for (let i = 0; i + 1 < points.length; i += stride) {
    const [px, py] = [x(points[i] ?? Number.NaN), y(points[i + 1] ?? Number.NaN)];
    if (Number.isFinite(px) && Number.isFinite(py)) {
      const left = (px - arm).toFixed(1);
      path += `M${left} ${(py - arm).toFixed(1)}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`;
    }
  }
  return path;
}
