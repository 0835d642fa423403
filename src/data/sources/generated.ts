// Data drawn by a generator of the registry.

import type { Dataset } from '../../elbo/datasets/dataset.ts';
import { getDataset } from '../../elbo/datasets/index.ts';
import { wholeLevels } from '../../elbo/levels.ts';
import type { Random } from '../../elbo/random.ts';
import { checkNumbers, checkOptions } from '../checks.ts';
import { dataProblem, grouped, type Outcome } from '../outcome.ts';
import type { GeneratedSource } from '../parameters.ts';
import { product, type SourceData, type StoredValues } from './source.ts';

function toStored(dataset: Dataset, values: Float32Array): StoredValues {
  const { levels, range } = dataset;
  if (range === 'real' || levels === 'continuous') {
    return { kind: 'numbers', numbers: values, isWhole: false, levels: null };
  }
  if (levels === 'whole') {
    return { kind: 'numbers', numbers: values, isWhole: true, levels: wholeLevels(range) };
  }
  const { minimum, maximum } = range;
  const scale = 255 / (maximum - minimum);
  const bytes = Uint8Array.from(values, (value) => Math.round((value - minimum) * scale));
  return { kind: 'bytes', bytes, minimum, maximum, isBinary: levels === 'binary' };
}

/** Generators write float32. */
const bytesPerValue = 4;

/** Refuses to draw more than memory is meant to hold. */
function checkSize(
  { source, count }: GeneratedSource,
  dimensions: number,
  maximumBytes: number,
): Outcome<never> | undefined {
  const bytes = count * dimensions * bytesPerValue;
  if (bytes <= maximumBytes) return undefined;
  const possible = Math.floor(maximumBytes / (dimensions * bytesPerValue));
  return dataProblem(
    `${source}: ${grouped(count)} data are too many.`,
    `They take ${grouped(bytes)} bytes, above the limit of ${grouped(maximumBytes)}.`,
    `Set \`count\` to at most ${grouped(possible)}, or raise the limit in the settings.`,
    'data.count',
  );
}

/** Draws the data of a generator; `random` decides all of them. */
export function generateData(
  source: GeneratedSource,
  random: Random,
  maximumBytes: number,
): Outcome<SourceData> {
  const dataset = getDataset(source.source);
  const wrong = checkOptions(dataset, source.options);
  if (wrong !== undefined) return wrong;
  const shape = dataset.shape(source.options);
  const dimensions = product(shape);
  const large = checkSize(source, dimensions, maximumBytes);
  if (large !== undefined) return large;
  const generated = dataset.generate(source.count, source.options, random);
  const bad = checkNumbers(generated.values, dimensions, dataset);
  if (bad !== undefined) return bad;
  return {
    value: {
      name: dataset.name,
      kind: dataset.kind,
      shape,
      dimensions,
      columns: null,
      count: source.count,
      stored: toStored(dataset, generated.values),
      labels: generated.labels ?? null,
      notes: [],
    },
  };
}
