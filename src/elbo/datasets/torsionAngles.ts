// Angles that turn together: data on a circle, where 359 degrees and 1 degree are neighbours.

import { drawVonMises } from '../sampling/vonMises.ts';
import type { Dataset, DatasetOption } from './dataset.ts';
import { resolveOptions } from './options.ts';

const options = {
  angles: {
    default: 4,
    minimum: 1,
    maximum: 256,
    integer: true,
    description: 'Number of angles, which is the number of data dimensions D.',
  },
  concentration: {
    default: 20,
    minimum: 0.1,
    maximum: 100_000,
    integer: false,
    description:
      'Concentration kappa of the von Mises noise on every angle: its variance is about 1/kappa.',
  },
} as const satisfies Record<string, DatasetOption>;

/** The same angle within pi of 0. */
const wrapped = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));

export const torsionAngles = {
  id: 'torsion-angles',
  name: 'Torsion angles',
  summary:
    'Angles in radians that one hidden angle turns, each at its own speed and from its own start, with von Mises noise. ' +
    'They are wrapped to the circle: a Gaussian sees a jump where there is none.',
  kind: 'tabular',
  shape: (given) => [resolveOptions(options, given).angles],
  range: { minimum: -Math.fround(Math.PI), maximum: Math.fround(Math.PI) },
  levels: 'continuous',
  defaultCount: 2000,
  options,
  generate: (count, given, random) => {
    const { angles, concentration } = resolveOptions(options, given);
    const own = random.fork('torsion-angles model');
    const speeds = Array.from({ length: angles }, () => own.integer(3) - 1 || 1);
    const starts = Array.from({ length: angles }, () => 2 * Math.PI * own.uniform());
    const values = new Float32Array(count * angles);
    for (let i = 0; i < count; i += 1) {
      const turn = 2 * Math.PI * random.uniform();
      for (let j = 0; j < angles; j += 1) {
        const noise = drawVonMises(concentration, random);
        values[i * angles + j] = wrapped(starts[j]! + speeds[j]! * turn + noise);
      }
    }
    return { values };
  },
  sources: [],
} as const satisfies Dataset;
