// The best any probabilistic PCA, and so any linear VAE with one shared noise scale, can do on given data.

import { symmetricEigen } from '../special/symmetricEigen.ts';
import type { Nats } from '../units.ts';

/** The sample covariance with divisor N (the maximum-likelihood one); data are row-major, count x dimensions. */
export function sampleCovariance(data: ArrayLike<number>, dimensions: number): Float64Array {
  const count = data.length / dimensions;
  const mean = new Float64Array(dimensions);
  for (let k = 0; k < data.length; k += 1) mean[k % dimensions]! += data[k]! / count;
  const covariance = new Float64Array(dimensions * dimensions);
  const centred = new Float64Array(dimensions);
  for (let row = 0; row < count; row += 1) {
    for (let i = 0; i < dimensions; i += 1) centred[i] = data[row * dimensions + i]! - mean[i]!;
    for (let i = 0; i < dimensions; i += 1) {
      for (let j = 0; j < dimensions; j += 1) {
        covariance[i * dimensions + j]! += (centred[i]! * centred[j]!) / count;
      }
    }
  }
  return covariance;
}

/**
 * Average log-likelihood per datum, in nats, of x ~ N(mu, W Wᵀ + sigma² I) with W of `latent` columns, at the
 * parameters that maximise it on these data. With the eigenvalues lambda_1 >= ... >= lambda_D of the sample
 * covariance (divisor N) and sigma² = (lambda_{d+1} + ... + lambda_D) / (D - d):
 *
 *   -1/2 (D ln 2 pi + sum_{j <= d} ln lambda_j + (D - d) ln sigma² + D)
 *
 * The ELBO of a linear VAE is at most this on the same data, and equal where q(z|x) is the exact posterior with a
 * diagonal covariance (Lucas et al. 2019, arXiv:1911.02469). It is a density: above 0 is possible, and the units
 * of x matter. Data with no variance outside `latent` dimensions have no maximum: the value is then Infinity.
 *
 * Tipping and Bishop 1999, doi:10.1111/1467-9868.00196, equations 4, 7 and 8. Needs 1 <= latent < dimensions.
 */
export function ppcaMaximumLogLikelihood(
  data: ArrayLike<number>,
  dimensions: number,
  latent: number,
): Nats {
  if (!Number.isInteger(latent) || latent < 1 || latent >= dimensions) {
    throw new RangeError(`latent must be from 1 to ${dimensions - 1}, got ${latent}`);
  }
  const { values } = symmetricEigen(sampleCovariance(data, dimensions), dimensions);
  const kept = values.subarray(0, latent);
  const left = values.subarray(latent);
  const rest = dimensions - latent;
  const variance = left.reduce((sum, value) => sum + value, 0) / rest;
  // Rounding leaves eigenvalues that should be 0 at about this size.
  if (variance <= dimensions * Number.EPSILON * values[0]!) return Infinity;
  const logDeterminant =
    kept.reduce((sum, value) => sum + Math.log(value), 0) + rest * Math.log(variance);
  return -(dimensions * Math.log(2 * Math.PI) + logDeterminant + dimensions) / 2;
}
