// What a config's `data` section says the targets will be, known before any datum is: their kind, their range,
// how many train. The data layer does the work (`src/data`); this states its outcome.

import { datasets } from '../elbo/datasets/index.ts';
import type { DataKind, Dataset } from '../elbo/datasets/dataset.ts';
import type { DataConfig, Experiment, FileDataConfig, GeneratedDataConfig } from './experiment.ts';
import { namedPaths, type NamedPath } from './sections/fileSources.ts';
import { numberText } from './words.ts';

export interface TargetFacts {
  /**
   * `levels`: one of 256 values. `dequantised`: noise fills each level. `whole`: whole numbers, such as counts or
   * classes. `real`: other numbers, perhaps without bounds. `unknown`: only the file knows.
   */
  readonly values: 'binary' | 'levels' | 'dequantised' | 'whole' | 'real' | 'unknown';
  /** In data units; infinite where there are no bounds or none are known. */
  readonly minimum: number;
  readonly maximum: number;
  /** How many `levels` there are, where they are not 256. */
  readonly count?: number;
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

const withoutBounds = { minimum: -Infinity, maximum: Infinity };

/** Range after scaling and before the transform; `numbers` for those of a table, which are never rescaled. */
export function scaledRange(
  data: DataConfig,
): { minimum: number; maximum: number } | 'numbers' | 'unknown' {
  const stored = sourceFacts(data);
  if (stored === undefined || stored.range === 'unknown') return 'unknown';
  if (stored.range === 'real' || areNumbers(data)) return 'numbers';
  switch (data.scaling) {
    case 'unit':
      return { minimum: 0, maximum: 1 };
    case 'signed':
      return { minimum: -1, maximum: 1 };
    case 'none':
      return stored.range;
  }
}

/** Whether a datum is a row of numbers, which are never rescaled and have no levels of grey. */
export function areNumbers(data: DataConfig): boolean {
  const levels = sourceFacts(data)?.levels;
  return levels === 'continuous' || levels === 'whole';
}

/** Whether they are whole, such as counts, as far as is known before files are read. */
export const areWhole = (data: DataConfig): boolean => sourceFacts(data)?.levels === 'whole';

/** Whether a datum is made of bits, as far as is known before files are read. */
export const isBinary = (data: DataConfig): boolean => sourceFacts(data)?.levels === 'binary';

/** Whether they are 0 and 1 without any transform. */
export const isZeroOrOne = (data: DataConfig): boolean =>
  isBinary(data) && data.scaling !== 'signed';

export function targetFacts(data: DataConfig): TargetFacts {
  switch (data.transform) {
    case 'threshold':
    case 'static-binarisation':
    case 'stochastic-binarisation':
      return { values: 'binary', minimum: 0, maximum: 1 };
    case 'uniform-dequantisation':
    case 'none': {
      const scaled = scaledRange(data);
      if (scaled === 'unknown') return { values: scaled, ...withoutBounds };
      if (scaled === 'numbers') return factsOfTable(findDataset(data));
      if (isZeroOrOne(data) && data.transform === 'none') return { values: 'binary', ...scaled };
      if (data.transform !== 'none') return { values: 'dequantised', ...scaled };
      return { values: 'levels', ...scaled, ...(isBinary(data) && { count: 2 }) };
    }
  }
}

function factsOfTable(dataset: Dataset | undefined): TargetFacts {
  const range = dataset === undefined || dataset.range === 'real' ? withoutBounds : dataset.range;
  return { values: dataset?.levels === 'whole' ? 'whole' : 'real', ...range };
}

/** How many values a target can take; undefined where they are not countable or without end. */
export function levelCount({ values, minimum, maximum, count }: TargetFacts): number | undefined {
  if (values === 'binary') return 2;
  if (values === 'levels') return count ?? 256;
  return values === 'whole' && maximum !== Infinity ? maximum - minimum + 1 : undefined;
}

/** The targets in words, as the subject of "but ...". */
export function targetsInWords(data: DataConfig): string {
  const facts = targetFacts(data);
  const { values, minimum, maximum } = facts;
  const range = `from ${numberText(minimum)} to ${numberText(maximum)}`;
  const scaling = `\`scaling: ${data.scaling}\``;
  switch (values) {
    case 'binary':
      return 'these are 0 and 1';
    case 'levels':
      return `these are ${levelCount(facts)} levels ${range} (${scaling})`;
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
    case 'unknown':
      return `only the file knows what \`${data.source}\` holds`;
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
