// Where data come from: a generator or the user's files, made alike. Pictures stay bytes (60 000 × 784 of them
// fit in memory eight times better than doubles); tables of real numbers are float32.

import type { DataKind, Dataset } from '../elbo/datasets/dataset.ts';
import { getDataset } from '../elbo/datasets/index.ts';
import type { Random } from '../elbo/random.ts';
import { wholeLevels, type Levels } from '../elbo/levels.ts';
import { decodeIdxImages, decodeIdxLabels, type IdxImages } from './formats/idx.ts';
import { counted, dataProblem, grouped, type Note, type Outcome } from './outcome.ts';
import type { Files, GeneratedSource, IdxSource } from './parameters.ts';
import { checkNumbers, checkOptions } from './checks.ts';

/** Values as they are stored: `bytes` b stand for `minimum + b / 255 * (maximum - minimum)`. */
export type StoredValues =
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly minimum: number;
      readonly maximum: number;
    }
  | {
      readonly kind: 'numbers';
      readonly numbers: Float32Array;
      readonly isWhole: boolean;
      /** The values they take, where they are whole and bounded. */
      readonly levels: Levels | null;
    };

export interface SourceData {
  readonly name: string;
  readonly kind: DataKind;
  readonly shape: readonly number[];
  readonly dimensions: number;
  readonly count: number;
  readonly stored: StoredValues;
  readonly labels: Uint8Array | null;
  readonly notes: readonly Note[];
}

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

function toStored(dataset: Dataset, values: Float32Array): StoredValues {
  const { levels, range } = dataset;
  if (range === 'real' || levels === 'continuous') {
    return { kind: 'numbers', numbers: values, isWhole: false, levels: null };
  }
  if (levels === 'whole') {
    return { kind: 'numbers', numbers: values, isWhole: true, levels: wholeLevels(range) };
  }
  const { minimum, maximum } = range;
  const scale = 255 / (maximum - minimum);
  const bytes = Uint8Array.from(values, (value) => Math.round((value - minimum) * scale));
  return { kind: 'bytes', bytes, minimum, maximum };
}

/** Generators write float32. */
const bytesPerValue = 4;

/** Refuses to draw more than memory is meant to hold. */
function checkSize(
  { source, count }: GeneratedSource,
  dimensions: number,
  maximumBytes: number,
): Outcome<never> | undefined {
  const bytes = count * dimensions * bytesPerValue;
  if (bytes <= maximumBytes) return undefined;
  const possible = Math.floor(maximumBytes / (dimensions * bytesPerValue));
  return dataProblem(
    `${source}: ${grouped(count)} data are too many.`,
    `They take ${grouped(bytes)} bytes, above the limit of ${grouped(maximumBytes)}.`,
    `Set \`count\` to at most ${grouped(possible)}, or raise the limit in the settings.`,
    'data.count',
  );
}

/** Draws the data of a generator; `random` decides all of them. */
export function generateData(
  source: GeneratedSource,
  random: Random,
  maximumBytes: number,
): Outcome<SourceData> {
  const dataset: Dataset = getDataset(source.source);
  const wrong = checkOptions(dataset, source.options);
  if (wrong !== undefined) return wrong;
  const shape = dataset.shape(source.options);
  const dimensions = product(shape);
  const large = checkSize(source, dimensions, maximumBytes);
  if (large !== undefined) return large;
  const generated = dataset.generate(source.count, source.options, random);
  const bad = checkNumbers(generated.values, dimensions, dataset);
  if (bad !== undefined) return bad;
  return {
    value: {
      name: dataset.name,
      kind: dataset.kind,
      shape,
      dimensions,
      count: source.count,
      stored: toStored(dataset, generated.values),
      labels: generated.labels ?? null,
      notes: [],
    },
  };
}

function missingFile(path: string, configPath: string): Outcome<never> {
  return dataProblem(
    `${path}: the file was not read.`,
    'The config names it, but no bytes of it reached the trainer.',
    'Check the path, which is relative to the config file, and train again.',
    configPath,
  );
}

function readLabels(
  source: IdxSource,
  files: Files,
  images: IdxImages,
  maximumBytes: number,
): Outcome<Uint8Array | null> {
  if (source.labels === undefined) return { value: null };
  const bytes = files.get(source.labels);
  if (bytes === undefined) return missingFile(source.labels, 'data.labels');
  const labels = decodeIdxLabels(bytes, source.labels, maximumBytes);
  if ('problem' in labels || labels.value.length === images.count) return labels;
  return dataProblem(
    `${source.labels}: ${counted(labels.value.length, 'label')} for ${counted(images.count, 'image')}.`,
    `${source.images} holds ${counted(images.count, 'image')}, and each needs one label.`,
    'Name the label file that came with these images, or leave `labels` out.',
    'data.labels',
  );
}

/** The first `limit` images of the user's files, with their labels. */
export function readIdxData(
  source: IdxSource,
  files: Files,
  maximumBytes: number,
): Outcome<SourceData> {
  const bytes = files.get(source.images);
  if (bytes === undefined) return missingFile(source.images, 'data.images');
  const images = decodeIdxImages(bytes, source.images, maximumBytes);
  if ('problem' in images) return images;
  const labels = readLabels(source, files, images.value, maximumBytes);
  if ('problem' in labels) return labels;
  const { count: available, height, width, bytes: pixels } = images.value;
  const asked = source.limit ?? available;
  const count = Math.min(asked, available);
  const note: Note = {
    what: `All ${counted(available, 'image')} of ${source.images} are used.`,
    why: `The limit of ${grouped(asked)} is above what the file holds.`,
  };
  return {
    value: {
      name: source.images.slice(source.images.lastIndexOf('/') + 1),
      kind: 'image',
      shape: [height, width, 1],
      dimensions: height * width,
      count,
      stored: {
        kind: 'bytes',
        bytes: pixels.subarray(0, count * height * width),
        minimum: 0,
        maximum: 255,
      },
      labels: labels.value?.subarray(0, count) ?? null,
      notes: asked > available ? [note] : [],
    },
  };
}
