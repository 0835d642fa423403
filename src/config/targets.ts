// What a config's `data` section says the targets will be, known before any datum is: their kind, their range,
// how many train. The data layer does the work (`src/data`); this states its outcome.

import { datasets } from '../elbo/datasets/index.ts';
import type { Dataset } from '../elbo/datasets/dataset.ts';
import type { DataConfig, Experiment } from './experiment.ts';

interface TargetFacts {
  /** `levels`: one of 256 values. `dequantised`: noise fills each level. `real`: numbers without bounds. */
  readonly values: 'binary' | 'levels' | 'dequantised' | 'real';
  readonly minimum: number;
  readonly maximum: number;
}

/** The generator of a config's data; undefined for files. */
export const findDataset = (data: DataConfig): Dataset | undefined =>
  datasets.find(({ id }) => id === data.source);

/** Range after scaling and before the transform; `real` for tables, which are never rescaled. */
export function scaledRange(data: DataConfig): { minimum: number; maximum: number } | 'real' {
  const dataset = findDataset(data);
  const stored = dataset ? dataset.range : { minimum: 0, maximum: 255 };
  if (stored === 'real' || (dataset && dataset.levels !== 'bytes')) return 'real';
  switch (data.scaling) {
    case 'unit':
      return { minimum: 0, maximum: 1 };
    case 'signed':
      return { minimum: -1, maximum: 1 };
    case 'none':
      return stored;
  }
}

export function targetFacts(data: DataConfig): TargetFacts {
  const scaled = scaledRange(data);
  switch (data.transform) {
    case 'threshold':
    case 'static-binarisation':
    case 'stochastic-binarisation':
      return { values: 'binary', minimum: 0, maximum: 1 };
    case 'uniform-dequantisation':
    case 'none':
      if (scaled === 'real') return { values: 'real', minimum: -Infinity, maximum: Infinity };
      return { values: data.transform === 'none' ? 'levels' : 'dequantised', ...scaled };
  }
}

/** How many data there are; undefined while only the file knows. */
export const dataCount = (data: DataConfig): number | undefined =>
  data.source === 'idx' ? data.limit : data.count;

/** How many data train, where that is known and not nonsense. */
export function trainCount({ data }: Experiment): number | undefined {
  const count = dataCount(data);
  return count !== undefined && count > data.validation ? count - data.validation : undefined;
}

/** Height, width and channels of generated pictures; undefined for tables and files. */
export function imageShape(data: DataConfig): readonly number[] | undefined {
  const dataset = findDataset(data);
  if (!dataset || data.source === 'idx' || dataset.kind !== 'image') return undefined;
  return dataset.shape(data.options);
}
