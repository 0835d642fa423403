// What the data layer needs to know of an experiment. An `Experiment` fits as it is; only its `data` section
// and its name are read, so this layer does not depend on the config format.

import type { DatasetId } from '../elbo/datasets/index.ts';
import type { DatasetOptions } from '../elbo/datasets/dataset.ts';

export type Scaling = 'unit' | 'signed' | 'none';

export type Transform =
  | 'none'
  | 'threshold'
  | 'static-binarisation'
  | 'stochastic-binarisation'
  | 'uniform-dequantisation';

export type Standardise = 'none' | 'per-dimension' | 'shared';

export type SplitMode = 'tail' | 'random';

export interface GeneratedSource {
  readonly source: DatasetId;
  readonly count: number;
  readonly options: DatasetOptions;
}

/** Paths as the config writes them; they are the keys of the map of files. */
export interface IdxSource {
  readonly source: 'idx';
  readonly images: string;
  readonly labels?: string;
  readonly limit?: number;
}

export interface NpySource {
  readonly source: 'npy';
  readonly file: string;
  readonly labels?: string;
  readonly limit?: number;
}

export interface NpzSource {
  readonly source: 'npz';
  readonly file: string;
  /** Names of arrays in the archive. */
  readonly array?: string;
  readonly labels?: string;
  readonly limit?: number;
}

export interface CsvSource {
  readonly source: 'csv';
  readonly file: string;
  readonly header: 'auto' | 'names' | 'none';
  /** Names of columns, or their places from 1 where the file names none. */
  readonly columns?: readonly string[];
  readonly label?: string;
  readonly missing: 'refuse' | 'drop-rows';
  readonly limit?: number;
}

export interface PngSource {
  readonly source: 'png';
  /** Its files are in the map under this path, a slash and their own. */
  readonly folder: string;
  readonly limit?: number;
}

export type FileSource = IdxSource | NpySource | NpzSource | CsvSource | PngSource;

export interface Preparation {
  readonly scaling: Scaling;
  readonly transform: Transform;
  readonly threshold: number;
  readonly standardise: Standardise;
  readonly validation: number;
  readonly split: SplitMode;
  readonly seed: number;
}

export type DataParameters = (GeneratedSource | FileSource) & Preparation;

/** Files the config names, by the path the config writes. */
export type Files = ReadonlyMap<string, Uint8Array>;
