// What a training run reports, from the worker through the webview to the run store in the host, and from
// there to every view. Pure data: structured-cloneable, typed arrays for series, nothing of an engine.

import type { SplitBreakdown } from './breakdown.ts';
import type { DataKind } from './datasets/dataset.ts';
import type { Nats } from './units.ts';

export type Backend = 'webgl' | 'webgpu' | 'wasm' | 'cpu';

/** Which engine runs, and why it was chosen, in words a person can act on. */
export interface EngineReport {
  readonly backend: Backend;
  /** The renderer's own name, e.g. "ANGLE (Apple, M2)", or "WebAssembly SIMD, one thread". */
  readonly renderer: string;
  /** True if a "GPU" backend is run by the processor. */
  readonly software: boolean;
  readonly reason: string;
}

export interface DataReport {
  readonly name: string;
  readonly kind: DataKind;
  /** Height, width, channels, or [D]. */
  readonly shape: readonly number[];
  readonly dimensions: number;
  /** Names of a table's columns, where it has any. */
  readonly columns: readonly string[] | null;
  readonly trainCount: number;
  readonly validationCount: number;
  /** Range of the targets in data units, for drawing pictures with their own polarity. */
  readonly minimum: number;
  readonly maximum: number;
  /**
   * Sum over dimensions of the logarithm of the standard deviations the data are divided by; null where they are not
   * standardised. It is taken off log p(x|z), which is thereby in data units wherever it is reported.
   */
  readonly sumLogScale: Nats | null;
  /** A few letters that differ where data, or their preparation, do. */
  readonly fingerprint: string;
  /** Null where bits per dimension are defined, else why not. */
  readonly bitsPerDimUndefinedBecause: string | null;
}

/** Terms of consecutive steps, one entry per step. Means over that step's batch; nats per datum. */
export interface StepColumns {
  /** Step index of the first entry; steps count from 1, after the update they belong to. */
  readonly firstStep: number;
  /** -E_q[log p(x|z)], estimated with the batch's own z. Lower is better; negative is possible for densities. */
  readonly reconstructionLoss: Float64Array;
  /** KL(q(z|x) || p(z)), unweighted. */
  readonly kl: Float64Array;
  /** The weight the objective gave the KL at that step; gamma, where a capacity is held. */
  readonly beta: Float64Array;
}

/** Images or points to look at; values are in data units, row-major. */
export interface Pictures {
  readonly step: number;
  readonly count: number;
  /** Fixed data of the validation split (training split if there is none), count x D. */
  readonly data: Float32Array;
  /** E[x|z] at z = mu(x) of the same data, count x D. */
  readonly reconstructions: Float32Array;
  /** E[x|z] at z ~ p(z), the same z at every step, sampleCount x D. */
  readonly sampleCount: number;
  readonly samples: Float32Array;
}

/** Posterior means in two dimensions. */
export interface LatentMap {
  readonly step: number;
  readonly count: number;
  /** count x 2. With d = 1 the second coordinate is 0. */
  readonly points: Float32Array;
  readonly labels: Uint8Array | null;
  /** `latent`: d <= 2, axes are z_0 and z_1. `principalComponents`: d > 2. */
  readonly projection: 'latent' | 'principalComponents';
  readonly latentDimensions: number;
  /** Share of the variance of mu that the two axes keep, in [0, 1]. */
  readonly explained: number;
  /** Radius of the prior's 1-sigma circle in these axes (orthonormal projections keep it at 1). */
  readonly priorSigma: number;
}

export interface Evaluation {
  readonly step: number;
  readonly epoch: number;
  readonly train: SplitBreakdown;
  /** Null without a validation split. */
  readonly validation: SplitBreakdown | null;
  /** Learned scale of the likelihood: its value (shared), or the mean over dimensions; null where not learned. */
  readonly learnedScale: number | null;
}

/** Why a run stopped or could not start: what happened, why, what now. */
export interface RunProblem {
  readonly what: string;
  readonly why: string;
  readonly now: string;
  /** Dotted path of the config key it concerns, if any ("data.images"). */
  readonly configPath: string | null;
  readonly step: number | null;
  readonly term: string | null;
  readonly layer: string | null;
}

export type RunState =
  | 'preparing'
  /** On its way back to where it was, after its worker or its engine had gone. */
  | 'restoring'
  | 'training'
  | 'paused'
  | 'finished'
  | 'stopped'
  | 'failed';

export type TrainingEvent =
  | {
      readonly kind: 'prepared';
      readonly data: DataReport;
      readonly engine: EngineReport;
      readonly parameterCount: number;
      readonly plannedSteps: number;
      readonly stepsPerEpoch: number;
    }
  | { readonly kind: 'stateChanged'; readonly state: RunState; readonly step: number }
  | { readonly kind: 'stepped'; readonly columns: StepColumns; readonly stepsPerSecond: number }
  | { readonly kind: 'evaluated'; readonly evaluation: Evaluation }
  | { readonly kind: 'pictured'; readonly pictures: Pictures }
  | { readonly kind: 'mapped'; readonly map: LatentMap }
  /** Beta was set by hand: it holds from step `step + 1` on. */
  | { readonly kind: 'betaSet'; readonly step: number; readonly beta: number }
  /** Something worth one sentence that does not stop the run. */
  | { readonly kind: 'noted'; readonly what: string; readonly why: string }
  /** A state to come back to is in safe keeping. */
  | { readonly kind: 'checkpointed'; readonly step: number }
  /** The run is to go on from `step`; what was reported of later steps is repeated. */
  | { readonly kind: 'resumed'; readonly step: number; readonly what: string; readonly why: string }
  /** The engine is gone and the run with it, unless it is taken up again. */
  | { readonly kind: 'engineLost'; readonly problem: RunProblem }
  | { readonly kind: 'failed'; readonly problem: RunProblem };

/** What a person can ask of a run. */
export type TrainingControl =
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'stepOnce' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'setBeta'; readonly beta: number };
