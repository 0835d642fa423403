// Where letters stand beside the points they name, when points lie close together: each at the first place round its
// own point that is clear of the other points and of the letters placed before.

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Middles of a letter relative to its point: to the left where there is room, else round it, else further out. */
const offsets: readonly Spot[] = [1, 1.8, 2.6].flatMap((far) => [
  { x: -12 * far, y: 0 },
  { x: 12 * far, y: 0 },
  { x: 0, y: -13 * far },
  { x: 0, y: 13 * far },
  { x: -10 * far, y: -10 * far },
  { x: 10 * far, y: -10 * far },
  { x: -10 * far, y: 10 * far },
  { x: 10 * far, y: 10 * far },
]);

/** Pixels between the middles of two things that are told apart. */
const clear = 11;

/** Middles of the letters of `points`, in order. */
export function letterSpots(points: readonly Spot[]): readonly Spot[] {
  const placed: Spot[] = [];
  for (const point of points) {
    const others = [...points.filter((other) => other !== point), ...placed];
    const roomAt = ({ x, y }: Spot): number =>
      Math.min(...others.map((other) => Math.hypot(other.x - x, other.y - y)));
    const candidates = offsets.map(({ x, y }) => ({ x: point.x + x, y: point.y + y }));
    const best = candidates.reduce((a, b) => (roomAt(b) > roomAt(a) ? b : a));
    placed.push(candidates.find((spot) => roomAt(spot) >= clear) ?? best);
  }
  return placed;
}
