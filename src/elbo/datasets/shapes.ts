// Grey-level pictures of one shape each, with every generative factor known and drawn independently.

import type { Random } from '../random.ts';
import type { Dataset, DatasetOption } from './dataset.ts';
import { roundToByteLevel } from './byteLevels.ts';
import { resolveOptions } from './options.ts';

const options = {
  side: {
    default: 28,
    minimum: 12,
    maximum: 128,
    integer: true,
    description: 'Height and width of the pictures in pixels.',
  },
} as const satisfies Record<string, DatasetOption>;

/** Distance to the edge, negative inside; `radius` is that of the disc of the same area. */
type SignedDistance = (dx: number, dy: number, radius: number) => number;

const halfSideOfSquare = Math.sqrt(Math.PI) / 2;
const inradiusOfTriangle = Math.sqrt(Math.PI / (3 * Math.sqrt(3)));
/** From centre to corner of the triangle, the farthest any shape reaches, in radii. */
const reach = 2 * inradiusOfTriangle;
const sin60 = Math.sqrt(3) / 2;

/** Equal areas, so that `size` and `shape` do not tell about each other through the sum of the pixels. */
export const shapeNames = ['disc', 'square', 'triangle'] as const;
const distances: Readonly<Record<(typeof shapeNames)[number], SignedDistance>> = {
  disc: (dx, dy, radius) => Math.hypot(dx, dy) - radius,
  square: (dx, dy, radius) => Math.max(Math.abs(dx), Math.abs(dy)) - halfSideOfSquare * radius,
  triangle: (dx, dy, radius) =>
    Math.max(dy, sin60 * Math.abs(dx) - dy / 2) - inradiusOfTriangle * radius,
};

export const shapeFactors = ['shape', 'x', 'y', 'size', 'grey'] as const;

/** Ranges of the factors, in shares of the side (x, y, size) or grey levels; no shape leaves the picture. */
export const shapeFactorRanges = {
  x: [0.34, 0.66],
  y: [0.34, 0.66],
  size: [0.12, 0.18],
  grey: [0.4, 1],
} as const;

const between = ([low, high]: readonly [number, number], random: Random): number =>
  low + (high - low) * random.uniform();

function draw(target: Float32Array, side: number, factors: Float32Array): void {
  const [shape, x, y, size, grey] = factors as unknown as [number, number, number, number, number];
  const distance = distances[shapeNames[shape]!];
  const radius = size * side;
  const extent = reach * radius + 1;
  const first = (centre: number): number => Math.max(0, Math.floor(centre * side - extent));
  const last = (centre: number): number => Math.min(side - 1, Math.ceil(centre * side + extent));
  for (let row = first(y); row <= last(y); row += 1) {
    for (let column = first(x); column <= last(x); column += 1) {
      const outside = distance(column + 0.5 - x * side, row + 0.5 - y * side, radius);
      // A pixel whose centre is half a pixel inside is covered, half a pixel outside it is not.
      const coverage = Math.min(1, Math.max(0, 0.5 - outside));
      target[row * side + column] = roundToByteLevel(grey * coverage);
    }
  }
}

export const shapes = {
  id: 'shapes',
  name: 'Shapes',
  summary:
    'Pictures of a disc, a square or a triangle of equal area on black, with position, size and grey level drawn ' +
    'independently and returned as factors. Edges are anti-aliased.',
  kind: 'image',
  shape: (given) => {
    const { side } = resolveOptions(options, given);
    return [side, side, 1];
  },
  range: { minimum: 0, maximum: 1 },
  levels: 'bytes',
  defaultCount: 4000,
  options,
  generate: (count, given, random) => {
    const { side } = resolveOptions(options, given);
    const dimensions = side * side;
    const values = new Float32Array(count * dimensions);
    const labels = new Uint8Array(count);
    const factors = new Float32Array(count * shapeFactors.length);
    for (let i = 0; i < count; i += 1) {
      const own = factors.subarray(i * shapeFactors.length, (i + 1) * shapeFactors.length);
      labels[i] = random.integer(shapeNames.length);
      own.set([
        labels[i]!,
        between(shapeFactorRanges.x, random),
        between(shapeFactorRanges.y, random),
        between(shapeFactorRanges.size, random),
        between(shapeFactorRanges.grey, random),
      ]);
      draw(values.subarray(i * dimensions, (i + 1) * dimensions), side, own);
    }
    return { values, labels, factors: { names: shapeFactors, values: factors } };
  },
  sources: [],
} as const satisfies Dataset;
