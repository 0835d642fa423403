// Digits written with a pen: our own strokes, each time with other proportions, slant, wobble and line width.

import type { Random } from '../random.ts';
import { roundToByteLevel } from './byteLevels.ts';
import type { Dataset } from './dataset.ts';
import { digitGlyphs, type ControlPoint, type Glyph } from './digitGlyphs.ts';
import { drawSegment, strokePolylines, type Pen } from './penStrokes.ts';

const side = 28;

/** How far hands differ. Standard deviations where a name says `spread`, else ranges. */
const hand = {
  /** Height of the digit in pixels. */
  height: [16, 20.5],
  /** Width relative to the glyph's own proportions. */
  aspect: [0.7, 1.3],
  slantSpread: 0.2,
  slantMean: -0.12,
  rotationSpread: 0.08,
  /** Of each control point, in units of the digit's height. */
  wobbleSpread: 0.018,
  /** Of the low-frequency bend that neighbouring points share. */
  bendSpread: 0.04,
  shiftSpread: 0.7,
  penRadius: [0.8, 1.7],
  penSoftness: [1, 1.6],
} as const;

const between = ([low, high]: readonly [number, number], random: Random): number =>
  low + (high - low) * random.uniform();

type Warp = (point: ControlPoint) => ControlPoint;

/** A gentle bend: points that are close move alike, so strokes that meet still do. */
function bendOf(random: Random): Warp {
  const amplitude = () => hand.bendSpread * random.normal();
  const [alongX, acrossX, alongY, acrossY] = [amplitude(), amplitude(), amplitude(), amplitude()];
  const [phaseX, phaseY] = [Math.PI * random.uniform(), Math.PI * random.uniform()];
  return ([x, y]) => [
    x + acrossX * Math.sin(Math.PI * y + phaseX) + alongX * Math.sin(4 * x + phaseY),
    y + alongY * Math.sin(Math.PI * y + phaseY) + acrossY * Math.sin(4 * x + phaseX),
  ];
}

/** From units of the digit's height to pixels: proportions, slant, rotation. Placement comes last. */
function frameOf(random: Random): Warp {
  const height = between(hand.height, random);
  const width = height * between(hand.aspect, random);
  const slant = hand.slantMean + hand.slantSpread * random.normal();
  const angle = hand.rotationSpread * random.normal();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ([x, y]) => {
    const dx = width * (x - 0.35) + height * slant * (y - 0.5);
    const dy = height * (y - 0.5);
    return [cos * dx - sin * dy, sin * dx + cos * dy];
  };
}

/** The glyph's strokes with every control point moved; a corner, named twice, moves once. */
function wobbled(glyph: Glyph, random: Random): ControlPoint[][] {
  const bend = bendOf(random);
  return glyph.map((stroke) => {
    let previous: ControlPoint | undefined;
    let moved: ControlPoint = [0, 0];
    return stroke.map((point) => {
      if (previous === undefined || previous[0] !== point[0] || previous[1] !== point[1]) {
        const [x, y] = bend(point);
        moved = [x + hand.wobbleSpread * random.normal(), y + hand.wobbleSpread * random.normal()];
      }
      previous = point;
      return moved;
    });
  });
}

/** Centres the strokes' bounding box in the picture, give or take; what is too large for it shrinks to fit. */
function placementOf(lines: readonly ControlPoint[][], margin: number, random: Random): Warp {
  const bounds = ([0, 1] as const).map((axis) => {
    const values = lines.flatMap((line) => line.map((point) => point[axis]));
    return { low: Math.min(...values), high: Math.max(...values) };
  });
  const room = side - 2 * margin;
  const shrink = Math.min(1, ...bounds.map(({ low, high }) => room / (high - low)));
  const [dx, dy] = bounds.map(({ low, high }) => {
    const play = (room - shrink * (high - low)) / 2;
    const shift = Math.min(play, Math.max(-play, hand.shiftSpread * random.normal()));
    return side / 2 + shift - (shrink * (low + high)) / 2;
  }) as [number, number];
  return ([x, y]) => [shrink * x + dx, shrink * y + dy];
}

function drawDigit(target: Float32Array, digit: number, random: Random): void {
  const glyphs = digitGlyphs[digit]!;
  const glyph = glyphs[random.integer(glyphs.length)]!;
  const pen: Pen = {
    radius: between(hand.penRadius, random),
    softness: between(hand.penSoftness, random),
  };
  const strokes = wobbled(glyph, random);
  const frame = frameOf(random);
  const lines = strokes.flatMap((stroke) => strokePolylines(stroke.map(frame)));
  const place = placementOf(lines, 1 + pen.radius + pen.softness / 2, random);
  for (const line of lines) {
    const placed = line.map(place);
    for (let i = 1; i < placed.length; i += 1) {
      drawSegment(target, side, placed[i - 1]!, placed[i]!, pen);
    }
  }
  for (let i = 0; i < target.length; i += 1) target[i] = roundToByteLevel(target[i]!);
}

export const strokeDigits = {
  id: 'stroke-digits',
  name: 'Stroke digits',
  summary:
    'Digits 0 to 9 as 28 × 28 grey pictures, drawn from pen strokes with varying proportions, slant, wobble and ' +
    'line width. The label is the digit. Shaped like MNIST, made here, nothing to download.',
  kind: 'image',
  shape: () => [side, side, 1],
  range: { minimum: 0, maximum: 1 },
  levels: 'bytes',
  defaultCount: 4000,
  options: {},
  generate: (count, _options, random) => {
    const dimensions = side * side;
    const values = new Float32Array(count * dimensions);
    const labels = new Uint8Array(count);
    for (let i = 0; i < count; i += 1) {
      labels[i] = random.integer(digitGlyphs.length);
      drawDigit(values.subarray(i * dimensions, (i + 1) * dimensions), labels[i]!, random);
    }
    return { values, labels };
  },
  sources: [],
} as const satisfies Dataset;
