// Keeps one page up to date with several runs: all of them when it asks, then what happened to each, at most ten
// times a second.

import type { TrainingEvent } from '../../elbo/trainingEvent.ts';
import { compactColumns } from '../../protocol/columns.ts';
import type { ToWebview } from '../../protocol/messages.ts';
import type { RunId, RunSnapshot } from '../../protocol/run.ts';

type Message = Extract<ToWebview, { type: 'comparisonShown' | 'runChanged' }>;

const everyMs = 100;

export class ComparisonFeed {
  readonly #find: (id: RunId) => RunSnapshot | undefined;
  readonly #post: (message: Message) => void;
  readonly #pending = new Map<RunId, TrainingEvent[]>();
  #ids: readonly RunId[] = [];
  #timer: TimerHandle | undefined;

  constructor(find: (id: RunId) => RunSnapshot | undefined, post: (message: Message) => void) {
    this.#find = find;
    this.#post = post;
  }

  get ids(): readonly RunId[] {
    return this.#ids;
  }

  choose(ids: readonly RunId[]): void {
    this.#clear();
    this.#ids = ids;
  }

  show(): void {
    this.#clear();
    const runs = this.#ids.map((id) => this.#find(id)).filter((run) => run !== undefined);
    this.#post({
      type: 'comparisonShown',
      runs: runs.map((run) => Object.assign({}, run, { columns: compactColumns(run.columns) })),
    });
  }

  push(runId: RunId, events: readonly TrainingEvent[]): void {
    this.#pending.set(runId, [...(this.#pending.get(runId) ?? []), ...events]);
    this.#timer ??= setTimeout(() => this.#flush(), everyMs);
  }

  dispose(): void {
    this.choose([]);
  }

  #flush(): void {
    const pending = [...this.#pending];
    this.#clear();
    for (const [runId, events] of pending) {
      const run = this.#find(runId);
      if (!run) continue;
      const { elapsedMs, live } = run;
      this.#post({ type: 'runChanged', runId, elapsedMs, live, events });
    }
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending.clear();
  }
}
