// Scaling: from stored values to targets. A byte has 256 targets at most, so its scaling is a table.

import { levelValues, type Levels } from '../elbo/levels.ts';
import type { Scaling } from './parameters.ts';
import type { Numbers, StoredValues } from './sources/source.ts';

export interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

/** Where the stored range goes: `unit` to [0, 1], `signed` to [-1, 1], `none` leaves it. */
export function scaledRange(scaling: Scaling, { minimum, maximum }: Range): Range {
  switch (scaling) {
    case 'unit':
      return { minimum: 0, maximum: 1 };
    case 'signed':
      return { minimum: -1, maximum: 1 };
    case 'none':
      return { minimum, maximum };
  }
}

export type ScaledValues =
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly range: Range;
      readonly isBinary: boolean;
    }
  | {
      readonly kind: 'numbers';
      readonly numbers: Numbers;
      readonly range: Range;
      readonly isWhole: boolean;
      readonly levels: Levels | null;
    };

function observedRange(numbers: Numbers): Range {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (const value of numbers) {
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { minimum, maximum };
}

/** Numbers are never rescaled; their range is the one observed. */
export function scale(stored: StoredValues, scaling: Scaling): ScaledValues {
  if (stored.kind === 'numbers') return { ...stored, range: observedRange(stored.numbers) };
  const { bytes, isBinary } = stored;
  return { kind: 'bytes', bytes, isBinary, range: scaledRange(scaling, stored) };
}

/** The levels of bytes over a range. */
export const byteLevels = (range: Range): Levels => ({ ...range, count: 256 });

/** Target of every byte: b / 255 of the range. */
export const levelTable = (range: Range): Float32Array => levelValues(byteLevels(range));

/** Bytes as stored keep levels 1 wide, b + u in [0, 256); otherwise (b + u) / 256 of the range. */
export const dequantisedLevelWidth = ({ minimum, maximum }: Range): number =>
  minimum === 0 && maximum === 255 ? 1 : (maximum - minimum) / 256;
