// From an experiment's `data` section (and the bytes of its files) to data ready for training. Pictures stay
// bytes until a batch is asked for.

import type { DataKind } from '../elbo/datasets/dataset.ts';
import type { Levels } from '../elbo/levels.ts';
import type { Targets } from '../elbo/metrics/bitsPerDim.ts';
import { createRandom, type Random } from '../elbo/random.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Note, Outcome } from './outcome.ts';
import type { DataParameters, Files, GeneratedSource } from './parameters.ts';
import { scale, type Range } from './scaling.ts';
import { generateData } from './sources/generated.ts';
import { readFiles } from './sources/index.ts';
import type { SourceData } from './sources/source.ts';
import { unseenClassNote, split } from './split.ts';
import { standardise, type Standardisation } from './standardisation.ts';
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
  /** Names of a table's columns, where it has any. */
  readonly columns: readonly string[] | null;
  readonly train: PreparedSplit;
  /** Null without a validation split. */
  readonly validation: PreparedSplit | null;
  /** Range of the targets in data units: of what can occur for bytes, of what does occur for real numbers. */
  readonly range: Range;
  /** The values that targets take, where they are countable and bounded; null for real numbers and open counts. */
  readonly levels: Levels | null;
  /** How targets are standardised; null where they are in data units. */
  readonly standardisation: Standardisation | null;
  /** What the data are, in a few letters: other data have another. */
  readonly fingerprint: string;
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

const isGenerated = (data: DataParameters): data is Extract<DataParameters, GeneratedSource> =>
  'options' in data;

/** Everything training needs of the data, or the first problem with them. The seed decides all choices. */
export function prepareData(
  { data }: { readonly data: DataParameters },
  files: Files,
  limits: PrepareLimits = defaultLimits,
): Outcome<PreparedData> {
  const random = createRandom(data.seed);
  const source = isGenerated(data)
    ? generateData(data, random.fork('generate'), limits.maximumBytes)
    : readFiles(data, files, limits.maximumBytes);
  if ('problem' in source) return source;
  const { name, kind, shape, dimensions, columns, count, stored, labels, notes } = source.value;
  const positions = split(count, data.validation, data.split, random.fork('split'));
  if ('problem' in positions) return positions;
  const scaled = transform(scale(stored, data.scaling), data, random.fork('binarise'));
  if ('problem' in scaled) return scaled;
  const { train, validation } = positions.value;
  const standard = standardise(
    scaled.value,
    data.standardise,
    dimensions,
    train,
    random.fork('standardise'),
  );
  if ('problem' in standard) return standard;
  const { targets, standardisation } = standard.value;
  return {
    value: {
      name,
      kind,
      shape,
      dimensions,
      columns,
      train: splitOf(source.value, targets, train),
      validation: validation.length === 0 ? null : splitOf(source.value, targets, validation),
      range: targets.range,
      levels: targets.levels,
      standardisation,
      fingerprint: fingerprintOf(data, files),
      targets: targets.targets,
      drawsNoise: targets.drawsNoise,
      notes: [...notes, ...standard.value.notes, ...unseenClassNote(labels, positions.value)],
    },
  };
}
