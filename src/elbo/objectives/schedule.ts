// A weight that may change while training.

import type { CyclicalSchedule, Schedule, SigmoidSchedule } from './objective.ts';

/** The schedule's value at a step, counted from 0. */
export function weightAt(schedule: Schedule, step: number): number {
  if (typeof schedule === 'number') return schedule;
  const { from, to } = schedule;
  // The ends are returned as stated: from + (to - from) need not equal `to` in floating point.
  if (step >= lengthOf(schedule)) return to;
  return from + (to - from) * shareAt(schedule, Math.max(0, step));
}

/** From which step on the schedule stays at its end; 0 for a constant. */
export function lengthOf(schedule: Schedule): number {
  if (typeof schedule === 'number') return 0;
  return schedule.schedule === 'cyclical' ? schedule.cycles * schedule.steps : schedule.steps;
}

/** How far the way from `from` to `to` has been gone, 0 to 1. */
function shareAt(schedule: Exclude<Schedule, number>, step: number): number {
  switch (schedule.schedule) {
    case 'linear':
      return step / schedule.steps;
    case 'sigmoid':
      return sigmoidShare(schedule, step);
    case 'cyclical':
      return cyclicalShare(schedule, step);
  }
}

/**
 * A logistic curve of that steepness, stretched so that it reaches both ends. Bowman et al. 2015, arXiv:1511.06349,
 * figure 2, anneal along one that does not.
 */
function sigmoidShare({ steps, steepness }: SigmoidSchedule, step: number): number {
  const ahead = (steepness * (2 * step - steps)) / steps;
  return 0.5 + (0.5 * Math.tanh(ahead / 2)) / Math.tanh(steepness / 2);
}

/** H. Fu et al. 2019, arXiv:1903.10145, section 3.2, with a straight line. */
function cyclicalShare({ steps, ramp }: CyclicalSchedule, step: number): number {
  return Math.min(1, (step % steps) / (ramp * steps));
}
