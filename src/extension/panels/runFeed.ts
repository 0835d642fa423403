// Keeps one page up to date with one run: a snapshot when it asks or another run is shown, then what happened,
// at most ten times a second. Events between two messages are joined, in order, and none is lost.

import type { TrainingEvent } from '../../elbo/trainingEvent.ts';
import type { ToWebview } from '../../protocol/messages.ts';
import { compactColumns } from '../../protocol/columns.ts';
import type { RunId, RunSnapshot } from '../../protocol/run.ts';

type RunMessage =
  | Extract<ToWebview, { type: 'runChanged' }>
  | { readonly type: 'runShown'; readonly run: RunSnapshot | null };

const everyMs = 100;

export class RunFeed {
  readonly #post: (message: RunMessage) => void;
  readonly #find: (id: RunId) => RunSnapshot | undefined;
  #runId: RunId | undefined;
  #pending: TrainingEvent[] = [];
  #timer: TimerHandle | undefined;

  constructor(find: (id: RunId) => RunSnapshot | undefined, post: (message: RunMessage) => void) {
    this.#find = find;
    this.#post = post;
  }

  /** Starts over from a snapshot; undefined: there is no run to show. */
  show(run: RunSnapshot | undefined): void {
    this.#clear();
    this.#runId = run?.id;
    this.#post({
      type: 'runShown',
      run: run ? { ...run, columns: compactColumns(run.columns) } : null,
    });
  }

  push(runId: RunId, events: readonly TrainingEvent[]): void {
    if (runId !== this.#runId) return;
    this.#pending.push(...events);
    this.#timer ??= setTimeout(() => this.#flush(), everyMs);
  }

  dispose(): void {
    this.#clear();
    this.#runId = undefined;
  }

  #flush(): void {
    const events = this.#pending;
    this.#clear();
    const run = this.#runId === undefined ? undefined : this.#find(this.#runId);
    if (!run) return;
    this.#post({
      type: 'runChanged',
      runId: run.id,
      elapsedMs: run.elapsedMs,
      live: run.live,
      events,
    });
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = [];
  }
}
