// Collects events and posts them together, at most ten times a second; large arrays are moved, not copied.

import type { TrainingEvent } from '../elbo/trainingEvent.ts';
import type { Clock } from './clock.ts';

const everyMs = 100;

export type Post = (events: readonly TrainingEvent[], transfer: Transferable[]) => void;

export class EventOutbox {
  readonly #clock: Clock;
  readonly #post: Post;
  #waiting: TrainingEvent[] = [];
  #lastMs = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(clock: Clock, post: Post) {
    this.#clock = clock;
    this.#post = post;
  }

  /** Posts now if the last post is long enough ago, else together with what comes until then. */
  add(event: TrainingEvent): void {
    this.#waiting.push(event);
    const dueInMs = this.#lastMs + everyMs - this.#clock.nowMs();
    if (dueInMs <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), dueInMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const events = this.#waiting;
    this.#waiting = [];
    this.#lastMs = this.#clock.nowMs();
    this.#post(events, events.flatMap(buffersOf));
  }
}

/** The buffers an event owns alone: nobody here reads them once it is posted. */
function buffersOf(event: TrainingEvent): ArrayBufferLike[] {
  switch (event.kind) {
    case 'stepped': {
      const { reconstructionLoss, kl, beta } = event.columns;
      return [reconstructionLoss.buffer, kl.buffer, beta.buffer];
    }
    case 'pictured': {
      const { data, reconstructions, samples } = event.pictures;
      return [data.buffer, reconstructions.buffer, samples.buffer];
    }
    case 'mapped': {
      const { points, labels } = event.map;
      return [points.buffer, ...(labels === null ? [] : [labels.buffer])];
    }
    case 'prepared':
    case 'stateChanged':
    case 'evaluated':
    case 'betaSet':
    case 'noted':
    case 'checkpointed':
    case 'resumed':
    case 'engineLost':
    case 'failed':
      return [];
  }
}
