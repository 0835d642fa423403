// The weights of an objective as a config states them. Apart from the schema, so that the trainer's worker does not
// carry it.

import type { Schedule } from '../elbo/objectives/objective.ts';
import { weightAt } from '../elbo/objectives/schedule.ts';
import type { ObjectiveConfig } from './experiment.ts';

/** What weighs the KL over steps: beta, or gamma where a capacity is held; 1 where the config states none. */
export function klWeight(objective: ObjectiveConfig): Schedule {
  switch (objective.kind) {
    case 'elbo':
    case 'iwae':
      return 1;
    case 'beta-elbo':
    case 'free-bits':
    case 'as-written':
      return objective.beta;
    case 'capacity':
      return objective.gamma;
  }
}

/** Everything an objective's formula reads that is no term: by the names of its symbols. */
export interface ObjectiveNumbers {
  readonly beta: number;
  readonly gamma: number;
  readonly freeNats: number;
  readonly capacity: number;
  readonly factor: number;
  readonly samples: number;
}

/** The numbers of a step whose KL has this weight; steps count from 1. */
export function objectiveNumbers(
  objective: ObjectiveConfig,
  step: number,
  weight: number,
): ObjectiveNumbers {
  return {
    beta: weight,
    gamma: weight,
    freeNats: objective.kind === 'free-bits' ? objective.freeNats : 0,
    capacity: objective.kind === 'capacity' ? weightAt(objective.capacity, step) : 0,
    factor: objective.kind === 'as-written' ? objective.factor : 1,
    samples: objective.samples,
  };
}
