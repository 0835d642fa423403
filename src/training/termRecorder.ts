// Keeps the terms of every step on the device, in one small table, and reads them back many steps at a time.
// Waiting for each step's two numbers would halve the speed of a GPU.

import {
  dispose,
  keep,
  reshape,
  stack,
  tensor,
  tidy,
  tile,
  where,
  zeros,
} from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { StepColumns } from '../elbo/trainingEvent.ts';
import type { StepTerms } from './trainer.ts';

/** Rows of the table: so many steps may go by between two readings. */
const capacity = 64;

export class TermRecorder {
  #table: Tensor;
  /** masks[i] selects row i. */
  readonly #masks: readonly Tensor[];
  #betas: number[] = [];
  #firstStep = 1;

  constructor() {
    this.#table = keep(zeros([capacity, 2]));
    this.#masks = Array.from({ length: capacity }, (_, row) => {
      const mask = new Uint8Array(capacity * 2);
      mask.fill(1, row * 2, row * 2 + 2);
      return keep(tensor(mask, [capacity, 2], 'bool'));
    });
  }

  get isFull(): boolean {
    return this.#betas.length === capacity;
  }

  get isEmpty(): boolean {
    return this.#betas.length === 0;
  }

  /** Takes ownership of the terms. Steps must come in order. */
  record(step: number, terms: StepTerms, beta: number): void {
    if (this.isFull) throw new Error('the term recorder is full; read it first');
    if (this.isEmpty) this.#firstStep = step;
    const mask = this.#masks[this.#betas.length] as Tensor;
    const table = tidy(() => {
      const row = reshape(stack([terms.reconstructionLoss, terms.kl]), [1, 2]);
      // A selection, not a product with 0 and 1: NaN times 0 would spread over the table.
      return keep(where(mask, tile(row, [capacity, 1]), this.#table));
    });
    dispose([this.#table, terms.reconstructionLoss, terms.kl]);
    this.#table = table;
    this.#betas.push(beta);
  }

  /** Everything recorded since the last reading. */
  async read(): Promise<StepColumns> {
    const betas = this.#betas;
    this.#betas = [];
    const values = await this.#table.data();
    const column = (offset: number) =>
      Float64Array.from(betas, (_, row) => values[row * 2 + offset] ?? Number.NaN);
    return {
      firstStep: this.#firstStep,
      reconstructionLoss: column(0),
      kl: column(1),
      beta: Float64Array.from(betas),
    };
  }

  dispose(): void {
    dispose([this.#table, ...this.#masks]);
  }
}

/** Whether every term of every step is a finite number. */
export function areFinite({ reconstructionLoss, kl }: StepColumns): boolean {
  return [reconstructionLoss, kl].every((values) => values.every(Number.isFinite));
}

/** The part of the columns whose steps come before `step`. */
export function columnsBefore(columns: StepColumns, step: number): StepColumns {
  const count = Math.max(0, step - columns.firstStep);
  return {
    firstStep: columns.firstStep,
    reconstructionLoss: columns.reconstructionLoss.slice(0, count),
    kl: columns.kl.slice(0, count),
    beta: columns.beta.slice(0, count),
  };
}
