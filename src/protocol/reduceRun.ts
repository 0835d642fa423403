// A run as a fold over its events: snapshot + what happened since = next snapshot. The run store in the host and
// the store of every view use this one function, so they cannot disagree. Applying the same events twice changes
// nothing: a view that has seen its own worker's events may be told them again.

import type { Experiment } from '../config/experiment.ts';
import type { TrainingEvent } from '../elbo/trainingEvent.ts';
import { appendSteps, emptyColumns, stepsUntil } from './columns.ts';
import type { RunId, RunSnapshot } from './run.ts';

export interface NewRun {
  readonly id: RunId;
  readonly name: string;
  readonly configUri: string;
  readonly experiment: Experiment;
  readonly startedAt: number;
}

/** What happened to a run since a snapshot; `elapsedMs` and `live` as they are afterwards. */
export interface RunDelta {
  readonly elapsedMs: number;
  readonly live: boolean;
  readonly events: readonly TrainingEvent[];
}

/** A run of which nothing is known but what it was asked to do. */
export const newRun = (run: NewRun): RunSnapshot => ({
  ...run,
  elapsedMs: 0,
  state: 'preparing',
  step: 0,
  plannedSteps: 0,
  stepsPerEpoch: 0,
  stepsPerSecond: 0,
  parameterCount: 0,
  data: null,
  engine: null,
  columns: emptyColumns(),
  evaluations: [],
  pictures: null,
  map: null,
  betaMarks: [],
  notes: [],
  problem: null,
  restoring: null,
  checkpointStep: null,
  elsewhere: false,
  live: true,
});

export function reduceRun(run: RunSnapshot, delta: RunDelta): RunSnapshot {
  const next = delta.events.reduce(afterEvent, run);
  return { ...next, elapsedMs: delta.elapsedMs, live: delta.live };
}

function afterEvent(run: RunSnapshot, event: TrainingEvent): RunSnapshot {
  switch (event.kind) {
    case 'prepared': {
      const { kind: _, ...prepared } = event;
      return { ...run, ...prepared };
    }
    case 'stateChanged':
      return {
        ...run,
        state: event.state,
        step: event.step,
        // A run that trains again has left its problem behind.
        problem: event.state === 'training' ? null : run.problem,
        restoring: event.state === 'restoring' ? run.restoring : null,
      };
    case 'stepped': {
      const columns = appendSteps(run.columns, event.columns);
      return { ...run, columns, step: columns.kl.length, stepsPerSecond: event.stepsPerSecond };
    }
    case 'evaluated':
      return { ...run, evaluations: withStep(run.evaluations, event.evaluation) };
    case 'pictured':
      return { ...run, pictures: event.pictures };
    case 'mapped':
      return { ...run, map: event.map };
    case 'betaSet':
      return { ...run, betaMarks: withStep(run.betaMarks, { step: event.step, beta: event.beta }) };
    case 'noted':
      return run.notes.some(({ what, why }) => what === event.what && why === event.why)
        ? run
        : { ...run, notes: [...run.notes, { what: event.what, why: event.why }] };
    case 'checkpointed':
      return { ...run, checkpointStep: event.step };
    case 'resumed':
      return resumed(run, event);
    case 'engineLost':
    case 'failed':
      return { ...run, state: 'failed', problem: event.problem, restoring: null };
  }
}

/** Back at an earlier step. Betas set by hand after it stay: they are met again at their steps. */
function resumed(
  run: RunSnapshot,
  { step, what, why }: Extract<TrainingEvent, { kind: 'resumed' }>,
): RunSnapshot {
  return {
    ...run,
    state: 'restoring',
    step,
    columns: stepsUntil(run.columns, step),
    evaluations: run.evaluations.filter((evaluation) => evaluation.step <= step),
    problem: null,
    restoring: { what, why },
  };
}

/** The series with `entry`, ordered by step; an entry of the same step or of a later, abandoned one goes. */
function withStep<T extends { readonly step: number }>(
  series: readonly T[],
  entry: T,
): readonly T[] {
  return [...series.filter(({ step }) => step < entry.step), entry];
}
