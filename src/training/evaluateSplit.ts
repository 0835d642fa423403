// The ELBO of a whole split, in fixed batches with noise of its own: evaluating never changes training, and two
// evaluations of the same weights agree.

import { concat, expandDims, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { PreparedSplit } from '../data/pipeline.ts';
import type { KlEstimator } from './loss.ts';
import { breakdown, type SplitBreakdown } from '../elbo/breakdown.ts';
import { varianceOfMean } from '../elbo/metrics/activeUnits.ts';
import type { BitsPerDim, Nats } from '../elbo/units.ts';
import type { Random } from '../elbo/random.ts';
import type { Trainer } from './trainer.ts';

/** Per datum, summed over passes. */
interface Totals {
  readonly reconstruction: Float64Array;
  readonly kl: Float64Array;
  readonly klPerDimension: Float64Array;
  /** count x latent, of the last pass. */
  readonly means: Float32Array;
  /** Of the importance-weighted bound; zeros where the objective has none. */
  readonly importanceBound: Float64Array;
}

export type BitsPerDimOf = (negativeElbo: Nats) => BitsPerDim | null;

/** An evaluation wants the KL, not the objective's estimate of it, and the closed form is exact. */
const estimator: KlEstimator = 'closed-form';

/** Called between batches; returns true to give up. */
export type Pause = () => Promise<boolean>;

/** Terms of a split, averaged over data and `passes` draws of z; `undefined` if given up. */
export async function evaluateSplit(
  trainer: Trainer,
  split: PreparedSplit,
  random: Random,
  bitsPerDimOf: BitsPerDimOf,
  pause: Pause,
): Promise<SplitBreakdown | undefined> {
  const { passes } = trainer.experiment.evaluation;
  const { latent } = trainer.model;
  const totals: Totals = {
    reconstruction: new Float64Array(split.count),
    kl: new Float64Array(split.count),
    klPerDimension: new Float64Array(latent),
    means: new Float32Array(split.count * latent),
    importanceBound: new Float64Array(split.count),
  };
  const { batchSize } = trainer.experiment.training;
  for (let pass = 0; pass < passes; pass++) {
    for (let start = 0; start < split.count; start += batchSize) {
      const count = Math.min(batchSize, split.count - start);
      const rows = await readBatch(trainer, split, start, count, random.fork(`${pass} ${start}`));
      accumulate(totals, rows, start, latent);
      if (await pause()) return undefined;
    }
  }
  const isImportance = trainer.experiment.objective.kind === 'iwae';
  return summarise(totals, passes, latent, bitsPerDimOf, isImportance);
}

/** One row per datum: reconstruction, KL of each dimension, posterior mean, and the bound where there is one. */
async function readBatch(
  trainer: Trainer,
  split: PreparedSplit,
  start: number,
  count: number,
  random: Random,
): Promise<Float32Array> {
  const { dimensions } = trainer.data;
  const indices = Uint32Array.from({ length: count }, (_, row) => start + row);
  const values = new Float32Array(count * dimensions);
  split.fill(values, indices, random.fork('targets'));
  const rows = tidy(() => {
    const x = tensor2d(values, [count, dimensions]);
    const noise = trainer.drawNoise(count, random.fork('noise'));
    const { reconstruction, klPerDimension, posterior, draws } = trainer.loss.datumTerms(
      { x, noise },
      estimator,
    );
    const bound = trainer.loss.importanceBound(draws) ?? reconstruction;
    const columns = [
      expandDims(reconstruction.tensor, 1),
      klPerDimension.tensor,
      posterior.mu.tensor,
      expandDims(bound.tensor, 1),
    ];
    return concat(columns, 1);
  });
  const read = (await rows.data()) as Float32Array;
  rows.dispose();
  return read;
}

function accumulate(totals: Totals, rows: Float32Array, start: number, latent: number): void {
  const width = 2 + 2 * latent;
  for (let row = 0; row * width < rows.length; row++) {
    const datum = start + row;
    const values = rows.subarray(row * width, (row + 1) * width);
    const kl = values.subarray(1, 1 + latent);
    totals.reconstruction[datum] = (totals.reconstruction[datum] ?? 0) + (values[0] ?? Number.NaN);
    for (const [dimension, nats] of kl.entries()) {
      totals.kl[datum] = (totals.kl[datum] ?? 0) + nats;
      totals.klPerDimension[dimension] = (totals.klPerDimension[dimension] ?? 0) + nats;
    }
    totals.means.set(values.subarray(1 + latent, 1 + 2 * latent), datum * latent);
    totals.importanceBound[datum] = (totals.importanceBound[datum] ?? 0) + (values.at(-1) ?? 0);
  }
}

const meanOf = (values: Float64Array) =>
  values.reduce((total, value) => total + value, 0) / values.length;

function summarise(
  { reconstruction, kl, klPerDimension, means, importanceBound }: Totals,
  passes: number,
  latent: number,
  bitsPerDimOf: BitsPerDimOf,
  isImportance: boolean,
): SplitBreakdown {
  const count = reconstruction.length;
  const elbos = reconstruction.map((value, datum) => (value - (kl[datum] ?? 0)) / passes);
  return {
    ...breakdown(meanOf(reconstruction) / passes, meanOf(kl) / passes, bitsPerDimOf),
    count,
    passes,
    elboStandardError: standardError(elbos),
    klPerDimension: klPerDimension.map((total) => total / (count * passes)),
    varianceOfMean: varianceOfMean(means, latent),
    importanceBound: isImportance ? meanOf(importanceBound) / passes : null,
  };
}

function standardError(values: Float64Array): Nats | null {
  if (values.length < 2) return null;
  const mean = meanOf(values);
  const variance =
    values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}
