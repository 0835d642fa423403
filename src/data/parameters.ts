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

export type SplitMode = 'tail' | 'random';

export interface GeneratedSource {
  readonly source: DatasetId;
  readonly count: number;
  readonly options: DatasetOptions;
}

export interface IdxSource {
  readonly source: 'idx';
  /** Paths as the config writes them; the keys of the map of files. */
  readonly images: string;
  readonly labels?: string;
  readonly limit?: number;
}

export interface Preparation {
  readonly scaling: Scaling;
  readonly transform: Transform;
  readonly threshold: number;
  readonly validation: number;
  readonly split: SplitMode;
  readonly seed: number;
}

export type DataParameters = (GeneratedSource | IdxSource) & Preparation;

/** Files the config names, by the path the config writes. */
export type Files = ReadonlyMap<string, Uint8Array>;
