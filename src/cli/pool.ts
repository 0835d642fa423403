// Analysis in worker threads: several files at a time, and one that takes too long or too much memory costs its
// worker, not the command. Workers start on demand, so a single file pays for one.

import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Answer, Job } from './analyser.ts';

export interface Analyser {
  /** Never rejects: what goes wrong is a problem in the answer. */
  analyse(job: Job): Promise<Answer>;
  close(): Promise<void>;
}

export interface PoolOptions {
  /** Script of a worker: takes a Job as message, answers with an Answer. */
  readonly script: string;
  readonly size: number;
  readonly secondsPerFile: number;
  readonly heapMegabytes: number;
}

export class WorkerPool implements Analyser {
  readonly #options: PoolOptions;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async analyse(job: Job): Promise<Answer> {
    await this.#takeSlot();
    const worker = this.#idle.pop() ?? this.#start();
    try {
      return await this.#ask(worker, job);
    } finally {
      if (this.#all.has(worker)) this.#idle.push(worker);
      this.#passSlot();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  async #takeSlot(): Promise<void> {
    if (this.#busy < this.#options.size) this.#busy += 1;
    else await new Promise<void>((proceed) => this.#waiting.push(proceed));
  }

  /** Straight to who waits longest: a slot that is free in between could be taken twice. */
  #passSlot(): void {
    const proceed = this.#waiting.shift();
    if (proceed) proceed();
    else this.#busy -= 1;
  }

  #start(): Worker {
    const resourceLimits = { maxOldGenerationSizeMb: this.#options.heapMegabytes };
    const worker = new Worker(this.#options.script, { resourceLimits });
    // Errors between two files, or of a worker being stopped, concern nobody; those during a file reject below.
    worker.on('error', () => this.#all.delete(worker));
    this.#all.add(worker);
    return worker;
  }

  async #ask(worker: Worker, job: Job): Promise<Answer> {
    const { secondsPerFile, heapMegabytes } = this.#options;
    const settled = new AbortController();
    const { signal } = settled;
    const slow = `The analysis took longer than ${secondsPerFile} s and was stopped. Raise --time-limit or leave the file out.`;
    const lose = (problem: string): Answer => {
      this.#all.delete(worker);
      void worker.terminate();
      return { problem };
    };
    // Attached before the job is sent; `once` rejects on an error of the worker.
    const answers = once(worker, 'message', { signal }).then(([answer]) => answer as Answer);
    const exits = once(worker, 'exit', { signal }).then(() =>
      lose(lossOf(undefined, heapMegabytes)),
    );
    const expiry = delay(secondsPerFile * 1000, undefined, { signal }).then(() => lose(slow));
    // A message channel between threads has no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(job);
    try {
      return await Promise.race([answers, exits, expiry]);
    } catch (error) {
      return lose(lossOf(error, heapMegabytes));
    } finally {
      settled.abort();
    }
  }
}

function lossOf(error: unknown, heapMegabytes: number): string {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return `The analysis needed more than ${heapMegabytes} MB of memory and was stopped. Leave the file out.`;
  }
  const what = error instanceof Error ? ` (${error.name}: ${error.message})` : '';
  return `The analysis stopped unexpectedly${what}. Please report it together with the file.`;
}
