// The scale a run has learned (or the concentration, or the dispersion), as one number a person can follow, in data units.

import { tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { getFamily } from '../elbo/families/index.ts';
import { createRandom } from '../elbo/random.ts';
import type { LearnedSetting } from './likelihoodHead.ts';
import type { Trainer } from './trainer.ts';

/** How many training data a scale that differs for every datum is averaged over. */
const sampleSize = 64;

/** Its value if one is shared, the mean over dimensions (and data) otherwise; null where it is not learned. */
export async function readLearnedScale(trainer: Trainer): Promise<number | null> {
  const [learned] = trainer.model.head.learned;
  if (learned === undefined) return null;
  const values = tidy(() => learned.variable?.clone() ?? decodedScale(trainer, learned.parameter));
  const read = await values.data();
  values.dispose();
  // A shared scale of standardised data is another number in each dimension's own units.
  const units = isScale(trainer, learned) ? (trainer.data.standardisation?.scale ?? [1]) : [1];
  const scales = Array.from({ length: Math.max(read.length, units.length) }, (_, i) => {
    const value = learned.valueFromLearned(read[i % read.length] ?? Number.NaN);
    return value * (units[i % units.length] ?? 1);
  });
  return scales.reduce((sum, scale) => sum + scale, 0) / scales.length;
}

/** Degrees of freedom and the like have no units. */
const isScale = ({ experiment }: Trainer, { parameter }: LearnedSetting): boolean =>
  getFamily(experiment.likelihood.family).decoder.settings[0]?.parameter === parameter;

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
