// Whether a run that is over can go on: one place to decide it, for commands, menus and every view.

import type { RunSnapshot } from './run.ts';

/** The step it would go on from; undefined where it cannot. */
export function resumeStep(run: RunSnapshot): number | undefined {
  const { state, checkpointStep, plannedSteps, problem, live, elsewhere } = run;
  if (live || elsewhere || checkpointStep === null) return undefined;
  // A term that was not finite would not be finite again: the same steps give the same numbers.
  const isOver = state === 'stopped' || (state === 'failed' && problem?.term === null);
  return isOver && (plannedSteps === 0 || checkpointStep < plannedSteps)
    ? checkpointStep
    : undefined;
}
