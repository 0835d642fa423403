// Posterior means in two dimensions: as they are for d <= 2, on their first two principal components above.

import { symmetricEigen } from '../elbo/special/symmetricEigen.ts';
import type { LatentMap } from '../elbo/trainingEvent.ts';

export type Plane = Pick<LatentMap, 'points' | 'projection' | 'explained'>;

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
  const { values, vectors } = symmetricEigen(covariance(means, latent), latent);
  const total = values.reduce((sum, value) => sum + value, 0);
  const kept = (values[0] ?? 0) + (values[1] ?? 0);
  const axes = [0, 1].map((axis) => facing(vectors.subarray(axis * latent, (axis + 1) * latent)));
  const points = new Float32Array(count * 2);
  for (let row = 0; row < count; row++) {
    const mean = means.subarray(row * latent, (row + 1) * latent);
    for (const [index, axis] of axes.entries()) points[row * 2 + index] = dot(axis, mean);
  }
  return { points, projection: 'principalComponents', explained: total > 0 ? kept / total : 1 };
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

/** latent x latent, centred. */
function covariance(means: Float32Array, latent: number): Float64Array {
  const count = means.length / latent;
  const average = new Float64Array(latent);
  for (let i = 0; i < means.length; i++) {
    average[i % latent] = (average[i % latent] ?? 0) + (means[i] ?? 0) / count;
  }
  const matrix = new Float64Array(latent * latent);
  for (let row = 0; row < count; row++) {
    const centred = average.map((mean, j) => (means[row * latent + j] ?? 0) - mean);
    for (let i = 0; i < latent; i++) {
      for (let j = 0; j < latent; j++) {
        const index = i * latent + j;
        matrix[index] = (matrix[index] ?? 0) + ((centred[i] ?? 0) * (centred[j] ?? 0)) / count;
      }
    }
  }
  return matrix;
}
