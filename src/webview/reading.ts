// What a run says right now: the few derived values every part of a page prints, worked out once per painting.

import { klWeight } from '../config/objectiveWeights.ts';
import { epochOfStep } from '../config/runLength.ts';
import { weightAt } from '../elbo/objectives/schedule.ts';
import type { Evaluation, RunState } from '../elbo/trainingEvent.ts';
import { recentTerms, type RecentTerms } from '../protocol/recentTerms.ts';
import type { RunSnapshot } from '../protocol/run.ts';

export interface RunReading {
  readonly run: RunSnapshot;
  readonly recent: RecentTerms | null;
  readonly evaluation: Evaluation | null;
  readonly beta: number;
  readonly epoch: number;
  readonly plannedEpochs: number;
  /** Milliseconds until the planned end; null when that cannot be said. */
  readonly remainingMs: number | null;
}

export function readRun(run: RunSnapshot): RunReading {
  const evaluation = run.evaluations.at(-1) ?? null;
  return {
    run,
    recent: recentTerms(run),
    evaluation,
    beta: currentBeta(run),
    epoch: epochOfStep(run.step, run.stepsPerEpoch),
    plannedEpochs: epochOfStep(run.plannedSteps, run.stepsPerEpoch),
    remainingMs: remaining(run),
  };
}

function currentBeta(run: RunSnapshot): number {
  const mark = run.betaMarks.at(-1);
  const recorded = run.columns.beta.at(-1);
  if (mark !== undefined && mark.step >= run.columns.beta.length) return mark.beta;
  if (recorded !== undefined && Number.isFinite(recorded)) return recorded;
  return weightAt(klWeight(run.experiment.objective), 0);
}

function remaining(run: RunSnapshot): number | null {
  const steps = run.plannedSteps - run.step;
  if (run.state !== 'training' || !run.live || run.stepsPerSecond <= 0 || steps <= 0) return null;
  return (1000 * steps) / run.stepsPerSecond;
}

/** Icon (codicon) and word of a state; a state is never said by colour alone. */
export const stateWords: Record<RunState, { readonly icon: string; readonly word: string }> = {
  preparing: { icon: 'loading', word: 'Preparing' },
  restoring: { icon: 'history', word: 'Restoring' },
  training: { icon: 'circle-filled', word: 'Training' },
  paused: { icon: 'debug-pause', word: 'Paused' },
  finished: { icon: 'pass', word: 'Finished' },
  stopped: { icon: 'debug-stop', word: 'Stopped' },
  failed: { icon: 'error', word: 'Failed' },
};
