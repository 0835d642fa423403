// What happens to scaled data before they become targets. Static choices are made once, at preparation;
// stochastic ones draw fresh noise each time a datum is used.

import type { Random } from '../elbo/random.ts';
import { dataProblem, type Outcome } from './outcome.ts';
import type { Preparation, Transform } from './parameters.ts';
import { dequantisedLevelWidth, levelTable, type Range, type ScaledValues } from './scaling.ts';

/**
 * What the values of a target are, which decides whether bits per dimension exist.
 * `binary`: 0 or 1. `levels`: one of 256 values. `dequantised`: uniform noise fills each level. `continuous`: reals.
 */
export type TargetValues = 'binary' | 'levels' | 'dequantised' | 'continuous';

export interface Targets {
  readonly values: TargetValues;
  /** Width of one level in target units where values are `levels` or `dequantised`, else null. */
  readonly levelWidth: number | null;
  readonly range: Range;
  /** Writes `target.length` targets, those from flat position `start` on. */
  readonly write: (target: Float32Array, start: number, random: Random) => void;
}

const binaryRange: Range = { minimum: 0, maximum: 1 };

const fromTable =
  (bytes: Uint8Array, table: Float32Array): Targets['write'] =>
  (target, start) => {
    for (let i = 0; i < target.length; i += 1) target[i] = table[bytes[start + i]!]!;
  };

const binaryTargets = (write: Targets['write']): Targets => ({
  values: 'binary',
  levelWidth: null,
  range: binaryRange,
  write,
});

const zeroOne = Float32Array.of(0, 1);

function unchanged(scaled: ScaledValues): Targets {
  if (scaled.kind === 'numbers') {
    const { numbers, range } = scaled;
    return {
      values: 'continuous',
      levelWidth: null,
      range,
      write: (target, start) => target.set(numbers.subarray(start, start + target.length)),
    };
  }
  const { bytes, range } = scaled;
  return {
    values: 'levels',
    levelWidth: (range.maximum - range.minimum) / 255,
    range,
    write: fromTable(bytes, levelTable(range)),
  };
}

function thresholded(scaled: ScaledValues, threshold: number): Targets {
  if (scaled.kind === 'numbers') {
    const bits = Uint8Array.from(scaled.numbers, (value) => (value > threshold ? 1 : 0));
    return binaryTargets(fromTable(bits, zeroOne));
  }
  const table = levelTable(scaled.range).map((value) => (value > threshold ? 1 : 0));
  return binaryTargets(fromTable(scaled.bytes, table));
}

type ScaledBytes = Extract<ScaledValues, { kind: 'bytes' }>;

/** One draw for each pixel, P(1) = x, in file order: the split does not change which pixels are on. */
function staticallyBinarised({ bytes, range }: ScaledBytes, random: Random): Targets {
  const table = levelTable(range);
  const bits = bytes.map((b) => (random.uniform() < table[b]! ? 1 : 0));
  return binaryTargets(fromTable(bits, zeroOne));
}

function stochasticallyBinarised({ bytes, range }: ScaledBytes): Targets {
  const table = levelTable(range);
  return binaryTargets((target, start, random) => {
    random.fillUniform(target);
    for (let i = 0; i < target.length; i += 1) {
      target[i] = target[i]! < table[bytes[start + i]!]! ? 1 : 0;
    }
  });
}

/** 16 bits of noise: (b + u) / 256 is then exact in float32 and never rounds up to the next level. */
const noiseSteps = 2 ** 16;

function dequantised({ bytes, range }: ScaledBytes): Targets {
  const width = dequantisedLevelWidth(range);
  return {
    values: 'dequantised',
    levelWidth: width,
    range: { minimum: range.minimum, maximum: range.minimum + 256 * width },
    write: (target, start, random) => {
      random.fillUniform(target);
      for (let i = 0; i < target.length; i += 1) {
        const noise = Math.floor(target[i]! * noiseSteps) / noiseSteps;
        target[i] = range.minimum + width * (bytes[start + i]! + noise);
      }
    },
  };
}

function notApplicable(transform: Transform, why: string, now: string): Outcome<never> {
  return dataProblem(
    `The transform ${transform} does not fit these data.`,
    why,
    now,
    'data.transform',
  );
}

function needsBytes(transform: Transform): Outcome<never> {
  return notApplicable(
    transform,
    transform === 'uniform-dequantisation'
      ? 'It spreads each of 256 stored levels by noise; these data are real numbers without levels.'
      : 'It reads each value as a probability; these data are real numbers without bounds.',
    'Use `transform: none`, or image data.',
  );
}

const inWords = (value: number): string => String(value).replace('-', '\u2212');
const rangeInWords = ({ minimum, maximum }: Range) => ({
  minimum: inWords(minimum),
  maximum: inWords(maximum),
});

const isUnit = ({ minimum, maximum }: Range): boolean => minimum === 0 && maximum === 1;

/** The targets of scaled data; `random` is used for static choices only. */
export function transform(
  scaled: ScaledValues,
  { transform: chosen, threshold }: Pick<Preparation, 'transform' | 'threshold'>,
  random: Random,
): Outcome<Targets> {
  switch (chosen) {
    case 'none':
      return { value: unchanged(scaled) };
    case 'threshold':
      return { value: thresholded(scaled, threshold) };
    case 'static-binarisation':
    case 'stochastic-binarisation':
      if (scaled.kind === 'numbers') return needsBytes(chosen);
      if (!isUnit(scaled.range)) {
        const { minimum, maximum } = rangeInWords(scaled.range);
        return notApplicable(
          chosen,
          `It reads each value as a probability; scaled values run from ${minimum} to ${maximum}.`,
          'Use `scaling: unit`.',
        );
      }
      return {
        value:
          chosen === 'static-binarisation'
            ? staticallyBinarised(scaled, random)
            : stochasticallyBinarised(scaled),
      };
    case 'uniform-dequantisation':
      if (scaled.kind === 'numbers') return needsBytes(chosen);
      return { value: dequantised(scaled) };
  }
}
