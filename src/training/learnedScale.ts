// The scale sigma a run has learned, as one number a person can follow.

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
  const scales = Array.from(read, learned.scaleFromLearned);
  return scales.reduce((sum, scale) => sum + scale, 0) / scales.length;
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
