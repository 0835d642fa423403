// Standardisation: y = (x - mean) / scale with mean and standard deviation of the training split. The model works
// with y; what is reported is in the units of x, so the change of variables and its logarithm stand here too.

import type { Nats } from '../elbo/units.ts';
import type { Random } from '../elbo/random.ts';
import { counted, dataProblem, type Note, type Outcome } from './outcome.ts';
import type { Standardise } from './parameters.ts';
import type { TargetSource } from './transform.ts';

export interface Standardisation {
  /** One entry per dimension; all alike where they share one. */
  readonly mean: Float64Array;
  readonly scale: Float64Array;
  /**
   * Sum over dimensions of log scale. A density changes with the units of what it is of:
   * log p(x) = log p(y) - sumLogScale.
   */
  readonly sumLogScale: Nats;
}

export interface Standardised {
  readonly targets: TargetSource;
  /** Null where nothing is to be standardised. */
  readonly standardisation: Standardisation | null;
  readonly notes: readonly Note[];
}

/** The targets as the model is to see them. `train` are the positions of the training data. */
export function standardise(
  targets: TargetSource,
  mode: Standardise,
  dimensions: number,
  train: Uint32Array,
  random: Random,
): Outcome<Standardised> {
  if (mode === 'none') return { value: { targets, standardisation: null, notes: [] } };
  if (targets.targets.kind === 'binary') return ofBits();
  const moments = momentsOf(targets, dimensions, train, random);
  const pooled = mode === 'shared' ? pool(moments) : moments;
  const constant = pooled.variance.filter((variance) => !(variance > 0)).length;
  if (constant === dimensions) return ofConstants();
  const scale = pooled.variance.map((variance) => (variance > 0 ? Math.sqrt(variance) : 1));
  const standardisation = {
    mean: pooled.mean,
    scale,
    sumLogScale: scale.reduce((sum, value) => sum + Math.log(value), 0),
  };
  return {
    value: {
      targets: inStandardUnits(targets, standardisation),
      standardisation,
      notes: constant === 0 ? [] : [constantNote(constant, dimensions)],
    },
  };
}

const ofBits = (): Outcome<never> =>
  dataProblem(
    'Binary data cannot be standardised.',
    'Their values are 0 and 1, and a likelihood of binary data needs them so.',
    'Remove `standardise`, or use `transform: none` and `family: normal`.',
    'data.standardise',
  );

const ofConstants = (): Outcome<never> =>
  dataProblem(
    'These data cannot be standardised: they are constant.',
    'Every dimension has the same value in all training data, so there is no spread to divide by.',
    'Use other data, or remove `standardise`.',
    'data.standardise',
  );

const constantNote = (constant: number, dimensions: number): Note => ({
  what: `${counted(constant, 'dimension')} of ${dimensions} ${constant === 1 ? 'is' : 'are'} constant: centred, not scaled.`,
  why: 'A dimension without spread has none to divide by. A learned sigma there can shrink without limit.',
});

interface Moments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * Mean and variance of each dimension over the training data, by Welford's updates: a large common offset does not
 * cancel. Where targets draw noise, one draw of it is as good as any.
 */
function momentsOf(
  { write }: TargetSource,
  dimensions: number,
  train: Uint32Array,
  random: Random,
): Moments {
  const mean = new Float64Array(dimensions);
  const squares = new Float64Array(dimensions);
  const row = new Float64Array(dimensions);
  for (const [index, position] of train.entries()) {
    write(row, position * dimensions, random);
    for (let i = 0; i < dimensions; i += 1) {
      const before = row[i]! - mean[i]!;
      mean[i] = mean[i]! + before / (index + 1);
      squares[i] = squares[i]! + before * (row[i]! - mean[i]!);
    }
  }
  return { mean, variance: squares.map((sum) => sum / train.length) };
}

/** Moments of all dimensions taken together: the mean variance, and the spread of the means. */
function pool({ mean, variance }: Moments): Moments {
  const average = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const centre = average(mean);
  const between = average(mean.map((value) => (value - centre) ** 2));
  const spread = average(variance) + between;
  return { mean: mean.map(() => centre), variance: variance.map(() => spread) };
}

/** Subtracted and divided in float64: data far from 0 keep their digits. */
function inStandardUnits(
  { write, ...targets }: TargetSource,
  { mean, scale }: Standardisation,
): TargetSource {
  const row = new Float64Array(mean.length);
  return {
    ...targets,
    levels: null,
    write: (target, start, random) => {
      write(row, start, random);
      for (let i = 0; i < row.length; i += 1) target[i] = (row[i]! - mean[i]!) / scale[i]!;
    },
  };
}

/** Rows of standardised values back in the units of the data. */
export function undoStandardisation(
  values: Float32Array,
  standardisation: Standardisation | null,
): Float32Array {
  if (standardisation === null) return values;
  const { mean, scale } = standardisation;
  return values.map((y, i) => mean[i % mean.length]! + scale[i % mean.length]! * y);
}
