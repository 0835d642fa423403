// Time a run has spent training: it runs while the state is `training` and rests in every other.

import type { RunState } from '../../elbo/trainingEvent.ts';

export class Stopwatch {
  readonly #now: () => number;
  #spentMs: number;
  #runningSince: number | undefined;

  constructor(now: () => number, spentMs = 0) {
    this.#now = now;
    this.#spentMs = spentMs;
  }

  enter(state: RunState): void {
    if (state === 'training') this.#runningSince ??= this.#now();
    else {
      this.#spentMs = this.elapsedMs;
      this.#runningSince = undefined;
    }
  }

  get elapsedMs(): number {
    return (
      this.#spentMs + (this.#runningSince === undefined ? 0 : this.#now() - this.#runningSince)
    );
  }
}
