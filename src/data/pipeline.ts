// From an experiment's `data` section (and the bytes of its files) to data ready for training. Pictures stay
// bytes until a batch is asked for.

import type { DataKind } from '../elbo/datasets/dataset.ts';
import type { Levels } from '../elbo/levels.ts';
import type { Targets } from '../elbo/metrics/bitsPerDim.ts';
import { createRandom, type Random } from '../elbo/random.ts';
import type { Note, Outcome } from './outcome.ts';
import type { DataParameters, Files } from './parameters.ts';
import { generateData, readIdxData, type SourceData } from './source.ts';
import { scale, type Range } from './scaling.ts';
import { split } from './split.ts';
import { transform, type TargetSource } from './transform.ts';

export interface PreparedSplit {
  readonly count: number;
  /** One class per datum, in the order of the split; null without labels. */
  readonly labels: Uint8Array | null;
  /**
   * Writes the targets of the data at `indices` (positions in this split), row after row; `target` holds
   * indices.length x dimensions. What is written is the encoder's input too. `random` is drawn from only where
   * `drawsNoise`: stochastic binarisation and dequantisation are fresh with every call.
   */
  readonly fill: (target: Float32Array, indices: ArrayLike<number>, random: Random) => void;
}

export interface PreparedData {
  readonly name: string;
  readonly kind: DataKind;
  /** Height, width, channels, or [D]. */
  readonly shape: readonly number[];
  /** D, the product of `shape`. */
  readonly dimensions: number;
  readonly train: PreparedSplit;
  /** Null without a validation split. */
  readonly validation: PreparedSplit | null;
  /** Range of the targets: of what can occur for pictures, of what does occur for tables. */
  readonly range: Range;
  /** The values that targets take, where they are countable and bounded; null for real numbers and open counts. */
  readonly levels: Levels | null;
  /** What the targets are, for `bitsPerDimRule`. */
  readonly targets: Targets;
  /** Whether `fill` draws fresh noise. */
  readonly drawsNoise: boolean;
  /** Things worth one sentence that do not stop the run. */
  readonly notes: readonly Note[];
}

export interface PrepareLimits {
  /** Largest unpacked size of a file, and of generated data. */
  readonly maximumBytes: number;
}

export const defaultLimits: PrepareLimits = { maximumBytes: 1024 * 1024 * 1024 };

function splitOf(source: SourceData, targets: TargetSource, positions: Uint32Array): PreparedSplit {
  const { dimensions, labels } = source;
  return {
    count: positions.length,
    labels: labels === null ? null : Uint8Array.from(positions, (position) => labels[position]!),
    fill: (target, indices, random) => {
      for (let row = 0; row < indices.length; row += 1) {
        const position = positions[indices[row]!];
        if (position === undefined) {
          throw new RangeError(`index ${indices[row]} is not in a split of ${positions.length}`);
        }
        const own = target.subarray(row * dimensions, (row + 1) * dimensions);
        targets.write(own, position * dimensions, random);
      }
    },
  };
}

/** Everything training needs of the data, or the first problem with them. The seed decides all choices. */
export function prepareData(
  { data }: { readonly data: DataParameters },
  files: Files,
  limits: PrepareLimits = defaultLimits,
): Outcome<PreparedData> {
  const random = createRandom(data.seed);
  const source =
    data.source === 'idx'
      ? readIdxData(data, files, limits.maximumBytes)
      : generateData(data, random.fork('generate'), limits.maximumBytes);
  if ('problem' in source) return source;
  const { name, kind, shape, dimensions, count, stored, notes } = source.value;
  const positions = split(count, data.validation, data.split, random.fork('split'));
  if ('problem' in positions) return positions;
  const targets = transform(scale(stored, data.scaling), data, random.fork('binarise'));
  if ('problem' in targets) return targets;
  const { train, validation } = positions.value;
  return {
    value: {
      name,
      kind,
      shape,
      dimensions,
      train: splitOf(source.value, targets.value, train),
      validation: validation.length === 0 ? null : splitOf(source.value, targets.value, validation),
      range: targets.value.range,
      levels: targets.value.levels,
      targets: targets.value.targets,
      drawsNoise: targets.value.drawsNoise,
      notes,
    },
  };
}
