// The states a run can go back to when a value stops being finite: that of the last good report and that of the
// one before. A failure seen in a report may have begun in the last step of the report before it.

import { disposeCheckpoint, type Checkpoint, type Trainer } from './trainer.ts';

export class LastGood {
  readonly #trainer: Trainer;
  #recent: Checkpoint;
  #older: Checkpoint;
  /** Betas of the steps from the older state to the recent one. */
  #betasBetween: readonly number[] = [];

  constructor(trainer: Trainer) {
    this.#trainer = trainer;
    this.#recent = trainer.checkpoint();
    this.#older = trainer.checkpoint();
  }

  /** The trainer's state is good; `betas` are those of the steps since the last good one. */
  move(betas: readonly number[]): void {
    disposeCheckpoint(this.#older);
    this.#older = this.#recent;
    this.#recent = this.#trainer.checkpoint();
    this.#betasBetween = betas;
  }

  /** Where to start looking for a failure after more steps with `betas`, and the betas to repeat them with. */
  before(betas: readonly number[]): readonly [Checkpoint, readonly number[]] {
    return [this.#older, [...this.#betasBetween, ...betas]];
  }

  dispose(): void {
    disposeCheckpoint(this.#recent);
    disposeCheckpoint(this.#older);
  }
}
