// Eight Gaussians on a circle: as many modes, with a density that is known, so that what a model misses can be said.

import type { Dataset, DatasetOption } from './dataset.ts';
import { resolveOptions } from './options.ts';

const options = {
  radius: {
    default: 2,
    minimum: 0,
    maximum: 100,
    integer: false,
    description: 'Distance of the eight centres from the origin.',
  },
  noise: {
    default: 0.2,
    minimum: 0,
    maximum: 10,
    integer: false,
    description: 'Standard deviation of each Gaussian, the same in both coordinates.',
  },
} as const satisfies Record<string, DatasetOption>;

const modes = 8;

export const eightGaussians = {
  id: 'eight-gaussians',
  name: 'Eight Gaussians',
  summary:
    'Points from a mixture of eight equally likely Gaussians whose centres stand evenly on a circle. The label says ' +
    'which. A model that covers all eight has to bridge the gaps between them or bend its latent space.',
  kind: 'tabular',
  shape: () => [2],
  range: 'real',
  levels: 'continuous',
  defaultCount: 2000,
  options,
  generate: (count, given, random) => {
    const { radius, noise } = resolveOptions(options, given);
    const values = new Float32Array(2 * count);
    const labels = new Uint8Array(count);
    for (let i = 0; i < count; i += 1) {
      const mode = random.integer(modes);
      const angle = (2 * Math.PI * mode) / modes;
      labels[i] = mode;
      values[2 * i] = radius * Math.cos(angle) + noise * random.normal();
      values[2 * i + 1] = radius * Math.sin(angle) + noise * random.normal();
    }
    return { values, labels };
  },
  sources: [],
} as const satisfies Dataset;
