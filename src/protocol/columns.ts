// Appending to a run's columns in amortised constant time while every earlier snapshot keeps its values.
// A column is a view on a larger buffer; only the view that ends where the buffer was last written may grow in
// place, so two histories that branch from one snapshot never write over each other.

import type { StepColumns } from '../elbo/trainingEvent.ts';
import type { RunColumns } from './run.ts';

/** How many entries of each buffer are taken. */
const written = new WeakMap<ArrayBufferLike, number>();

function grown(column: Float64Array, length: number): Float64Array {
  const capacity = column.buffer.byteLength / 8;
  const mayGrowInPlace = written.get(column.buffer) === column.length && capacity >= length;
  if (mayGrowInPlace) {
    written.set(column.buffer, length);
    return new Float64Array(column.buffer, 0, length);
  }
  const next = new Float64Array(Math.max(1024, 2 * length));
  next.set(column);
  written.set(next.buffer, length);
  return next.subarray(0, length);
}

/**
 * `column` with `values` from index `at` on. Values behind them go: a run that resumes from an earlier step
 * writes its new history over the old one. Steps nobody reported are NaN, never 0.
 */
export function appendAt(column: Float64Array, at: number, values: Float64Array): Float64Array {
  const end = at + values.length;
  if (at < column.length) {
    const rewritten = grown(column.slice(0, at), end);
    rewritten.set(values, at);
    return rewritten;
  }
  const next = grown(column, end);
  next.fill(Number.NaN, column.length, at);
  next.set(values, at);
  return next;
}

export const emptyColumns = (): RunColumns => ({
  reconstructionLoss: new Float64Array(0),
  kl: new Float64Array(0),
  beta: new Float64Array(0),
});

export function appendSteps(columns: RunColumns, steps: StepColumns): RunColumns {
  const at = steps.firstStep - 1;
  return {
    reconstructionLoss: appendAt(columns.reconstructionLoss, at, steps.reconstructionLoss),
    kl: appendAt(columns.kl, at, steps.kl),
    beta: appendAt(columns.beta, at, steps.beta),
  };
}

/** The columns of the first `step` steps. */
export const stepsUntil = (columns: RunColumns, step: number): RunColumns => ({
  reconstructionLoss: columns.reconstructionLoss.subarray(0, step),
  kl: columns.kl.subarray(0, step),
  beta: columns.beta.subarray(0, step),
});

/** The same columns in buffers of their exact size: what is sent or stored, since whole buffers travel. */
export const compactColumns = (columns: RunColumns): RunColumns => ({
  reconstructionLoss: columns.reconstructionLoss.slice(),
  kl: columns.kl.slice(),
  beta: columns.beta.slice(),
});
