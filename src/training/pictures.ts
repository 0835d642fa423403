// What a run shows: data beside their reconstructions, samples from the prior, and the latent map.

import { mean as meanOver, tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { PreparedSplit } from '../data/pipeline.ts';
import { undoStandardisation } from '../data/standardisation.ts';
import { evaluate } from '../elbo/expr/evaluate.ts';
import { createRandom, type Random } from '../elbo/random.ts';
import type { LatentMap, Pictures } from '../elbo/trainingEvent.ts';
import { constantOperand, type AxisTensor, type Operand } from './operand.ts';
import { projectToPlane } from './projection.ts';
import { tensorOps } from './tensorOps.ts';
import type { Trainer } from './trainer.ts';

/** The first data of the validation split, or of the training split without one. */
function shownSplit({ data }: Trainer): PreparedSplit {
  return data.validation ?? data.train;
}

/** The same stream for every picture of a run, so that pictures of two steps can be compared. */
function stream(trainer: Trainer, label: string): Random {
  return createRandom(trainer.experiment.training.seed).fork(`pictures ${label}`);
}

/** As the model sees them: standardised where the data are. */
function firstData(trainer: Trainer, count: number): Float32Array {
  const { dimensions } = trainer.data;
  const values = new Float32Array(count * dimensions);
  const indices = Uint32Array.from({ length: count }, (_, row) => row);
  shownSplit(trainer).fill(values, indices, stream(trainer, 'targets'));
  return values;
}

/** E[x|z] of z [B, d], as [B, D], in data units; `datum` has what a datum decides, such as its total count. */
function meanOfData(trainer: Trainer, z: AxisTensor, datum: AxisTensor): Tensor {
  const { decode, head } = trainer.model;
  const bindings = { ...decode(z), ...head.bindDatum(datum) };
  const mean = evaluate<Operand>(head.mean, tensorOps, bindings);
  if (typeof mean === 'number') throw new Error('E[x|z] must depend on z');
  return mean.tensor;
}

async function read(tensor: Tensor): Promise<Float32Array> {
  const values = (await tensor.data()) as Float32Array;
  tensor.dispose();
  return values.slice();
}

/** A table is shown as a cloud of points, which needs more of them than a grid of images. */
function pictureCount(trainer: Trainer): number {
  const { pictures, latentPoints } = trainer.experiment.evaluation;
  const wanted = trainer.data.kind === 'tabular' ? Math.max(pictures, latentPoints) : pictures;
  return Math.min(wanted, shownSplit(trainer).count);
}

export async function takePictures(trainer: Trainer): Promise<Pictures | null> {
  const count = pictureCount(trainer);
  if (count === 0) return null;
  const data = firstData(trainer, count);
  const { dimensions } = trainer.data;
  const { latent } = trainer.model;
  const prior = stream(trainer, 'prior').fillNormal(new Float32Array(count * latent));
  const reconstructions = tidy(() => {
    const x = tensor2d(data, [count, dimensions]);
    return meanOfData(trainer, trainer.model.encode(x).mu, constantOperand(x, ['batch', 'data']));
  });
  const samples = tidy(() => {
    const z = constantOperand(tensor2d(prior, [count, latent]), ['batch', 'latent']);
    // What is drawn has no datum of its own: it gets what data have on average.
    const average = constantOperand(meanOver(tensor2d(data, [count, dimensions]), 0), ['data']);
    return meanOfData(trainer, z, average);
  });
  return {
    step: trainer.step,
    count,
    data: undoStandardisation(data, trainer.data.standardisation),
    reconstructions: await read(reconstructions),
    sampleCount: count,
    samples: await read(samples),
  };
}

export async function mapLatents(trainer: Trainer): Promise<LatentMap | null> {
  const split = shownSplit(trainer);
  const count = Math.min(trainer.experiment.evaluation.latentPoints, split.count);
  if (count === 0) return null;
  const data = firstData(trainer, count);
  const means = tidy(
    () => trainer.model.encode(tensor2d(data, [count, trainer.data.dimensions])).mu.tensor,
  );
  const { latent } = trainer.model;
  const plane = projectToPlane(await read(means), latent);
  return {
    step: trainer.step,
    count,
    ...plane,
    labels: split.labels?.slice(0, count) ?? null,
    latentDimensions: latent,
    priorSigma: 1,
  };
}
