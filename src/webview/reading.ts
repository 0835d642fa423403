// What a run says right now: the few derived values every part of a page prints, worked out once per painting.

import type { Evaluation, RunState } from '../elbo/trainingEvent.ts';
import type { RunSnapshot } from '../protocol/run.ts';
import { meanOfLast } from './charts/decimate.ts';

export interface RunReading {
  readonly run: RunSnapshot;
  /** Mean of the last `window` steps; null before the first step. */
  readonly recent: {
    readonly reconstructionLoss: number;
    readonly kl: number;
    readonly total: number;
    readonly window: number;
  } | null;
  readonly evaluation: Evaluation | null;
  readonly beta: number;
  readonly epoch: number;
  readonly plannedEpochs: number;
  /** Milliseconds until the planned end; null when that cannot be said. */
  readonly remainingMs: number | null;
}

export function readRun(run: RunSnapshot): RunReading {
  const evaluation = run.evaluations.at(-1) ?? null;
  const perEpoch = Math.max(1, run.stepsPerEpoch);
  return {
    run,
    recent: recentTerms(run),
    evaluation,
    beta: currentBeta(run),
    epoch: run.step === 0 ? 0 : Math.ceil(run.step / perEpoch),
    plannedEpochs: Math.ceil(run.plannedSteps / perEpoch),
    remainingMs: remaining(run),
  };
}

/** Noise of single batches hides the value: an epoch is averaged, or what there is of it. */
function recentTerms(run: RunSnapshot): RunReading['recent'] {
  const { reconstructionLoss, kl } = run.columns;
  const end = lastFinite(kl, reconstructionLoss);
  if (end === 0) return null;
  // Early on the terms fall fast; a tenth of what has been trained keeps the mean near the curve's end.
  const window = Math.max(1, Math.min(run.stepsPerEpoch || 1, Math.ceil(end / 10)));
  const means = [meanOfLast(reconstructionLoss, window, end), meanOfLast(kl, window, end)] as const;
  return { reconstructionLoss: means[0], kl: means[1], total: means[0] + means[1], window };
}

/** The last step at which both terms are finite: after a failure the last good values stay on show. */
function lastFinite(kl: Float64Array, reconstruction: Float64Array): number {
  let end = Math.min(kl.length, reconstruction.length);
  while (end > 0 && !Number.isFinite((kl[end - 1] ?? 0) + (reconstruction[end - 1] ?? 0))) end -= 1;
  return end;
}

function currentBeta(run: RunSnapshot): number {
  const mark = run.betaMarks.at(-1);
  const recorded = run.columns.beta.at(-1);
  if (mark !== undefined && mark.step >= run.columns.beta.length) return mark.beta;
  if (recorded !== undefined && Number.isFinite(recorded)) return recorded;
  const { objective } = run.experiment;
  if (objective.kind === 'elbo') return 1;
  return typeof objective.beta === 'number' ? objective.beta : objective.beta.from;
}

function remaining(run: RunSnapshot): number | null {
  const steps = run.plannedSteps - run.step;
  if (run.state !== 'training' || !run.live || run.stepsPerSecond <= 0 || steps <= 0) return null;
  return (1000 * steps) / run.stepsPerSecond;
}

/** Icon (codicon) and word of a state; a state is never said by colour alone. */
export const stateWords: Record<RunState, { readonly icon: string; readonly word: string }> = {
  preparing: { icon: 'loading', word: 'Preparing' },
  training: { icon: 'circle-filled', word: 'Training' },
  paused: { icon: 'debug-pause', word: 'Paused' },
  finished: { icon: 'pass', word: 'Finished' },
  stopped: { icon: 'debug-stop', word: 'Stopped' },
  failed: { icon: 'error', word: 'Failed' },
};
