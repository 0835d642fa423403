// The numbers of the expectation page, each computed anew only where something it rests on has changed.

import {
  batchError,
  batchMeans,
  dataMoments,
  drawDataSet,
  type DataMoments,
  type DataSet,
  type Split,
} from '../../../elbo/expectation/batch.ts';
import {
  estimatorIds,
  expectationOf,
  gradientSamples,
  latentsAt,
  type Encoder,
  type EstimatorId,
  type Expectation,
} from '../../../elbo/expectation/expectation.ts';
import {
  isInSupport,
  likelihoodsAt,
  type Likelihoods,
  type Points,
  type SmallModel,
} from '../../../elbo/expectation/model.ts';
import { drawNoise, runningMeans } from '../../../elbo/expectation/samples.ts';
import { encoderIn, modelIn, mostSamples, type ExpectationState } from './state.ts';

/** What is known without x: q and its draws. */
export interface Draws {
  readonly encoder: Encoder;
  readonly noise: Points;
  readonly latents: Points;
}

export interface GradientRow {
  readonly estimator: EstimatorId;
  readonly samples: Float64Array;
  readonly mean: number;
  readonly variance: number;
}

export interface BatchRow {
  readonly split: Split;
  readonly means: Float64Array;
  readonly error: number;
}

export interface Batches {
  readonly moments: DataMoments;
  readonly rows: readonly BatchRow[];
}

export interface ExpectationReading {
  readonly model: SmallModel;
  readonly x: number;
  readonly draws: Draws;
  /** At the draws. */
  readonly likelihoods: Likelihoods;
  readonly running: Float64Array;
  readonly expectation: Expectation;
  readonly gradients: readonly GradientRow[];
}

/** The last result for each function, kept as long as its arguments say the same. */
function remembered<A extends readonly unknown[], R>(
  compute: (...args: A) => R,
): (...args: A) => R {
  let last: { readonly key: string; readonly result: R } | undefined;
  return (...args) => {
    const key = JSON.stringify(args);
    if (last?.key !== key) last = { key, result: compute(...args) };
    return last.result;
  };
}

const noiseOf = remembered((seed: number, latent: 1 | 2) => drawNoise(seed, mostSamples, latent));
const integral = remembered(expectationOf);

export function drawsOf(state: ExpectationState): Draws {
  const encoder = encoderIn(state);
  const noise = noiseOf(state.numbers.seed, state.latent);
  return { encoder, noise, latents: latentsAt(encoder, noise) };
}

/** Null where x is outside the family's support: there is no log p(x|z) to average. */
export function readExpectation(state: ExpectationState): ExpectationReading | null {
  const model = modelIn(state);
  const { x } = state.numbers;
  if (!isInSupport(model.family, x)) return null;
  const draws = drawsOf(state);
  const likelihoods = likelihoodsAt(model, x, draws.latents);
  const expectation = integral(model, x, draws.encoder);
  const { parameter } = state;
  const gradients = estimatorIds.map((estimator): GradientRow => {
    const choice = { estimator, parameter, dimension: 0 };
    const { mean } = expectation.value;
    const samples = gradientSamples(choice, likelihoods, draws.noise, draws.encoder, mean);
    const moments = expectation.gradients[estimator][parameter][0];
    return { estimator, samples, mean: moments?.mean ?? NaN, variance: moments?.variance ?? NaN };
  });
  return {
    model,
    x,
    draws,
    likelihoods,
    running: runningMeans(likelihoods.values),
    expectation,
    gradients,
  };
}

/** Draws of z that every batch has, and how many data they are spread over. */
export const budget = 128;
const splits: readonly Split[] = [
  { data: budget, samples: 1 },
  { data: 32, samples: 4 },
  { data: 8, samples: 16 },
  { data: 1, samples: budget },
];
export const dataCount = 128;
export const repeats = 16;

const dataOf = remembered((model: SmallModel, seed: number): DataSet =>
  drawDataSet(model, dataCount, seed),
);

export const readBatches = remembered(
  (model: SmallModel, sigma: readonly number[], seed: number): Batches => {
    const data = dataOf(model, seed);
    const moments = dataMoments(model, data, sigma);
    const rows = splits.map((split) => ({
      split,
      means: batchMeans(model, data, sigma, split, repeats, seed),
      error: batchError(moments, split),
    }));
    return { moments, rows };
  },
);
