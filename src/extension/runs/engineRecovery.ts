// Whether a run whose engine was lost is taken up again by itself: once is an accident, twice in a minute is not.

import type { RunId } from '../../protocol/run.ts';

const patienceMs = 60_000;

export class EngineRecovery {
  readonly #now: () => number;
  readonly #lostAtMs = new Map<RunId, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The engine of a run was lost just now; true if the run is to go on. */
  lost(id: RunId): boolean {
    const before = this.#lostAtMs.get(id) ?? -Infinity;
    this.#lostAtMs.set(id, this.#now());
    return this.#now() - before >= patienceMs;
  }
}
