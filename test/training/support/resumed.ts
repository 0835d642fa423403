// A run that is cut off and resumed, against the same run left alone.

import assert from 'node:assert/strict';
import type { Experiment } from '../../../src/config/experiment.ts';
import type { ResumePoint, TrainingCheckpoint } from '../../../src/elbo/trainingCheckpoint.ts';
import type { Backend, TrainingEvent } from '../../../src/elbo/trainingEvent.ts';
import { collectRun, columnsOf, evaluationsOf } from './runs.ts';

/** A clock by which a checkpoint is due after every few turns. */
export function hastyClock() {
  let nowMs = 0;
  return {
    nowMs: () => (nowMs += 400),
    yieldTurn: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
}

/** Events as whoever follows a run keeps them: of what was repeated, the repetition. */
function joined(before: readonly TrainingEvent[], step: number, after: readonly TrainingEvent[]) {
  const kept = columnsOf(before);
  const repeated = columnsOf(after);
  const evaluations = [
    ...evaluationsOf(before).filter((evaluation) => evaluation.step < step),
    ...evaluationsOf(after),
  ].filter(({ step: at }, i, all) => all.findLastIndex((other) => other.step === at) === i);
  return {
    reconstructionLoss: [...kept.reconstructionLoss.slice(0, step), ...repeated.reconstructionLoss],
    kl: [...kept.kl.slice(0, step), ...repeated.kl],
    beta: [...kept.beta.slice(0, step), ...repeated.beta],
    evaluations: [
      ...evaluationsOf(before).filter(
        (one) => one.step === step && !evaluations.some((other) => other.step === step),
      ),
      ...evaluations,
    ].toSorted((a, b) => a.step - b.step),
  };
}

const whole = (events: readonly TrainingEvent[]) => ({
  ...columnsOf(events),
  evaluations: evaluationsOf(events),
});

/** The last pictures and latent map. */
const lastShown = (events: readonly TrainingEvent[]) => [
  events.findLast(({ kind }) => kind === 'pictured'),
  events.findLast(({ kind }) => kind === 'mapped'),
];

/** As structured clones: what travels to the host and back is a copy. */
export const travelled = (checkpoint: TrainingCheckpoint): TrainingCheckpoint =>
  structuredClone(checkpoint);

/** Cuts a run off at a checkpoint after its fifth step, goes on from there, and compares with one left alone. */
export async function checkResumed(experiment: Experiment, backend: Backend): Promise<number> {
  const uninterrupted = await collectRun(experiment, backend);
  let point: ResumePoint = { checkpoint: null, betaMarks: [] };
  const before = await collectRun(experiment, backend, {
    clock: hastyClock(),
    onCheckpoint: (checkpoint) => {
      point = { checkpoint: travelled(checkpoint), betaMarks: [] };
      return checkpoint.step > 5;
    },
  });
  const step = point.checkpoint?.step ?? 0;
  assert.ok(step > 5 && step < 60, `cut at step ${step}`);
  const after = await collectRun(experiment, backend, { resume: point });
  assert.deepEqual(joined(before, step, after), whole(uninterrupted));
  assert.deepEqual(lastShown(after), lastShown(uninterrupted));
  assert.deepEqual(after.at(-1), uninterrupted.at(-1));
  return step;
}
