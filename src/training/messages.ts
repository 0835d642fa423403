// Messages between the trainer page and its worker. The worker loads nothing itself: every byte it needs
// (data files, the WebAssembly backend) arrives in `start`.

import type { Experiment } from '../config/experiment.ts';
import type { ResumePoint, TrainingCheckpoint } from '../elbo/trainingCheckpoint.ts';
import type { TrainingControl, TrainingEvent } from '../elbo/trainingEvent.ts';

export interface StartTraining {
  readonly type: 'start';
  readonly experiment: Experiment;
  /** Files the config names, by the path the config writes. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** The tfjs WebAssembly binary (SIMD build); null if it could not be loaded, with the reason. */
  readonly wasm: { readonly bytes: ArrayBuffer } | { readonly missing: string };
  /** Null for a run that begins. */
  readonly resume: ResumePoint | null;
}

export type ToWorker =
  StartTraining | { readonly type: 'control'; readonly control: TrainingControl };

export type FromWorker =
  /** Sent once when the worker's script has run: the page waits for it for a while. */
  | { readonly type: 'started' }
  /** Everything that happened since the last message; at most ten a second. */
  | { readonly type: 'events'; readonly events: readonly TrainingEvent[] }
  /** A state to come back to; everything up to its step has been sent before. */
  | { readonly type: 'checkpoint'; readonly checkpoint: TrainingCheckpoint };
