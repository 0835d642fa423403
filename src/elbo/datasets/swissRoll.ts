// A rolled-up sheet: data on a surface of lower dimension than the space they lie in.

import type { Dataset, DatasetOption } from './dataset.ts';
import { resolveOptions } from './options.ts';

const options = {
  dimensions: {
    default: 3,
    minimum: 2,
    maximum: 3,
    integer: true,
    description: '3: the sheet rolled up in space. 2: its cross-section, a spiral in the plane.',
  },
  noise: {
    default: 0.05,
    minimum: 0,
    maximum: 2,
    integer: false,
    description: 'Standard deviation of the Gaussian noise added to every coordinate.',
  },
} as const satisfies Record<string, DatasetOption>;

/** Angles at which the roll begins and ends: a turn and a half of it. */
const [innermost, outermost] = [1.5 * Math.PI, 4.5 * Math.PI] as const;
/** Brings the outermost turn to a radius of 1.5, the scale of the other data sets in a plane. */
const scale = 1.5 / outermost;
/** Width of the sheet, in the same units as its length in Tenenbaum et al.: 21 for angles up to 4.5 pi. */
const width = 21 * scale;

const parts = 4;

export const swissRoll = {
  id: 'swiss-roll',
  name: 'Swiss roll',
  summary:
    'Points on a sheet rolled up in space: (t cos t, t sin t, h), the angle t and the position h across the sheet ' +
    'uniform, with Gaussian noise. Two latent dimensions suffice. The label says which quarter of the roll, from the inside.',
  kind: 'tabular',
  shape: (given) => [resolveOptions(options, given).dimensions],
  range: 'real',
  levels: 'continuous',
  defaultCount: 2000,
  options,
  generate: (count, given, random) => {
    const { dimensions, noise } = resolveOptions(options, given);
    const values = new Float32Array(dimensions * count);
    const labels = new Uint8Array(count);
    const factors = new Float32Array(2 * count);
    for (let i = 0; i < count; i += 1) {
      const along = random.uniform();
      const across = random.uniform();
      const t = innermost + (outermost - innermost) * along;
      const point = [scale * t * Math.cos(t), scale * t * Math.sin(t), width * (across - 0.5)];
      labels[i] = Math.floor(parts * along);
      factors.set([along, across], 2 * i);
      for (let j = 0; j < dimensions; j += 1) {
        values[dimensions * i + j] = point[j]! + noise * random.normal();
      }
    }
    return { values, labels, factors: { names: ['along', 'across'], values: factors } };
  },
  sources: [
    {
      authors: 'J. B. Tenenbaum, V. de Silva, J. C. Langford',
      title: 'A Global Geometric Framework for Nonlinear Dimensionality Reduction',
      year: 2000,
      id: 'doi:10.1126/science.290.5500.2319',
      locator: 'figure 3',
    },
  ],
} as const satisfies Dataset;
