// What a run gives: events for all to see, and checkpoints for whoever keeps them.

import { stepReached } from '../elbo/stepReached.ts';
import type { TrainingCheckpoint } from '../elbo/trainingCheckpoint.ts';
import type { TrainingEvent } from '../elbo/trainingEvent.ts';

export type TrainingOutput =
  TrainingEvent | { readonly kind: 'checkpointTaken'; readonly checkpoint: TrainingCheckpoint };

/** The step a run has reached with this output; undefined where it does not say. */
export const outputStep = (output: TrainingOutput): number | undefined =>
  output.kind === 'checkpointTaken' ? output.checkpoint.step : stepReached(output);
