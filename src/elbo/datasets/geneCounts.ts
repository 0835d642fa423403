// Counts that vary more than their mean, with some that were never seen: what zero-inflated negative binomials are for.

import { drawNegativeBinomial } from '../families/negativeBinomialMass.ts';
import type { Dataset, DatasetOption } from './dataset.ts';
import { resolveOptions } from './options.ts';

const options = {
  genes: {
    default: 30,
    minimum: 2,
    maximum: 1024,
    integer: true,
    description: 'Number of data dimensions D.',
  },
  groups: {
    default: 4,
    minimum: 1,
    maximum: 64,
    integer: true,
    description:
      'Number of kinds of cells, each with mean counts of its own. The label is the kind.',
  },
  dispersion: {
    default: 2,
    minimum: 0.05,
    maximum: 10_000,
    integer: false,
    description: 'The inverse dispersion theta of every count: its variance is mu + mu²/theta.',
  },
  missing: {
    default: 0.1,
    minimum: 0,
    maximum: 0.95,
    integer: false,
    description: 'Probability that a count was not seen and is 0 instead.',
  },
} as const satisfies Record<string, DatasetOption>;

/** Logarithms of mean counts are normal with this mean and standard deviation. */
const [typicalLogMean, spreadOfLogMeans] = [1.5, 1];

export const geneCounts = {
  id: 'gene-counts',
  name: 'Gene counts',
  summary:
    'Counts with the spread of single-cell data: negative binomial around means that differ by kind of cell, some of ' +
    'them lost. The learned `dispersion` and `zeroInflation` of a model can be compared with what they were drawn with.',
  kind: 'tabular',
  shape: (given) => [resolveOptions(options, given).genes],
  range: { minimum: 0, maximum: Infinity },
  levels: 'whole',
  defaultCount: 2000,
  options,
  generate: (count, given, random) => {
    const { genes, groups, dispersion, missing } = resolveOptions(options, given);
    const own = random.fork('gene-counts means');
    const means = Float64Array.from({ length: groups * genes }, () =>
      Math.exp(typicalLogMean + spreadOfLogMeans * own.normal()),
    );
    const values = new Float32Array(count * genes);
    const labels = new Uint8Array(count);
    for (let i = 0; i < count; i += 1) {
      const group = random.integer(groups);
      labels[i] = group;
      for (let j = 0; j < genes; j += 1) {
        const mu = means[group * genes + j]!;
        const seen = drawNegativeBinomial(dispersion, mu / (mu + dispersion), random);
        values[i * genes + j] = random.uniform() < missing ? 0 : seen;
      }
    }
    return { values, labels };
  },
  sources: [],
} as const satisfies Dataset;
