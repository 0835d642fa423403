// Whether data lie where their likelihood has probability, looked at before training: what a config cannot know.

import type { Family, Support } from '../elbo/families/family.ts';
import { createRandom } from '../elbo/random.ts';
import { dataProblem, inWords } from './outcome.ts';
import type { PreparedData } from './pipeline.ts';

type Problem = ReturnType<typeof dataProblem>;

/** So many data of the training split are looked at. */
const looked = 1000;

/** Which values of a single dimension are fine, and what they should be. */
const dimensions: Readonly<Partial<Record<Support, readonly [(x: number) => boolean, string]>>> = {
  openUnitInterval: [(x) => x > 0 && x < 1, 'strictly between 0 and 1'],
  unitInterval: [(x) => x >= 0 && x <= 1, 'from 0 to 1'],
  zeroOrOne: [(x) => x >= 0 && x <= 1, 'from 0 to 1'],
  positive: [(x) => x > 0, 'above 0'],
  naturalNumber: [(x) => x >= 0 && Number.isInteger(x), 'a whole number from 0 up'],
};

function outside(
  values: Float32Array,
  data: PreparedData,
  { name, support }: Pick<Family, 'name' | 'support'>,
): Problem | undefined {
  const [fits, expected] = dimensions[support] ?? [];
  if (fits === undefined || expected === undefined) return undefined;
  const index = values.findIndex((value) => !fits(value));
  if (index < 0) return undefined;
  const place = `datum ${Math.floor(index / data.dimensions)}, dimension ${index % data.dimensions}`;
  return dataProblem(
    `${data.name}: ${place} is ${inWords(values[index]!)}.`,
    `${name} has no probability there: every value has to be ${expected}.`,
    'Change `data.scaling` or `data.transform`, or choose another `likelihood.family`.',
    'likelihood.family',
  );
}

function notOneHot(
  values: Float32Array,
  data: PreparedData,
  { name }: Pick<Family, 'name'>,
): Problem | undefined {
  for (let start = 0; start < values.length; start += data.dimensions) {
    const datum = values.subarray(start, start + data.dimensions);
    const ones = datum.filter((value) => value === 1).length;
    const zeros = datum.filter((value) => value === 0).length;
    if (ones === 1 && zeros === data.dimensions - 1) continue;
    const total = datum.reduce((sum, value) => sum + value, 0);
    return dataProblem(
      `${data.name}: datum ${start / data.dimensions} is not one-hot: it adds up to ${inWords(total)}.`,
      `${name} has no probability there: one dimension has to be 1 and all others 0.`,
      'Use `family: multinomial` for counts that share a total, or data with one 1 each.',
      'likelihood.family',
    );
  }
  return undefined;
}

/** The first of the training data that the family gives no probability to, in words; undefined if there is none. */
export function checkSupport(
  data: PreparedData,
  family: Pick<Family, 'name' | 'support'>,
): Problem | undefined {
  const count = Math.min(looked, data.train.count);
  const values = new Float32Array(count * data.dimensions);
  data.train.fill(
    values,
    Array.from({ length: count }, (_, row) => row),
    createRandom(0),
  );
  return family.support === 'oneHot'
    ? notOneHot(values, data, family)
    : outside(values, data, family);
}
