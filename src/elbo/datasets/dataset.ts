// What a generated data set must state. Plain arrays from a seed; no files, no scaling, no splits.

import type { Source } from '../families/family.ts';
import type { Random } from '../random.ts';

/** What one datum is, which decides the pictures a dashboard draws and the networks that can read it. */
export type DataKind = 'image' | 'tabular';

/** A number the config may set under `data.options`. */
export interface DatasetOption {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly integer: boolean;
  readonly description: string;
}

export type DatasetOptions = Readonly<Record<string, number>>;

export interface GeneratedData {
  /** Row-major, count x product of shape. */
  readonly values: Float32Array;
  /** One class per datum where the generator has classes. */
  readonly labels?: Uint8Array;
  /** Known generative factors, count x factor names, where there are any. */
  readonly factors?: { readonly names: readonly string[]; readonly values: Float32Array };
}

export interface Dataset<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
  readonly summary: string;
  readonly kind: DataKind;
  /** Height, width, channels for images; [D] for tables. May depend on the options. */
  readonly shape: (options: DatasetOptions) => readonly number[];
  /** Smallest and largest value that can occur, perhaps infinite; `real` when unbounded on both sides. */
  readonly range: { readonly minimum: number; readonly maximum: number } | 'real';
  /**
   * `bytes`: every value is minimum + k / 255 of the range, so byte semantics hold. `binary`: every value is the
   * minimum or the maximum. `whole`: whole numbers.
   */
  readonly levels: 'binary' | 'bytes' | 'whole' | 'continuous';
  readonly defaultCount: number;
  readonly options: Readonly<Record<string, DatasetOption>>;
  readonly generate: (count: number, options: DatasetOptions, random: Random) => GeneratedData;
  readonly sources: readonly Source[];
}
