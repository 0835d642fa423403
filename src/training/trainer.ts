// The synchronous heart of training: weights, one step after another, checkpoints to go back to.
// Every random choice of step n comes from a stream named by n, so a step can be repeated exactly.

import { clone, keep, tensor2d, tensor3d, tidy, variableGrads } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import { objectiveNumbers, type ObjectiveNumbers } from '../config/objectiveWeights.ts';
import { stepsPerEpoch } from '../config/runLength.ts';
import type { Experiment } from '../config/experiment.ts';
import type { PreparedData } from '../data/pipeline.ts';
import { createRandom, type Random } from '../elbo/random.ts';
import { buildLoss, type Batch, type Loss } from './loss.ts';
import { buildModel, type Model } from './model.ts';
import { optimisers, type Optimiser } from './optimisers.ts';
import { streamsOf, type Streams } from './streams.ts';

/** Weights and optimiser slots after `step` steps. Tensors are shared, not copied: nothing writes into them. */
export interface Checkpoint {
  readonly step: number;
  readonly weights: readonly Tensor[];
  readonly slots: readonly (readonly Tensor[])[];
}

/** Scalars on the device, not yet read. */
export interface StepTerms {
  readonly reconstructionLoss: Tensor;
  readonly kl: Tensor;
}

export class Trainer {
  readonly experiment: Experiment;
  readonly data: PreparedData;
  readonly model: Model;
  readonly loss: Loss;
  readonly #optimiser: Optimiser;
  #streams: Streams;
  #slots: Tensor[][];
  #step = 0;
  #epochOrder: { readonly epoch: number; readonly permutation: Uint32Array } | undefined;

  constructor(experiment: Experiment, data: PreparedData) {
    this.experiment = experiment;
    this.data = data;
    const { seed } = experiment.training;
    this.model = buildModel(experiment, data, createRandom(seed).fork('weights'));
    this.loss = buildLoss(experiment, this.model);
    this.#optimiser = optimisers[experiment.training.optimizer];
    this.#streams = streamsOf(seed);
    this.#slots = this.variables.map(() => []);
  }

  /** Steps done so far. */
  get step(): number {
    return this.#step;
  }

  get streams(): Streams {
    return this.#streams;
  }

  /** Goes on with the streams of a checkpoint. */
  useStreams(streams: Streams): void {
    this.#streams = streams;
    this.#epochOrder = undefined;
  }

  get variables(): readonly Variable[] {
    return this.model.parameters.list().map(({ variable }) => variable);
  }

  /** One update on the next batch. The terms are those before it; the caller disposes of them. */
  advance(beta: number): StepTerms {
    const kept: StepTerms[] = [];
    tidy(() => {
      const { terms, gradients } = this.gradients(this.#step + 1, beta);
      this.#apply(gradients);
      kept.push(terms);
    });
    this.#step += 1;
    return kept[0] as StepTerms;
  }

  /** Terms of step `step` and the gradient of the loss by each variable, in order. */
  gradients(
    step: number,
    beta: number,
  ): { readonly terms: StepTerms; readonly gradients: readonly Tensor[] } {
    const batch = this.batch(step);
    const kept: Tensor[] = [];
    const { grads } = variableGrads(() => {
      const { reconstructionLoss, kl, loss } = this.loss.batchTerms(
        batch,
        this.numbers(step, beta),
      );
      kept.push(keep(reconstructionLoss.tensor), keep(kl.tensor));
      return loss.tensor as Scalar;
    }, [...this.variables]);
    const [reconstructionLoss, kl] = kept;
    if (reconstructionLoss === undefined || kl === undefined) throw new Error('no terms were kept');
    const gradients = this.variables.map((variable) => {
      const gradient = grads[variable.name];
      if (gradient === undefined) throw new Error(`${variable.name} has no gradient`);
      return gradient;
    });
    return { terms: { reconstructionLoss, kl }, gradients };
  }

  /** What the objective's formula reads at a step, with the KL weighted by `beta`. */
  numbers(step: number, beta: number): ObjectiveNumbers {
    return objectiveNumbers(this.experiment.objective, step, beta);
  }

  /** The data and noise of a step; steps count from 1. */
  batch(step: number): Batch {
    const { batchSize } = this.experiment.training;
    const perEpoch = stepsPerEpoch(this.experiment, this.data.train.count);
    const epoch = Math.floor((step - 1) / perEpoch);
    const start = ((step - 1) % perEpoch) * batchSize;
    const indices = this.#orderOf(epoch).subarray(start, start + batchSize);
    const values = new Float32Array(indices.length * this.data.dimensions);
    this.data.train.fill(values, indices, this.#streams.targets.fork(`step ${step}`));
    return {
      x: tensor2d(values, [indices.length, this.data.dimensions]),
      noise: this.drawNoise(indices.length, this.#streams.noise.fork(`step ${step}`)),
    };
  }

  /** Standard normals for a batch: [B, d], or [K, B, d] where the objective draws K > 1 times. */
  drawNoise(count: number, random: Random): Tensor {
    const { samples } = this.experiment.objective;
    const { latent } = this.model;
    const values = random.fillNormal(new Float32Array(samples * count * latent));
    return samples === 1
      ? tensor2d(values, [count, latent])
      : tensor3d(values, [samples, count, latent]);
  }

  #orderOf(epoch: number): Uint32Array {
    if (this.#epochOrder?.epoch !== epoch) {
      const permutation = this.#streams.order
        .fork(`epoch ${epoch}`)
        .permutation(this.data.train.count);
      this.#epochOrder = { epoch, permutation };
    }
    return this.#epochOrder.permutation;
  }

  #apply(gradients: readonly Tensor[]): void {
    const { learningRate } = this.experiment.training;
    this.#slots = this.variables.map((variable, index) => {
      const gradient = gradients[index] as Tensor;
      const old = this.#slots[index] ?? [];
      const next = this.#optimiser.update(variable, gradient, old, learningRate, this.#step + 1);
      variable.assign(next.value);
      for (const slot of old) slot.dispose();
      return next.slots.map((slot) => keep(slot));
    });
  }

  /** The state to come back to. Costs no copy; the caller disposes of it with `disposeCheckpoint`. */
  checkpoint(): Checkpoint {
    return {
      step: this.#step,
      weights: this.variables.map(share),
      slots: this.#slots.map((slots) => slots.map(share)),
    };
  }

  restore(checkpoint: Checkpoint): void {
    this.#step = checkpoint.step;
    for (const [index, variable] of this.variables.entries()) {
      const weight = checkpoint.weights[index];
      // The variable counts as another owner of the data; the checkpoint keeps its own handle.
      if (weight !== undefined) variable.assign(weight);
    }
    for (const slot of this.#slots.flat()) slot.dispose();
    this.#slots = checkpoint.slots.map((slots) => slots.map(share));
  }

  dispose(): void {
    for (const slot of this.#slots.flat()) slot.dispose();
    for (const variable of this.variables) variable.dispose();
  }
}

/** Another handle on the same data, owned by the caller. */
function share(tensor: Tensor): Tensor {
  return keep(clone(tensor));
}

export function disposeCheckpoint({ weights, slots }: Checkpoint): void {
  for (const tensor of [...weights, ...slots.flat()]) tensor.dispose();
}
