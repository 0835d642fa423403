// Data from probabilistic PCA itself: x = W z + mean + sigma eps. A linear VAE can reach the best possible
// likelihood on it, and `ppcaMaximumLogLikelihood` says what that is.

import type { Random } from '../random.ts';
import type { Dataset, DatasetOption, DatasetOptions } from './dataset.ts';
import { resolveOptions } from './options.ts';

const options = {
  dimensions: {
    default: 10,
    minimum: 2,
    maximum: 1024,
    integer: true,
    description: 'Number of data dimensions D.',
  },
  latent: {
    default: 3,
    minimum: 1,
    maximum: 256,
    integer: true,
    description: 'Number of dimensions of the z that the data are drawn from.',
  },
  noise: {
    default: 0.5,
    minimum: 0.001,
    maximum: 10,
    integer: false,
    description: 'Standard deviation sigma of the noise on every data dimension.',
  },
} as const satisfies Record<string, DatasetOption>;

export interface LinearGaussianModel {
  readonly dimensions: number;
  readonly latent: number;
  readonly sigma: number;
  /** Row-major, dimensions x latent; entries are standard normal. */
  readonly weights: Float64Array;
  readonly mean: Float64Array;
}

/** The model that `generate` draws from, given the same options and seed: x ~ N(mean, W Wᵀ + sigma² I). */
export function linearGaussianModel(given: DatasetOptions, random: Random): LinearGaussianModel {
  const { dimensions, latent, noise } = resolveOptions(options, given);
  const own = random.fork('linear-gaussian model');
  return {
    dimensions,
    latent,
    sigma: noise,
    weights: Float64Array.from({ length: dimensions * latent }, () => own.normal()),
    mean: Float64Array.from({ length: dimensions }, () => own.normal()),
  };
}

function drawInto(target: Float32Array, model: LinearGaussianModel, random: Random): void {
  const z = Float64Array.from({ length: model.latent }, () => random.normal());
  for (let i = 0; i < model.dimensions; i += 1) {
    let x = model.mean[i]!;
    for (let j = 0; j < model.latent; j += 1) x += model.weights[i * model.latent + j]! * z[j]!;
    target[i] = x + model.sigma * random.normal();
  }
}

export const linearGaussian = {
  id: 'linear-gaussian',
  name: 'Linear Gaussian',
  summary:
    'x = W z + mean + sigma eps with z and eps standard normal, W and mean seeded. The largest average log ' +
    'likelihood is known in closed form, so a linear VAE can be checked against it.',
  kind: 'tabular',
  shape: (given) => [resolveOptions(options, given).dimensions],
  range: 'real',
  levels: 'continuous',
  defaultCount: 2000,
  options,
  generate: (count, given, random) => {
    const model = linearGaussianModel(given, random);
    const values = new Float32Array(count * model.dimensions);
    for (let i = 0; i < count; i += 1) {
      const row = values.subarray(i * model.dimensions, (i + 1) * model.dimensions);
      drawInto(row, model, random);
    }
    return { values };
  },
  sources: [
    {
      authors: 'M. E. Tipping, C. M. Bishop',
      title: 'Probabilistic principal component analysis',
      year: 1999,
      id: 'doi:10.1111/1467-9868.00196',
      locator: 'equations 1 to 4',
    },
  ],
} as const satisfies Dataset;
