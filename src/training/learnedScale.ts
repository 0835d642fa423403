// The scale sigma a run has learned, as one number a person can follow, in data units.

import { tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { createRandom } from '../elbo/random.ts';
import type { Trainer } from './trainer.ts';

/** How many training data a scale that differs for every datum is averaged over. */
const sampleSize = 64;

/** Sigma if one is shared, its mean over dimensions (and data) otherwise; null where it is not learned. */
export async function readLearnedScale(trainer: Trainer): Promise<number | null> {
  const { learned } = trainer.model.head;
  if (learned === null) return null;
  const values = tidy(() => learned.variable?.clone() ?? decodedScale(trainer, learned.parameter));
  const read = await values.data();
  values.dispose();
  const units = trainer.data.standardisation?.scale ?? [1];
  // A shared sigma of standardised data is another number in each dimension's own units.
  const sigmas = Array.from({ length: Math.max(read.length, units.length) }, (_, i) => {
    const learnedValue = read[i % read.length] ?? Number.NaN;
    return learned.scaleFromLearned(learnedValue) * (units[i % units.length] ?? 1);
  });
  return sigmas.reduce((sum, sigma) => sum + sigma, 0) / sigmas.length;
}

function decodedScale(trainer: Trainer, parameter: string): Tensor {
  const { train, dimensions } = trainer.data;
  const count = Math.min(sampleSize, train.count);
  const values = new Float32Array(count * dimensions);
  const indices = Uint32Array.from({ length: count }, (_, row) => row);
  train.fill(values, indices, createRandom(trainer.experiment.training.seed).fork('scale'));
  const { mu } = trainer.model.encode(tensor2d(values, [count, dimensions]));
  const scale = trainer.model.decode(mu)[parameter];
  if (scale === undefined || typeof scale === 'number') {
    throw new Error(`the decoder does not output ${parameter}`);
  }
  return scale.tensor;
}
