// What a config's `data` section says the targets will be, known before any datum is: their kind, their range,
// how many train. The data layer does the work (`src/data`); this states its outcome.

import { datasets } from '../elbo/datasets/index.ts';
import type { DataKind, Dataset } from '../elbo/datasets/dataset.ts';
import type { DataConfig, Experiment, FileDataConfig, GeneratedDataConfig } from './experiment.ts';
import { namedPaths, type NamedPath } from './sections/fileSources.ts';

interface TargetFacts {
  /**
   * `levels`: one of 256 values. `dequantised`: noise fills each level. `real`: numbers without bounds. `unknown`:
   * only the file knows.
   */
  readonly values: 'binary' | 'levels' | 'dequantised' | 'real' | 'unknown';
  /** In data units; infinite where there are no bounds or none are known. */
  readonly minimum: number;
  readonly maximum: number;
}

export const isGenerated = (data: DataConfig): data is GeneratedDataConfig =>
  datasets.some(({ id }) => id === data.source);

/** The generator of a config's data; undefined for files. */
export const findDataset = (data: DataConfig): Dataset | undefined =>
  datasets.find(({ id }) => id === data.source);

/** The files and folders a config names as its data. */
export const dataPaths = (data: DataConfig): readonly NamedPath[] =>
  isGenerated(data) ? [] : namedPaths(data);

/** What is known of stored values before any is seen. */
interface SourceFacts extends Pick<Dataset, 'kind' | 'levels'> {
  readonly range: Dataset['range'] | 'unknown';
}

const bytes = { range: { minimum: 0, maximum: 255 }, levels: 'bytes' } as const;

const fileFacts: Readonly<Record<FileDataConfig['source'], SourceFacts | undefined>> = {
  idx: { kind: 'image', ...bytes },
  png: { kind: 'image', ...bytes },
  // Numbers of any size; a table of 0 and 1 is one too.
  csv: { kind: 'tabular', range: 'unknown', levels: 'continuous' },
  npy: undefined,
  npz: undefined,
};

/** Undefined while only the file knows. */
const sourceFacts = (data: DataConfig): SourceFacts | undefined =>
  isGenerated(data) ? findDataset(data) : fileFacts[data.source];

/** Whether a datum is a picture or a row; undefined while only the file knows. */
export const dataKind = (data: DataConfig): DataKind | undefined => sourceFacts(data)?.kind;

/** Range after scaling and before the transform; `real` for real numbers, which are never rescaled. */
export function scaledRange(
  data: DataConfig,
): { minimum: number; maximum: number } | 'real' | 'unknown' {
  const stored = sourceFacts(data);
  if (stored === undefined || stored.range === 'unknown') return 'unknown';
  if (stored.range === 'real' || stored.levels === 'continuous') return 'real';
  switch (data.scaling) {
    case 'unit':
      return { minimum: 0, maximum: 1 };
    case 'signed':
      return { minimum: -1, maximum: 1 };
    case 'none':
      return stored.range;
  }
}

/** Whether a datum is made of real numbers, which are never rescaled and have no levels. */
export const areNumbers = (data: DataConfig): boolean => sourceFacts(data)?.levels === 'continuous';

/** Whether a datum is made of bits, as far as is known before files are read. */
export const isBinary = (data: DataConfig): boolean => sourceFacts(data)?.levels === 'binary';

/** Whether they are 0 and 1 without any transform. */
export const isZeroOrOne = (data: DataConfig): boolean =>
  isBinary(data) && data.scaling !== 'signed';

export function targetFacts(data: DataConfig): TargetFacts {
  const scaled = scaledRange(data);
  switch (data.transform) {
    case 'threshold':
    case 'static-binarisation':
    case 'stochastic-binarisation':
      return { values: 'binary', minimum: 0, maximum: 1 };
    case 'uniform-dequantisation':
    case 'none':
      if (scaled === 'real' || scaled === 'unknown') {
        return { values: scaled, minimum: -Infinity, maximum: Infinity };
      }
      if (isZeroOrOne(data) && data.transform === 'none') return { values: 'binary', ...scaled };
      return { values: data.transform === 'none' ? 'levels' : 'dequantised', ...scaled };
  }
}

/** How many data there are; undefined while only the file knows. */
export const dataCount = (data: DataConfig): number | undefined =>
  isGenerated(data) ? data.count : data.limit;

/** How many data train, where that is known and not nonsense. */
export function trainCount({ data }: Experiment): number | undefined {
  const count = dataCount(data);
  return count !== undefined && count > data.validation ? count - data.validation : undefined;
}

/** Height, width and channels of generated pictures; undefined for tables and files. */
export function imageShape(data: DataConfig): readonly number[] | undefined {
  const dataset = findDataset(data);
  if (!isGenerated(data) || dataset?.kind !== 'image') return undefined;
  return dataset.shape(data.options);
}
