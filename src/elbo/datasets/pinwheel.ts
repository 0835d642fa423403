// Arms of a pinwheel: clusters that are long, bent and of unequal width, which no Gaussian fits.

import type { Dataset, DatasetOption } from './dataset.ts';
import { resolveOptions } from './options.ts';

const options = {
  arms: {
    default: 5,
    minimum: 1,
    maximum: 10,
    integer: true,
    description: 'Number of arms; each is a class.',
  },
  radial: {
    default: 0.3,
    minimum: 0,
    maximum: 1,
    integer: false,
    description: 'Standard deviation along an arm, whose middle is 1 from the centre.',
  },
  tangential: {
    default: 0.1,
    minimum: 0,
    maximum: 1,
    integer: false,
    description: 'Standard deviation across an arm.',
  },
  twist: {
    default: 0.25,
    minimum: 0,
    maximum: 2,
    integer: false,
    description:
      'How far an arm winds: a point r from the centre along its arm is turned by twist · exp(r) radians.',
  },
} as const satisfies Record<string, DatasetOption>;

export const pinwheel = {
  id: 'pinwheel',
  name: 'Pinwheel',
  summary:
    'Points on the bent arms of a pinwheel: Gaussians, longer than wide, turned about the centre the more the farther ' +
    'out. The label says which arm.',
  kind: 'tabular',
  shape: () => [2],
  range: 'real',
  levels: 'continuous',
  defaultCount: 2000,
  options,
  generate: (count, given, random) => {
    const { arms, radial, tangential, twist } = resolveOptions(options, given);
    const values = new Float32Array(2 * count);
    const labels = new Uint8Array(count);
    for (let i = 0; i < count; i += 1) {
      const arm = random.integer(arms);
      const along = 1 + radial * random.normal();
      const across = tangential * random.normal();
      const angle = (2 * Math.PI * arm) / arms + twist * Math.exp(along);
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      labels[i] = arm;
      values[2 * i] = cos * along - sin * across;
      values[2 * i + 1] = sin * along + cos * across;
    }
    return { values, labels };
  },
  sources: [
    {
      authors: 'M. J. Johnson, D. Duvenaud, A. B. Wiltschko, S. R. Datta, R. P. Adams',
      title:
        'Composing graphical models with neural networks for structured representations and fast inference',
      year: 2016,
      id: 'arXiv:1603.06277',
      locator: 'figure 1',
    },
  ],
} as const satisfies Dataset;
