// Every run of this workspace, in the host: events go in, snapshots come out, and views are told what changed.
// The only place that holds runs; it knows neither the editor nor where they are kept.

import type { RunState, TrainingEvent } from '../../elbo/trainingEvent.ts';
import { newRun, reduceRun, type NewRun } from '../../protocol/reduceRun.ts';
import type { RunId, RunNote, RunSnapshot } from '../../protocol/run.ts';
import { formatCount } from '../../elbo/format.ts';
import { Emitter } from '../emitter.ts';
import { Stopwatch } from './stopwatch.ts';

/** `replaced`: the run was read anew from disk. */
export type RunChange =
  | {
      readonly kind: 'added' | 'removed' | 'renamed' | 'shown' | 'replaced';
      readonly runId: RunId;
    }
  | { readonly kind: 'changed'; readonly runId: RunId; readonly events: readonly TrainingEvent[] };

interface Entry {
  run: RunSnapshot;
  readonly stopwatch: Stopwatch;
}

export const isInProgress = (state: RunState): boolean =>
  state === 'preparing' || state === 'restoring' || state === 'training' || state === 'paused';

export class RunStore {
  readonly #now: () => number;
  readonly #entries = new Map<RunId, Entry>();
  readonly #changed = new Emitter<RunChange>();
  #shownId: RunId | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Newest first. */
  list(): readonly RunSnapshot[] {
    return [...this.#entries.keys()]
      .map((id) => this.get(id))
      .filter((run) => run !== undefined)
      .toSorted((a, b) => b.startedAt - a.startedAt);
  }

  has(id: RunId): boolean {
    return this.#entries.has(id);
  }

  get(id: RunId): RunSnapshot | undefined {
    const entry = this.#entries.get(id);
    return entry && { ...entry.run, elapsedMs: entry.stopwatch.elapsedMs };
  }

  /** The run whose worker is alive and not done. */
  get inProgress(): RunSnapshot | undefined {
    return this.list().find(({ live, state }) => live && isInProgress(state));
  }

  /** The run that views draw. */
  get shown(): RunSnapshot | undefined {
    return (this.#shownId === undefined ? undefined : this.get(this.#shownId)) ?? this.list()[0];
  }

  show(id: RunId): void {
    if (!this.#entries.has(id)) return;
    this.#shownId = id;
    this.#changed.fire({ kind: 'shown', runId: id });
  }

  /** Begins a run and shows it. */
  add(run: NewRun): RunSnapshot {
    const begun = newRun(run);
    this.#entries.set(run.id, { run: begun, stopwatch: new Stopwatch(this.#now) });
    this.#shownId = run.id;
    this.#changed.fire({ kind: 'added', runId: run.id });
    return begun;
  }

  /** Adds runs as they are kept on disk, and brings those up to date that are not trained here. */
  restore(runs: readonly RunSnapshot[]): void {
    for (const run of runs) {
      const known = this.#entries.get(run.id);
      if (known?.run.live) continue;
      this.#entries.set(run.id, { run, stopwatch: new Stopwatch(this.#now, run.elapsedMs) });
      this.#changed.fire({ kind: known ? 'replaced' : 'added', runId: run.id });
    }
  }

  /** Takes a run up again at `step`, and shows it. */
  resume(id: RunId, step: number, { what, why }: RunNote): RunSnapshot | undefined {
    const entry = this.#entries.get(id);
    if (!entry || entry.run.live) return undefined;
    entry.run = { ...entry.run, live: true, elsewhere: false };
    this.#shownId = id;
    this.append(id, [{ kind: 'resumed', step, what, why }]);
    this.#changed.fire({ kind: 'shown', runId: id });
    return this.get(id);
  }

  /** Takes in what happened to a run that is live; what comes after its end is ignored. */
  append(id: RunId, events: readonly TrainingEvent[]): void {
    const entry = this.#entries.get(id);
    if (!entry?.run.live || events.length === 0) return;
    for (const event of events) {
      entry.run = reduceRun(entry.run, { elapsedMs: 0, live: true, events: [event] });
      entry.stopwatch.enter(entry.run.state);
    }
    // A run that is over has no worker any more.
    entry.run = { ...entry.run, live: isInProgress(entry.run.state) };
    this.#changed.fire({ kind: 'changed', runId: id, events });
  }

  /** Another window has taken the run over: here it is only looked at from now on. */
  lose(id: RunId): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.run = { ...entry.run, live: false, elsewhere: true };
    this.#changed.fire({ kind: 'replaced', runId: id });
  }

  /** A state of the run to come back to is on disk. That may be known only after the run has ended. */
  checkpointed(id: RunId, step: number): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const events = [{ kind: 'checkpointed', step }] as const;
    const { live, elapsedMs } = entry.run;
    entry.run = reduceRun(entry.run, { elapsedMs, live, events });
    this.#changed.fire({ kind: 'changed', runId: id, events });
  }

  /** The run's worker is gone: a run that was not done is stopped, and says why. */
  release(id: RunId, why: string): void {
    const entry = this.#entries.get(id);
    if (!entry?.run.live) return;
    const { state, step } = entry.run;
    const { checkpointStep } = entry.run;
    if (isInProgress(state)) this.append(id, interruption(step, why, checkpointStep));
  }

  rename(id: RunId, name: string): void {
    const entry = this.#entries.get(id);
    if (!entry || name === '') return;
    entry.run = { ...entry.run, name };
    this.#changed.fire({ kind: 'renamed', runId: id });
  }

  remove(id: RunId): void {
    if (!this.#entries.delete(id)) return;
    if (this.#shownId === id) this.#shownId = undefined;
    this.#changed.fire({ kind: 'removed', runId: id });
  }
}

/** What befalls a run whose worker went away at `step`. */
export function interruption(
  step: number,
  why: string,
  checkpointStep: number | null,
): readonly TrainingEvent[] {
  const goOn =
    checkpointStep === null
      ? 'Train the config again to start over.'
      : `Resume goes on from step ${formatCount(checkpointStep)} as if nothing had happened.`;
  const problem = {
    what: `Stopped at step ${formatCount(step)}.`,
    why,
    now: `What was measured until then is kept. ${goOn}`,
    configPath: null,
    step,
    term: null,
    layer: null,
  };
  return [
    { kind: 'failed', problem },
    { kind: 'stateChanged', state: 'stopped', step },
  ];
}

/** A run read back from storage: whatever it was doing, its worker is gone, unless another window holds it. */
export function restored(run: RunSnapshot, elsewhere: boolean): RunSnapshot {
  if (elsewhere) return { ...run, live: false, elsewhere };
  const events = isInProgress(run.state)
    ? interruption(
        run.step,
        `The window was closed at step ${formatCount(run.step)} while this run was in progress.`,
        run.checkpointStep,
      )
    : [];
  return {
    ...reduceRun(run, { elapsedMs: run.elapsedMs, live: false, events }),
    elsewhere: false,
  };
}
