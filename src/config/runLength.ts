// How long a run is. Apart from the schema, so that the trainer's worker does not carry it.

import type { Experiment } from './experiment.ts';

/** Passes over the training split when neither `epochs` nor `steps` is given. */
export const defaultEpochs = 20;

/** Steps in one pass over the training split: the last batch may be smaller and is kept. */
export const stepsPerEpoch = (experiment: Experiment, trainCount: number): number =>
  Math.max(1, Math.ceil(trainCount / experiment.training.batchSize));

/** Steps of the whole run, from `steps` or else `epochs`. */
export function plannedSteps(experiment: Experiment, trainCount: number): number {
  const { epochs, steps } = experiment.training;
  return steps ?? (epochs ?? defaultEpochs) * stepsPerEpoch(experiment, trainCount);
}

/** The epoch that a step is in: the first is 1, and before any step it is 0. */
export const epochOfStep = (step: number, perEpoch: number): number =>
  Math.ceil(step / Math.max(1, perEpoch));
