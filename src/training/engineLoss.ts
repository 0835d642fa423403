// What becomes of a run whose engine fails under it. A GPU can be taken away at any time, and neither WebGL nor
// WebGPU throws then: what is read back is zero, and promises never settle. So somebody has to watch.

import { formatCount } from '../elbo/format.ts';
import type { RunProblem } from '../elbo/trainingEvent.ts';
import { outputStep, type TrainingOutput } from './trainingOutput.ts';

export type EngineLoss =
  /** The device or the graphics context is gone. */
  | { readonly kind: 'taken'; readonly why: string }
  /** The engine refused some of the work: what it has computed since is void. */
  | { readonly kind: 'rejected'; readonly why: string };

/** Whether the engine is lost. The first loss is the one that counts. */
export class LossWatch {
  readonly #askEngine: () => boolean;
  #found: EngineLoss | undefined;
  #tell: () => void = () => undefined;

  /** `askEngine` says whether it is lost already where the news of it may come late. */
  constructor(askEngine: () => boolean = () => false) {
    this.#askEngine = askEngine;
  }

  /** Whether what was just read may be void, because the engine is gone and gives out zeros. */
  get isLost(): boolean {
    return this.#found !== undefined || this.#askEngine();
  }

  get found(): EngineLoss | undefined {
    return this.#found;
  }

  report(loss: EngineLoss): void {
    this.#found ??= loss;
    this.#tell();
  }

  /**
   * What the work gives, or `undefined` as soon as the engine is lost. For one wait at a time, and each has a
   * promise of its own: races against one that lives as long as the run would pile up in it.
   */
  async unlessLost<T>(work: Promise<T>): Promise<T | undefined> {
    if (this.#found !== undefined) return undefined;
    const lost = new Promise<undefined>((resolve) => {
      this.#tell = () => resolve(undefined);
    });
    return Promise.race([work, lost]);
  }
}

/** An error of the engine may come a little before the news that it is lost. */
const graceMs = 200;

type Pulled = { readonly next: IteratorResult<TrainingOutput, void> } | { readonly error: unknown };

/**
 * The events of a run until its engine is lost; then one last event that says so. The run is not asked to clean
 * up: it may be waiting for an engine that will never answer.
 */
export async function* untilLost(
  events: AsyncGenerator<TrainingOutput, void, void>,
  watch: LossWatch,
  whereTo: string,
): AsyncGenerator<TrainingOutput, void, void> {
  let step = 0;
  for (;;) {
    const pulled = await watch.unlessLost(pull(events));
    if (pulled !== undefined && 'error' in pulled) await watch.unlessLost(pause());
    if (watch.found !== undefined) {
      yield { kind: 'engineLost', problem: lossProblem(watch.found, step, whereTo) };
      return;
    }
    if (pulled === undefined) throw new Error('the engine was lost for no reason');
    if ('error' in pulled) throw pulled.error;
    if (pulled.next.done === true) return;
    yield pulled.next.value;
    step = outputStep(pulled.next.value) ?? step;
  }
}

async function pull(events: AsyncGenerator<TrainingOutput, void, void>): Promise<Pulled> {
  try {
    return { next: await events.next() };
  } catch (error) {
    return { error };
  }
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, graceMs));

/** `whereTo` is an engine that needs no GPU and can train this model. */
function lossProblem({ kind, why }: EngineLoss, step: number, whereTo: string): RunProblem {
  const at = formatCount(step);
  return {
    what:
      kind === 'taken'
        ? `The GPU was taken away at step ${at}.`
        : `The GPU refused a computation after step ${at}.`,
    why,
    now: `Train again, or set \`training.engine\` to \`${whereTo}\`.`,
    configPath: 'training.engine',
    step,
    term: null,
    layer: null,
  };
}
