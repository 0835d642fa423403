// What a config's `data` section says the targets will be, known before any datum is: their kind, their range,
// how many train. The data layer does the work (`src/data`); this states its outcome.

import { datasets } from '../elbo/datasets/index.ts';
import type { Dataset } from '../elbo/datasets/dataset.ts';
import type { DataConfig, Experiment } from './experiment.ts';
import { numberText } from './words.ts';

export interface TargetFacts {
  /**
   * `levels`: one of 256 values. `dequantised`: noise fills each level. `whole`: whole numbers, such as counts or
   * classes. `real`: other numbers, perhaps without bounds.
   */
  readonly values: 'binary' | 'levels' | 'dequantised' | 'whole' | 'real';
  readonly minimum: number;
  readonly maximum: number;
}

/** The generator of a config's data; undefined for files. */
export const findDataset = (data: DataConfig): Dataset | undefined =>
  datasets.find(({ id }) => id === data.source);

const withoutBounds = { minimum: -Infinity, maximum: Infinity };

/** Range after scaling and before the transform; `numbers` for tables, which are never rescaled. */
export function scaledRange(data: DataConfig): { minimum: number; maximum: number } | 'numbers' {
  const dataset = findDataset(data);
  const stored = dataset ? dataset.range : { minimum: 0, maximum: 255 };
  if (stored === 'real' || (dataset && dataset.levels !== 'bytes')) return 'numbers';
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
  switch (data.transform) {
    case 'threshold':
    case 'static-binarisation':
    case 'stochastic-binarisation':
      return { values: 'binary', minimum: 0, maximum: 1 };
    case 'uniform-dequantisation':
    case 'none': {
      const scaled = scaledRange(data);
      if (scaled === 'numbers') return factsOfTable(findDataset(data));
      return { values: data.transform === 'none' ? 'levels' : 'dequantised', ...scaled };
    }
  }
}

function factsOfTable(dataset: Dataset | undefined): TargetFacts {
  const range = dataset === undefined || dataset.range === 'real' ? withoutBounds : dataset.range;
  return { values: dataset?.levels === 'whole' ? 'whole' : 'real', ...range };
}

/** How many values a target can take; undefined where they are not countable or without end. */
export function levelCount({ values, minimum, maximum }: TargetFacts): number | undefined {
  if (values === 'binary') return 2;
  if (values === 'levels') return 256;
  return values === 'whole' && maximum !== Infinity ? maximum - minimum + 1 : undefined;
}

/** The targets in words, as the subject of "but ...". */
export function targetsInWords(data: DataConfig): string {
  const { values, minimum, maximum } = targetFacts(data);
  const range = `from ${numberText(minimum)} to ${numberText(maximum)}`;
  const scaling = `\`scaling: ${data.scaling}\``;
  switch (values) {
    case 'binary':
      return 'these are 0 and 1';
    case 'levels':
      return `these are 256 levels ${range} (${scaling})`;
    case 'dequantised':
      return `these are real numbers ${range} (${scaling}, dequantised)`;
    case 'whole':
      return maximum === Infinity
        ? `\`${data.source}\` are counts without an upper limit`
        : `\`${data.source}\` are whole numbers ${range}`;
    case 'real':
      return minimum === -Infinity
        ? `\`${data.source}\` are real numbers without bounds`
        : `\`${data.source}\` are real numbers from ${minimum.toFixed(2).replace('-', '−')} to ${maximum.toFixed(2)}`;
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
