// Reads a trainer's state off the engine into a checkpoint that outlives it, and puts one back.

import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { formatCount } from '../elbo/format.ts';
import type { SavedVariable, TrainingCheckpoint } from '../elbo/trainingCheckpoint.ts';
import type { RunProblem } from '../elbo/trainingEvent.ts';
import { restoreStreams, saveStreams } from './streams.ts';
import { disposeCheckpoint, type Checkpoint, type Trainer } from './trainer.ts';

/** A copy: what some engines give out is their own memory, and a checkpoint's buffers are moved to other threads. */
const readCopy = async (from: Tensor): Promise<Float32Array> =>
  ((await from.data()) as Float32Array).slice();

/** All weights; the optimiser's averages too unless the run is over. */
export async function saveTraining(
  trainer: Trainer,
  { isOver }: { readonly isOver: boolean },
): Promise<TrainingCheckpoint> {
  const { step, weights, slots } = trainer.checkpoint();
  const { standardisation } = trainer.data;
  try {
    const variables = trainer.model.parameters.list().map(async ({ name, variable }, i) => {
      const kept = isOver ? [] : (slots[i] ?? []);
      const [values, ...averages] = await Promise.all(
        [weights[i] ?? variable, ...kept].map((each) => readCopy(each)),
      );
      return {
        name,
        shape: variable.shape,
        values: values ?? new Float32Array(0),
        slots: averages,
      };
    });
    return {
      step,
      fingerprint: trainer.data.fingerprint,
      variables: await Promise.all(variables),
      standardisation: standardisation && {
        mean: standardisation.mean.slice(),
        scale: standardisation.scale.slice(),
      },
      streams: saveStreams(trainer.streams),
    };
  } finally {
    disposeCheckpoint({ step, weights, slots });
  }
}

/** Puts a checkpoint back, or says why it belongs to another run. */
export function restoreTraining(
  trainer: Trainer,
  saved: TrainingCheckpoint,
): RunProblem | undefined {
  const misfit = findMisfit(trainer, saved);
  if (misfit !== undefined) return misfit;
  const checkpoint: Checkpoint = tidy(() => ({
    step: saved.step,
    weights: saved.variables.map(({ values, shape }) => asTensor(values, shape)),
    slots: saved.variables.map(({ slots, shape }) => slots.map((slot) => asTensor(slot, shape))),
  }));
  trainer.restore(checkpoint);
  disposeCheckpoint(checkpoint);
  trainer.useStreams(restoreStreams(trainer.streams, saved.streams));
  return undefined;
}

const asTensor = (values: Float32Array, shape: readonly number[]): Tensor =>
  tensor(values, [...shape], 'float32');

function findMisfit(trainer: Trainer, saved: TrainingCheckpoint): RunProblem | undefined {
  if (saved.fingerprint !== trainer.data.fingerprint) {
    return problem(
      saved,
      'The data are not those it was trained on: their files, or how they are prepared, have changed.',
      'Put the files back as they were, or train the config again on the new ones.',
    );
  }
  const list = trainer.model.parameters.list();
  const fits = (variable: SavedVariable, i: number): boolean =>
    variable.name === list[i]?.name && variable.shape.join() === list[i]?.variable.shape.join();
  if (saved.variables.length === list.length && saved.variables.every(fits)) return undefined;
  return problem(
    saved,
    'Its weights are not those of this model: it was kept by another version of ELBO Lens.',
    'Train the config again.',
  );
}

const problem = ({ step }: TrainingCheckpoint, why: string, now: string): RunProblem => ({
  what: `The run cannot go on from its checkpoint at step ${formatCount(step)}.`,
  why,
  now,
  configPath: null,
  step,
  term: null,
  layer: null,
});
