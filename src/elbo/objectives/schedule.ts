// A weight that may change while training.

import type { Schedule } from './objective.ts';

/** The schedule's value at a step: constant, or a straight line that stays at its end. */
export function weightAt(schedule: Schedule, step: number): number {
  if (typeof schedule === 'number') return schedule;
  const { from, to, steps } = schedule;
  // The end is returned as stated: from + (to - from) need not equal it in floating point.
  if (step >= steps) return to;
  return from + (to - from) * Math.max(0, step / steps);
}
