// Checks of the run's length: batches, epochs, schedules, evaluations.

import { plannedSteps } from '../runLength.ts';
import type { Experiment } from '../experiment.ts';
import { trainCount } from '../targets.ts';
import { bigNumber, numberText } from '../words.ts';
import { problemAt } from './check.ts';
import type { Check } from './check.ts';

export const batchLargerThanData: Check = (input) => {
  const count = trainCount(input.experiment);
  const { batchSize } = input.experiment.training;
  if (count === undefined || batchSize <= count) return [];
  return [
    problemAt(input, {
      severity: 'warning',
      code: 'batch-larger-than-data',
      path: 'training.batchSize',
      message:
        `\`batchSize\` is ${bigNumber(batchSize)}, but only ${bigNumber(count)} data train: every step uses all of ` +
        `them, and an epoch is one step. Use at most ${bigNumber(count)}.`,
      changeTo: String(count),
    }),
  ];
};

export const epochsAndSteps: Check = (input) => {
  const { epochs, steps } = input.experiment.training;
  if (epochs === undefined || steps === undefined) return [];
  return [
    problemAt(input, {
      severity: 'error',
      code: 'epochs-and-steps',
      path: 'training.steps',
      message:
        '`epochs` and `steps` both say how long to train. Keep one: `epochs` counts passes over the data, ' +
        '`steps` counts updates.',
    }),
  ];
};

/** Steps of the run where the config alone decides them. */
function knownSteps(experiment: Experiment): number | undefined {
  const count = trainCount(experiment);
  if (count === undefined) return experiment.training.steps;
  return plannedSteps(experiment, count);
}

export const scheduleOutlivesRun: Check = (input) => {
  const { objective } = input.experiment;
  const steps = knownSteps(input.experiment);
  if (objective.kind !== 'beta-elbo' || typeof objective.beta === 'number') return [];
  const { from, to, steps: length } = objective.beta;
  if (steps === undefined || length <= steps || from === to) return [];
  const last = Number((from + ((to - from) * steps) / length).toPrecision(3));
  return [
    problemAt(input, {
      severity: 'warning',
      code: 'schedule-outlives-run',
      path: 'objective.beta.steps',
      message:
        `The run takes ${bigNumber(steps)} steps, so beta is ${numberText(last)} at its end and never reaches ` +
        `${numberText(to)}. Shorten the schedule, or train longer.`,
      changeTo: String(Math.max(1, Math.floor(steps / 2))),
    }),
  ];
};

export const evaluationOutlivesRun: Check = (input) => {
  const { every } = input.experiment.evaluation;
  const steps = knownSteps(input.experiment);
  if (every === 'epoch' || steps === undefined || every <= steps) return [];
  return [
    problemAt(input, {
      severity: 'warning',
      code: 'evaluation-outlives-run',
      path: 'evaluation.every',
      message:
        `The run takes ${bigNumber(steps)} steps, so with \`every: ${every}\` only its start and its end are ` +
        'evaluated. Use a smaller number, or `epoch`.',
      changeTo: 'epoch',
    }),
  ];
};
