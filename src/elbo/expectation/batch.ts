// One draw of z for each of many data against many draws for one: where the noise of a batch's loss comes from.

import { normalRule } from '../quadrature/normalRule.ts';
import { createRandom } from '../random.ts';
import { latentsAt, momentsOf } from './expectation.ts';
import { drawDatum, likelihoodsAt, type Points, type SmallModel } from './model.ts';

/**
 * Data drawn from the model itself, with an encoder that has found the z each came from: q(z|x_i) has its middle there,
 * and one sigma for all.
 */
export interface DataSet {
  readonly x: Float64Array;
  readonly mu: Points;
}

export function drawDataSet(model: SmallModel, count: number, seed: number): DataSet {
  const random = createRandom(seed).fork('data');
  const mu = Array.from({ length: model.latent }, () => new Float64Array(count));
  const x = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    const z = mu.map((values) => (values[at] = random.normal()));
    x[at] = drawDatum(model, z, random);
  }
  return { x, mu };
}

export interface DataMoments {
  /** Mean over the data set of E_q[log p(x_i|z)], in nats. */
  readonly mean: number;
  /** How E differs from datum to datum. */
  readonly betweenData: number;
  /** Variance of log p(x_i|z) under its q, averaged over the data. */
  readonly withinDatum: number;
}

/** Nodes per dimension: enough for two digits of a variance, which is what is shown of it. */
const nodesPerDimension = { 1: 32, 2: 12 } as const;

export function dataMoments(
  model: SmallModel,
  data: DataSet,
  sigma: readonly number[],
): DataMoments {
  const { noise, weights } = productRule(model.latent);
  const [count, nodes] = [data.x.length, weights.length];
  const points = data.mu.map((mu, dimension) => {
    const values = new Float64Array(count * nodes);
    for (let at = 0; at < values.length; at++) {
      const e = noise[dimension]?.[at % nodes] ?? 0;
      values[at] = (mu[Math.floor(at / nodes)] ?? 0) + (sigma[dimension] ?? 1) * e;
    }
    return values;
  });
  const x = Float64Array.from(
    { length: count * nodes },
    (_, at) => data.x[Math.floor(at / nodes)] ?? 0,
  );
  const { values } = likelihoodsAt(model, x, points);
  const each = Array.from({ length: count }, (_, at) =>
    momentsOf(values.subarray(at * nodes, (at + 1) * nodes), weights),
  );
  const alike = new Float64Array(count).fill(1 / count);
  const means = momentsOf(
    Float64Array.from(each, ({ mean }) => mean),
    alike,
  );
  const { mean: withinDatum } = momentsOf(
    Float64Array.from(each, ({ variance }) => variance),
    alike,
  );
  return { mean: means.mean, betweenData: means.variance, withinDatum };
}

function productRule(latent: SmallModel['latent']): {
  readonly noise: Points;
  readonly weights: Float64Array;
} {
  const { nodes, weights } = normalRule(nodesPerDimension[latent]);
  if (latent === 1)
    return { noise: [Float64Array.from(nodes)], weights: Float64Array.from(weights) };
  return {
    noise: [
      Float64Array.from(nodes.flatMap((a) => nodes.map(() => a))),
      Float64Array.from(nodes.flatMap(() => nodes)),
    ],
    weights: Float64Array.from(weights.flatMap((a) => weights.map((b) => a * b))),
  };
}

/** How many data a batch has, and how many draws of z each gets. */
export interface Split {
  readonly data: number;
  readonly samples: number;
}

/** Standard error of a batch's mean about that of the data set: data are drawn with replacement. */
export const batchError = (
  { betweenData, withinDatum }: DataMoments,
  { data, samples }: Split,
): number => Math.sqrt(betweenData / data + withinDatum / (data * samples));

/** Means of `repeats` batches drawn from the data set, each with draws of its own. */
export function batchMeans(
  model: SmallModel,
  dataSet: DataSet,
  sigma: readonly number[],
  { data, samples }: Split,
  repeats: number,
  seed: number,
): Float64Array {
  const random = createRandom(seed).fork(`batches of ${data} by ${samples}`);
  const count = repeats * data * samples;
  const x = new Float64Array(count);
  const mu = dataSet.mu.map(() => new Float64Array(count));
  const noise = dataSet.mu.map(() => new Float64Array(count));
  for (let datum = 0; datum < repeats * data; datum++) {
    const chosen = random.integer(dataSet.x.length);
    for (let at = datum * samples; at < (datum + 1) * samples; at++) {
      x[at] = dataSet.x[chosen] ?? 0;
      for (const [dimension, values] of noise.entries()) {
        values[at] = random.normal();
        const own = mu[dimension];
        if (own) own[at] = dataSet.mu[dimension]?.[chosen] ?? 0;
      }
    }
  }
  const steps = latentsAt({ mu: dataSet.mu.map(() => 0), sigma }, noise);
  const points = steps.map((values, dimension) =>
    values.map((step, at) => (mu[dimension]?.[at] ?? 0) + step),
  );
  const { values } = likelihoodsAt(model, x, points);
  const size = data * samples;
  return Float64Array.from({ length: repeats }, (_, which) =>
    values.subarray(which * size, (which + 1) * size).reduce((sum, value) => sum + value / size, 0),
  );
}
