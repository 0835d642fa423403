// All that a run needs to go on as if nothing had happened: from the worker through the page to the host, which keeps
// it, and back. Pure data, as `trainingEvent.ts` is. The history of the run is not in it: the host has it already.

import type { RandomState } from './random.ts';

/** A trained variable with the running averages that the optimiser keeps of it. */
export interface SavedVariable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** None before the first step, and none where the run is over and only its weights are kept. */
  readonly slots: readonly Float32Array[];
}

export interface TrainingCheckpoint {
  /** Steps done; schedules and the order of batches are functions of it. */
  readonly step: number;
  /** Of the data it was trained on: it cannot go on with others. */
  readonly fingerprint: string;
  readonly variables: readonly SavedVariable[];
  /** What the model sees of the data x: (x - mean) / scale. Null: x itself. */
  readonly standardisation: {
    readonly mean: Float64Array;
    readonly scale: Float64Array;
  } | null;
  /** State of every stream of random numbers that training draws from, by name. */
  readonly streams: Readonly<Record<string, RandomState>>;
}

/** Where a run goes on. */
export interface ResumePoint {
  /** Null: no checkpoint was kept, so the run begins anew, which gives the same curve. */
  readonly checkpoint: TrainingCheckpoint | null;
  /** Betas set by hand so far: they are set again at their steps. */
  readonly betaMarks: readonly { readonly step: number; readonly beta: number }[];
}

/** Every array of a checkpoint: what is large in it. */
export const arraysOf = ({ variables }: TrainingCheckpoint): readonly Float32Array[] => [
  ...variables.map(({ values }) => values),
  ...variables.flatMap(({ slots }) => slots),
];

export const sizeOfCheckpoint = (checkpoint: TrainingCheckpoint): number =>
  arraysOf(checkpoint).reduce((bytes, { byteLength }) => bytes + byteLength, 0);
