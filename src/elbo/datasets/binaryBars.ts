// Bars that are on or off: pictures whose true causes are binary, few and known, and overlap like an "or".

import type { Random } from '../random.ts';
import type { Dataset, DatasetOption } from './dataset.ts';
import { resolveOptions } from './options.ts';

const options = {
  side: {
    default: 8,
    minimum: 2,
    maximum: 64,
    integer: true,
    description:
      'Height and width in pixels. There are as many horizontal bars, and as many vertical ones.',
  },
  probability: {
    default: 0.125,
    minimum: 0,
    maximum: 1,
    integer: false,
    description: 'Probability of each bar to be on, independently of the others.',
  },
  flip: {
    default: 0,
    minimum: 0,
    maximum: 0.5,
    integer: false,
    description: 'Probability of each pixel to be turned over, independently: noise.',
  },
} as const satisfies Record<string, DatasetOption>;

/** Writes one picture; `bars` says which rows, then which columns, are on. */
function draw(
  target: Float32Array,
  side: number,
  bars: Float32Array,
  flip: number,
  random: Random,
): void {
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const isOn = bars[row] === 1 || bars[side + column] === 1;
      // Drawn even without noise, so that `flip` changes pixels and not which bars are on.
      const isFlipped = random.uniform() < flip;
      target[row * side + column] = isOn === isFlipped ? 0 : 1;
    }
  }
}

export const binaryBars = {
  id: 'binary-bars',
  name: 'Binary bars',
  summary:
    'Pictures of 0 and 1 in which each row and each column is a bar that is on or off, independently; where bars ' +
    'cross, the pixel is on once. The bars are returned as factors. Targets are binary without any transform.',
  kind: 'image',
  shape: (given) => {
    const { side } = resolveOptions(options, given);
    return [side, side, 1];
  },
  range: { minimum: 0, maximum: 1 },
  levels: 'binary',
  defaultCount: 4000,
  options,
  generate: (count, given, random) => {
    const { side, probability, flip } = resolveOptions(options, given);
    const values = new Float32Array(count * side * side);
    const bars = new Float32Array(count * 2 * side);
    for (let i = 0; i < count; i += 1) {
      const own = bars.subarray(i * 2 * side, (i + 1) * 2 * side);
      for (const bar of own.keys()) own[bar] = random.uniform() < probability ? 1 : 0;
      draw(values.subarray(i * side * side, (i + 1) * side * side), side, own, flip, random);
    }
    return { values, factors: { names: barNames(side), values: bars } };
  },
  sources: [
    {
      authors: 'P. Földiák',
      title: 'Forming sparse representations by local anti-Hebbian learning',
      year: 1990,
      id: 'doi:10.1007/BF02331346',
    },
  ],
} as const satisfies Dataset;

const barNames = (side: number): readonly string[] =>
  ['row', 'column'].flatMap((kind) => Array.from({ length: side }, (_, i) => `${kind} ${i}`));
