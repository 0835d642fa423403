// How many steps to take before letting others have a turn, how fast steps go, and when pictures and checkpoints are
// worth their time.

/** A turn aims at this long: short enough that a pause or a new beta is noticed at once. */
const turnMs = 12;
const mostSteps = 64;

/** Adapts the number of steps of a turn to how long turns take. */
export class Pace {
  #steps = 1;

  get stepsPerTurn(): number {
    return this.#steps;
  }

  /** A turn of `steps` steps took `elapsedMs`, counted until the engine had done them. */
  tookTurn(steps: number, elapsedMs: number): void {
    const ideal = (steps * turnMs) / Math.max(elapsedMs, 0.01);
    // At most doubled at once: the first steps compile shaders and say little about the others.
    this.#steps = Math.max(1, Math.min(mostSteps, Math.floor(ideal), this.#steps * 2));
  }
}

/** Steps per second over about the last two seconds. */
export class SpeedMeter {
  readonly #marks: { readonly step: number; readonly atMs: number }[] = [];

  /** Starts anew: time spent paused or evaluating is not training. */
  restart(step: number, atMs: number): void {
    this.#marks.length = 0;
    this.#marks.push({ step, atMs });
  }

  measure(step: number, atMs: number): number {
    this.#marks.push({ step, atMs });
    while (this.#marks.length > 2 && atMs - (this.#marks[1]?.atMs ?? atMs) > 2000) {
      this.#marks.shift();
    }
    const first = this.#marks[0];
    if (first === undefined || atMs <= first.atMs) return 0;
    return ((step - first.step) * 1000) / (atMs - first.atMs);
  }
}

/** Pictures between evaluations: at most one a second, and at most a twentieth of the time. */
const picturesEveryMs = 1000;
const picturesShare = 20;

export class PicturePace {
  #lastMs: number;
  #costMs = 0;

  constructor(nowMs: number) {
    this.#lastMs = nowMs;
  }

  isDue(nowMs: number): boolean {
    return nowMs - this.#lastMs >= Math.max(picturesEveryMs, this.#costMs * picturesShare);
  }

  took(fromMs: number, toMs: number): void {
    this.#lastMs = toMs;
    this.#costMs = toMs - fromMs;
  }
}

/** Checkpoints take at most a fiftieth of the training time, and are no more than a few seconds' work apart. */
const checkpointsEveryMs = 5000;
const checkpointShare = 50;
/** What a message takes on its way to the host, measured over a remote connection: 20 MB a second. */
const bytesPerMs = 20_000;

export class CheckpointPace {
  #lastMs: number;
  #costMs: number;

  /** `bytes` is about the size of a checkpoint: before the first one it is all that is known of its cost. */
  constructor(nowMs: number, bytes: number) {
    this.#lastMs = nowMs;
    this.#costMs = bytes / bytesPerMs;
  }

  isDue(nowMs: number): boolean {
    return nowMs - this.#lastMs >= Math.max(checkpointsEveryMs, this.#costMs * checkpointShare);
  }

  /** Training stood still from `fromMs` to `toMs`; then `bytes` travel, which costs somebody else's time. */
  took(fromMs: number, toMs: number, bytes: number): void {
    this.#lastMs = toMs;
    this.#costMs = toMs - fromMs + bytes / bytesPerMs;
  }
}
