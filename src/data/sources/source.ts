// What every source of data makes, wherever it takes them from. Pictures stay bytes (60 000 × 784 of them fit in
// memory eight times better than doubles); tables of real numbers are floats.

import type { DataKind } from '../../elbo/datasets/dataset.ts';
import type { Levels } from '../../elbo/levels.ts';
import type { FileName } from '../formats/gzip.ts';
import { counted, dataProblem, grouped, type Note, type Outcome } from '../outcome.ts';
import type { Files } from '../parameters.ts';

export type Numbers = Float32Array | Float64Array;

/** Values as they are stored: `bytes` b stand for `minimum + b / 255 * (maximum - minimum)`. */
export type StoredValues =
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly minimum: number;
      readonly maximum: number;
      /** Whether only 0 and 255 can occur. */
      readonly isBinary: boolean;
    }
  | {
      readonly kind: 'numbers';
      readonly numbers: Numbers;
      readonly isWhole: boolean;
      /** The values they take, where they are whole and bounded. */
      readonly levels: Levels | null;
    };

/** More classes than this are rather counts, which have no end. */
const mostClasses = 256;

/** Numbers of a file, which are whole, and have levels, if all of them say so. */
export function storedNumbers(numbers: Numbers): StoredValues {
  const isWhole = numbers.every((value) => Number.isInteger(value));
  if (!isWhole) return { kind: 'numbers', numbers, isWhole, levels: null };
  let [minimum, maximum] = [Infinity, -Infinity];
  for (const value of numbers) {
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }
  const count = maximum - minimum + 1;
  const areClasses = count > 1 && count <= mostClasses;
  return {
    kind: 'numbers',
    numbers,
    isWhole,
    levels: areClasses ? { minimum, maximum, count } : null,
  };
}

export interface SourceData {
  readonly name: string;
  readonly kind: DataKind;
  readonly shape: readonly number[];
  readonly dimensions: number;
  /** Names of a table's columns, where it has any. */
  readonly columns: readonly string[] | null;
  readonly count: number;
  readonly stored: StoredValues;
  readonly labels: Uint8Array | null;
  readonly notes: readonly Note[];
}

/** Reads what a `data` section of one kind names. */
export type SourceReader<Source> = (
  source: Source,
  files: Files,
  maximumBytes: number,
) => Outcome<SourceData>;

export const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The bytes of a file the config names. */
export function readBytes({ path, configPath }: FileName, files: Files): Outcome<Uint8Array> {
  const bytes = files.get(path);
  if (bytes !== undefined) return { value: bytes };
  return dataProblem(
    `${path}: the file was not read.`,
    'The config names it, but no bytes of it reached the trainer.',
    'Check the path, which is relative to the config file, and train again.',
    configPath,
  );
}

/** Said where a limit asks for more than there is. */
export function limitNote(
  limit: number | undefined,
  available: number,
  noun: string,
  { path }: FileName,
): readonly Note[] {
  if (limit === undefined || limit <= available) return [];
  return [
    {
      what: `All ${counted(available, noun)} of ${path} are used.`,
      why: `The limit of ${grouped(limit)} is above what the file holds.`,
    },
  ];
}

/** Each datum needs one label. */
export function checkLabelCount(
  labels: number,
  data: number,
  noun: string,
  labelFile: FileName,
  dataPath: string,
): Outcome<null> {
  if (labels === data) return { value: null };
  return dataProblem(
    `${labelFile.path}: ${counted(labels, 'label')} for ${counted(data, noun)}.`,
    `${dataPath} holds ${counted(data, noun)}, and each needs one label.`,
    `Name the labels that came with these ${noun}s, or leave \`${labelFile.configPath.replace('data.', '')}\` out.`,
    labelFile.configPath,
  );
}
