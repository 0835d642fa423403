// What happens to scaled data before they become targets. Static choices are made once, at preparation;
// stochastic ones draw fresh noise each time a datum is used.

import type { Targets } from '../elbo/metrics/bitsPerDim.ts';
import type { Random } from '../elbo/random.ts';
import { dataProblem, rounded, type Outcome } from './outcome.ts';
import type { Preparation, Transform } from './parameters.ts';
import type { Levels } from '../elbo/levels.ts';
import type { Numbers } from './sources/source.ts';
import {
  byteLevels,
  dequantisedLevelWidth,
  levelTable,
  type Range,
  type ScaledValues,
} from './scaling.ts';

export interface TargetSource {
  /** What the targets are, which decides whether bits per dimension exist. */
  readonly targets: Targets;
  readonly range: Range;
  /** The values that targets take, where they are countable and bounded. */
  readonly levels: Levels | null;
  /** Whether `write` draws fresh noise. */
  readonly drawsNoise: boolean;
  /** Writes `target.length` targets, those from flat position `start` on. */
  readonly write: (target: Numbers, start: number, random: Random) => void;
}

type Write = TargetSource['write'];
type ScaledNumbers = Extract<ScaledValues, { kind: 'numbers' }>;
type ScaledBytes = Extract<ScaledValues, { kind: 'bytes' }>;

const binaryLevels: Levels = { minimum: 0, maximum: 1, count: 2 };

const fromTable =
  (bytes: Uint8Array, table: Float32Array): Write =>
  (target, start) => {
    for (let i = 0; i < target.length; i += 1) target[i] = table[bytes[start + i]!]!;
  };

const binaryTargets = (write: Write, drawsNoise = false): TargetSource => ({
  targets: { kind: 'binary' },
  range: { minimum: 0, maximum: 1 },
  levels: binaryLevels,
  drawsNoise,
  write,
});

const zeroOne = Float32Array.of(0, 1);

const isUnit = ({ minimum, maximum }: Range): boolean => minimum === 0 && maximum === 1;

/** Binarised pictures are often kept as floats; they are as binary as bits. */
const areBits = ({ numbers, range }: ScaledNumbers): boolean =>
  isUnit(range) && numbers.every((value) => value === 0 || value === 1);

function unchanged(scaled: ScaledValues): TargetSource {
  if (scaled.kind === 'numbers') {
    const { numbers, range, levels, isWhole } = scaled;
    if (areBits(scaled)) {
      return binaryTargets((target, start) =>
        target.set(numbers.subarray(start, start + target.length)),
      );
    }
    return {
      targets: { kind: isWhole ? 'whole' : 'continuous' },
      range,
      levels,
      drawsNoise: false,
      write: (target, start) => target.set(numbers.subarray(start, start + target.length)),
    };
  }
  const { bytes, range, isBinary } = scaled;
  const write = fromTable(bytes, levelTable(range));
  if (isBinary && isUnit(range)) return binaryTargets(write);
  const levels = isBinary ? { ...range, count: 2 } : byteLevels(range);
  return { targets: { kind: 'levels' }, range, levels, drawsNoise: false, write };
}

function thresholded(scaled: ScaledValues, threshold: number): TargetSource {
  if (scaled.kind === 'numbers') {
    const bits = Uint8Array.from(scaled.numbers, (value) => (value > threshold ? 1 : 0));
    return binaryTargets(fromTable(bits, zeroOne));
  }
  const table = levelTable(scaled.range).map((value) => (value > threshold ? 1 : 0));
  return binaryTargets(fromTable(scaled.bytes, table));
}

/** One draw for each value, P(1) = x, in file order: the split does not change which are on. */
function staticallyBinarised(scaled: ScaledValues, random: Random): TargetSource {
  const bits = new Uint8Array(lengthOf(scaled));
  const probability = readerOf(scaled);
  for (let i = 0; i < bits.length; i += 1) bits[i] = random.uniform() < probability(i) ? 1 : 0;
  return binaryTargets(fromTable(bits, zeroOne));
}

function stochasticallyBinarised(scaled: ScaledValues): TargetSource {
  const probability = readerOf(scaled);
  return binaryTargets((target, start, random) => {
    random.fillUniform(target);
    for (let i = 0; i < target.length; i += 1) {
      target[i] = target[i]! < probability(start + i) ? 1 : 0;
    }
  }, true);
}

const lengthOf = (scaled: ScaledValues): number =>
  scaled.kind === 'bytes' ? scaled.bytes.length : scaled.numbers.length;

function readerOf(scaled: ScaledValues): (index: number) => number {
  if (scaled.kind === 'numbers') return (index) => scaled.numbers[index]!;
  const { bytes } = scaled;
  const table = levelTable(scaled.range);
  return (index) => table[bytes[index]!]!;
}

/**
 * 15 bits of noise, each in the middle of its step: (b + u) / 256 is then exact in float32, lies strictly between 0 and
 * 1, where a beta or log-normal density is finite, and never rounds up to the next level.
 */
const noiseSteps = 2 ** 15;

function dequantised({ bytes, range }: ScaledBytes): TargetSource {
  const width = dequantisedLevelWidth(range);
  return {
    targets: { kind: 'dequantised', binWidth: width },
    range: { minimum: range.minimum, maximum: range.minimum + 256 * width },
    levels: null,
    drawsNoise: true,
    write: (target, start, random) => {
      random.fillUniform(target);
      for (let i = 0; i < target.length; i += 1) {
        const noise = (Math.floor(target[i]! * noiseSteps) + 0.5) / noiseSteps;
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

/** Binarisation draws from Bernoulli(x). */
function needsProbabilities(chosen: Transform, scaled: ScaledValues): Outcome<never> {
  const { minimum, maximum } = scaled.range;
  const found = `values run from ${rounded(minimum)} to ${rounded(maximum)}`;
  return notApplicable(
    chosen,
    `It reads each value as a probability; ${scaled.kind === 'bytes' ? 'scaled ' : 'these '}${found}.`,
    scaled.kind === 'bytes'
      ? 'Use `scaling: unit`.'
      : 'Use `transform: none`, or `threshold` for a fixed cut.',
  );
}

/** Scaled data as targets; `random` is used for static choices only. */
export function transform(
  scaled: ScaledValues,
  { transform: chosen, threshold }: Pick<Preparation, 'transform' | 'threshold'>,
  random: Random,
): Outcome<TargetSource> {
  switch (chosen) {
    case 'none':
      return { value: unchanged(scaled) };
    case 'threshold':
      return { value: thresholded(scaled, threshold) };
    case 'static-binarisation':
    case 'stochastic-binarisation':
      if (scaled.range.minimum < 0 || scaled.range.maximum > 1) {
        return needsProbabilities(chosen, scaled);
      }
      return {
        value:
          chosen === 'static-binarisation'
            ? staticallyBinarised(scaled, random)
            : stochasticallyBinarised(scaled),
      };
    case 'uniform-dequantisation':
      if (scaled.kind === 'bytes' && !scaled.isBinary) return { value: dequantised(scaled) };
      return notApplicable(
        chosen,
        scaled.kind === 'bytes'
          ? 'It spreads each of 256 stored levels by noise; these data have two values.'
          : `It spreads each of 256 stored levels by noise; these data are ${scaled.isWhole ? 'whole' : 'real'} numbers without levels.`,
        'Use `transform: none`.',
      );
  }
}
