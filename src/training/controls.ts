// What a person asked of a run and the run has not yet done.

import type { TrainingControl } from '../elbo/trainingEvent.ts';

export class ControlQueue {
  readonly #waiting: TrainingControl[] = [];
  #wake: (() => void) | undefined;

  push(control: TrainingControl): void {
    this.#waiting.push(control);
    this.#wake?.();
  }

  take(): TrainingControl | undefined {
    return this.#waiting.shift();
  }

  /** Whether a stop is waiting, so that long work can be cut short. */
  get asksToStop(): boolean {
    return this.#waiting.some(({ kind }) => kind === 'stop');
  }

  /** The next control, as soon as there is one. */
  async next(): Promise<TrainingControl> {
    const waiting = this.take();
    if (waiting !== undefined) return waiting;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
    return this.next();
  }
}
