// Checks of the run's length: batches, epochs, schedules, evaluations.

import { plannedSteps } from '../runLength.ts';
import type { Schedule } from '../../elbo/objectives/objective.ts';
import { lengthOf, weightAt } from '../../elbo/objectives/schedule.ts';
import type { Experiment, ObjectiveConfig } from '../experiment.ts';
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

/** Schedules of an objective by their keys. */
function schedulesOf(objective: ObjectiveConfig): readonly (readonly [string, Schedule])[] {
  switch (objective.kind) {
    case 'elbo':
    case 'iwae':
      return [];
    case 'beta-elbo':
    case 'free-bits':
    case 'as-written':
      return [['beta', objective.beta]];
    case 'capacity':
      return [
        ['capacity', objective.capacity],
        ['gamma', objective.gamma],
      ];
  }
}

export const scheduleOutlivesRun: Check = (input) => {
  const steps = knownSteps(input.experiment);
  if (steps === undefined) return [];
  return schedulesOf(input.experiment.objective).flatMap(([key, schedule]) => {
    if (typeof schedule === 'number' || lengthOf(schedule) <= steps) return [];
    const message = outlived(key, schedule, steps);
    if (message === undefined) return [];
    const cycles = schedule.schedule === 'cyclical' ? schedule.cycles : 2;
    return [
      problemAt(input, {
        severity: 'warning',
        code: 'schedule-outlives-run',
        path: `objective.${key}.steps`,
        message,
        changeTo: String(Math.max(1, Math.floor(steps / cycles))),
      }),
    ];
  });
};

/** What a run that is too short for the schedule does to it. */
function outlived(
  key: string,
  schedule: Exclude<Schedule, number>,
  steps: number,
): string | undefined {
  const run = `The run takes ${bigNumber(steps)} steps`;
  if (schedule.schedule === 'cyclical') {
    const done = Math.floor(steps / schedule.steps);
    return `${run}, so it ends ${done === 0 ? 'before the first cycle does' : `in cycle ${done + 1} of ${schedule.cycles}`}. Shorten the cycles, or train longer.`;
  }
  const { from, to } = schedule;
  if (from === to) return undefined;
  const last = Number(weightAt(schedule, steps).toPrecision(3));
  return (
    `${run}, so ${key} is ${numberText(last)} at its end and never reaches ${numberText(to)}. ` +
    'Shorten the schedule, or train longer.'
  );
}

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
