// A run as the host keeps it and every view receives it: identity, configuration, state and columns.

import type { Experiment } from '../config/experiment.ts';
import type {
  DataReport,
  EngineReport,
  Evaluation,
  LatentMap,
  Pictures,
  RunProblem,
  RunState,
} from '../elbo/trainingEvent.ts';

export type RunId = string;

/** Terms of every step so far; index i is step i + 1. Nats per datum, as in `StepColumns`. */
export interface RunColumns {
  readonly reconstructionLoss: Float64Array;
  readonly kl: Float64Array;
  readonly beta: Float64Array;
}

/** A remark worth one sentence. */
export interface RunNote {
  readonly what: string;
  readonly why: string;
}

/** Everything a view needs to draw a run, without any history of messages. */
export interface RunSnapshot {
  readonly id: RunId;
  readonly name: string;
  readonly configUri: string;
  readonly experiment: Experiment;
  readonly startedAt: number;
  /** Milliseconds spent training, pauses excluded. */
  readonly elapsedMs: number;
  readonly state: RunState;
  readonly step: number;
  readonly plannedSteps: number;
  readonly stepsPerEpoch: number;
  readonly stepsPerSecond: number;
  readonly parameterCount: number;
  readonly data: DataReport | null;
  readonly engine: EngineReport | null;
  readonly columns: RunColumns;
  readonly evaluations: readonly Evaluation[];
  readonly pictures: Pictures | null;
  readonly map: LatentMap | null;
  /** Hand-set betas, in order. */
  readonly betaMarks: readonly { readonly step: number; readonly beta: number }[];
  readonly notes: readonly RunNote[];
  readonly problem: RunProblem | null;
  /** Why the run is on its way back, while it is. */
  readonly restoring: RunNote | null;
  /** The step of the state that is kept to come back to; null: none. */
  readonly checkpointStep: number | null;
  /** True while another window trains it: here it can only be looked at. */
  readonly elsewhere: boolean;
  /** True while a trainer panel holds this run's worker, so that controls can do something. */
  readonly live: boolean;
}
