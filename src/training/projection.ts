// Posterior means in two dimensions: as they are for d <= 2, on their first two principal components above.

import { createRandom } from '../elbo/random.ts';
import { symmetricEigen } from '../elbo/special/symmetricEigen.ts';
import type { LatentMap } from '../elbo/trainingEvent.ts';

export type Plane = Pick<LatentMap, 'points' | 'projection' | 'explained'>;

/** Up to this size all eigenvectors are computed; above, only the two that are shown. */
const exactUpTo = 64;

/** `means` is count x latent, row-major. Axes are orthonormal, so the prior stays the unit circle. */
export function projectToPlane(means: Float32Array, latent: number): Plane {
  const count = means.length / latent;
  if (latent <= 2) {
    const points = new Float32Array(count * 2);
    for (let row = 0; row < count; row++) {
      points.set(means.subarray(row * latent, (row + 1) * latent), row * 2);
    }
    return { points, projection: 'latent', explained: 1 };
  }
  const { axes, explained } =
    latent <= exactUpTo ? exactPlane(means, latent) : foundPlane(means, latent);
  const points = new Float32Array(count * 2);
  for (let row = 0; row < count; row++) {
    const mean = means.subarray(row * latent, (row + 1) * latent);
    for (const [index, axis] of axes.entries()) points[row * 2 + index] = dot(axis, mean);
  }
  return { points, projection: 'principalComponents', explained };
}

/**
 * An eigenvector has no sign of its own: the largest component is made positive, so that the map does not flip
 * from one picture to the next. The origin stays z = 0, where the prior is centred.
 */
function facing(axis: Float64Array): Float64Array {
  const largest = axis.reduce(
    (best, value) => (Math.abs(value) > Math.abs(best) ? value : best),
    0,
  );
  return largest < 0 ? axis.map((value) => -value) : axis;
}

function dot(axis: Float64Array, values: Float32Array): number {
  return axis.reduce((sum, weight, index) => sum + weight * (values[index] ?? 0), 0);
}

interface Axes {
  readonly axes: readonly Float64Array[];
  /** Share of the variance along the axes. */
  readonly explained: number;
}

function exactPlane(means: Float32Array, latent: number): Axes {
  const { values, vectors } = symmetricEigen(covariance(means, latent), latent);
  const total = values.reduce((sum, value) => sum + value, 0);
  const kept = (values[0] ?? 0) + (values[1] ?? 0);
  return {
    axes: [0, 1].map((axis) => facing(vectors.subarray(axis * latent, (axis + 1) * latent))),
    explained: total > 0 ? kept / total : 1,
  };
}

/** Rounds of subspace iteration; a picture needs the plane, not its last digits. */
const rounds = 60;

/**
 * The two leading principal components by subspace iteration on the data themselves: a covariance of 1024
 * dimensions and its full decomposition would hold up training for minutes.
 */
function foundPlane(means: Float32Array, latent: number): Axes {
  const rows = centredRows(means, latent);
  const random = createRandom(0).fork('principal components');
  let axes: Float64Array[] = [0, 1].map(() =>
    Float64Array.from({ length: latent }, () => random.normal()),
  );
  for (let round = 0; round < rounds; round++) {
    axes = orthonormal(axes.map((axis) => timesCovariance(rows, axis)));
  }
  const variance = (axis: Float64Array) => dotOf(axis, timesCovariance(rows, axis));
  const total = rows.reduce((sum, row) => sum + dotOf(row, row), 0) / rows.length;
  const kept = axes.reduce((sum, axis) => sum + variance(axis), 0);
  return { axes: axes.map(facing), explained: total > 0 ? kept / total : 1 };
}

function centredRows(means: Float32Array, latent: number): readonly Float64Array[] {
  const average = averageOf(means, latent);
  return Array.from({ length: means.length / latent }, (_, row) =>
    average.map((mean, j) => (means[row * latent + j] ?? 0) - mean),
  );
}

function timesCovariance(rows: readonly Float64Array[], axis: Float64Array): Float64Array {
  const product = new Float64Array(axis.length);
  for (const row of rows) {
    const along = dotOf(row, axis) / rows.length;
    for (let j = 0; j < row.length; j++) product[j] = (product[j] ?? 0) + along * (row[j] ?? 0);
  }
  return product;
}

/** Gram-Schmidt; a vector without length, from data without spread, stays zero. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    let rest = vector;
    for (const axis of done) {
      const along = dotOf(rest, axis);
      rest = rest.map((value, j) => value - along * (axis[j] ?? 0));
    }
    const length = Math.sqrt(dotOf(rest, rest));
    done.push(length > 0 ? rest.map((value) => value / length) : rest);
  }
  return done;
}

function dotOf(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] ?? 0) * (b[j] ?? 0);
  return sum;
}

function averageOf(means: Float32Array, latent: number): Float64Array {
  const count = means.length / latent;
  const average = new Float64Array(latent);
  for (let i = 0; i < means.length; i++) {
    average[i % latent] = (average[i % latent] ?? 0) + (means[i] ?? 0) / count;
  }
  return average;
}

/** latent x latent, centred. */
function covariance(means: Float32Array, latent: number): Float64Array {
  const rows = centredRows(means, latent);
  const matrix = new Float64Array(latent * latent);
  for (const row of rows) {
    for (let i = 0; i < latent; i++) {
      for (let j = 0; j < latent; j++) {
        const index = i * latent + j;
        matrix[index] = (matrix[index] ?? 0) + ((row[i] ?? 0) * (row[j] ?? 0)) / rows.length;
      }
    }
  }
  return matrix;
}
