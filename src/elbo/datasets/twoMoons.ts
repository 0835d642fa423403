// Two interleaving half circles with Gaussian noise: the smallest data a straight line cannot describe.

import type { Dataset, DatasetOption } from './dataset.ts';
import { resolveOptions } from './options.ts';

const options = {
  noise: {
    default: 0.1,
    minimum: 0,
    maximum: 1,
    integer: false,
    description: 'Standard deviation of the Gaussian noise added to both coordinates.',
  },
} as const satisfies Record<string, DatasetOption>;

export const twoMoons = {
  id: 'two-moons',
  name: 'Two moons',
  summary:
    'Points on two interleaving half circles of radius 1, with Gaussian noise. The label says which moon.',
  kind: 'tabular',
  shape: () => [2],
  range: 'real',
  levels: 'continuous',
  defaultCount: 2000,
  options,
  generate: (count, given, random) => {
    const { noise } = resolveOptions(options, given);
    const values = new Float32Array(2 * count);
    const labels = new Uint8Array(count);
    for (let i = 0; i < count; i += 1) {
      const lower = random.integer(2);
      const angle = Math.PI * random.uniform();
      const x = lower === 1 ? 1 - Math.cos(angle) : Math.cos(angle);
      const y = lower === 1 ? 0.5 - Math.sin(angle) : Math.sin(angle);
      labels[i] = lower;
      values[2 * i] = x + noise * random.normal();
      values[2 * i + 1] = y + noise * random.normal();
    }
    return { values, labels };
  },
  sources: [],
} as const satisfies Dataset;
