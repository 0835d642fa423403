// How long a worker may keep silent after it was asked to stop. One that hangs in its engine hears nothing any
// more, and only ending it from outside stops it.

import { stepReached } from '../elbo/stepReached.ts';
import type { TrainingEvent } from '../elbo/trainingEvent.ts';

/** Far longer than a step or a batch of an evaluation, even in software. */
export const silenceMs = 5000;

export class StopDeadline {
  readonly #limitMs: number;
  readonly #end: (lastWords: readonly TrainingEvent[]) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopWished = false;
  #step = 0;

  /** `end` is to end the worker and to report its last words for it. */
  constructor(limitMs: number, end: (lastWords: readonly TrainingEvent[]) => void) {
    this.#limitMs = limitMs;
    this.#end = end;
  }

  /** The worker was told to stop. Asking again does not give it more time. */
  stopWished(): void {
    if (this.#isStopWished) return;
    this.#isStopWished = true;
    this.#restart();
  }

  /** Every sign of life gives it the whole time again: stopping may take a last report. */
  heard(events: readonly TrainingEvent[]): void {
    this.#step = events.reduce((step, event) => stepReached(event) ?? step, this.#step);
    if (this.#isStopWished) this.#restart();
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  #restart(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(this.#lastWords()), this.#limitMs);
  }

  #lastWords(): readonly TrainingEvent[] {
    const seconds = this.#limitMs / 1000;
    return [
      {
        kind: 'noted',
        what: `The trainer did not answer within ${seconds} s of Stop, so it was ended.`,
        why: 'Its engine was busy or hung. Everything reported until then is kept.',
      },
      { kind: 'stateChanged', state: 'stopped', step: this.#step },
    ];
  }
}
