// Whether data lie where their likelihood has probability, looked at before training: what a config cannot know.

import type { Family, Support } from '../elbo/families/family.ts';
import { createRandom } from '../elbo/random.ts';
import { dataProblem, inWords } from './outcome.ts';
import type { PreparedData } from './pipeline.ts';

type Problem = ReturnType<typeof dataProblem>;

/** Data are looked at in blocks of this many. */
const block = 1000;

/** Which values of a single dimension are fine, and what they should be. */
const dimensions: Readonly<Partial<Record<Support, readonly [(x: number) => boolean, string]>>> = {
  openUnitInterval: [(x) => x > 0 && x < 1, 'strictly between 0 and 1'],
  unitInterval: [(x) => x >= 0 && x <= 1, 'from 0 to 1'],
  zeroOrOne: [(x) => x >= 0 && x <= 1, 'from 0 to 1'],
  positive: [(x) => x > 0, 'above 0'],
  naturalNumber: [(x) => x >= 0 && Number.isInteger(x), 'a whole number from 0 up'],
};

/** What is wrong with the first datum of a block that does not fit; `first` is the number of its first datum. */
type Look = (values: Float32Array, first: number, data: PreparedData) => Problem | undefined;

const outside =
  ({ name, support }: Pick<Family, 'name' | 'support'>): Look =>
  (values, first, data) => {
    const [fits, expected] = dimensions[support] ?? [];
    if (fits === undefined || expected === undefined) return undefined;
    const index = values.findIndex((value) => !fits(value));
    if (index < 0) return undefined;
    const datum = first + Math.floor(index / data.dimensions);
    return dataProblem(
      `${data.name}: datum ${datum}, dimension ${index % data.dimensions} is ${inWords(values[index]!)}.`,
      `${name} has no probability there: every value has to be ${expected}.`,
      'Change `data.scaling` or `data.transform`, or choose another `likelihood.family`.',
      'likelihood.family',
    );
  };

const notOneHot =
  ({ name }: Pick<Family, 'name'>): Look =>
  (values, first, data) => {
    for (let start = 0; start < values.length; start += data.dimensions) {
      const datum = values.subarray(start, start + data.dimensions);
      const ones = datum.filter((value) => value === 1).length;
      const zeros = datum.filter((value) => value === 0).length;
      if (ones === 1 && zeros === data.dimensions - 1) continue;
      const total = datum.reduce((sum, value) => sum + value, 0);
      return dataProblem(
        `${data.name}: datum ${first + start / data.dimensions} is not one-hot: it adds up to ${inWords(total)}.`,
        `${name} has no probability there: one dimension has to be 1 and all others 0.`,
        'Use `family: multinomial` for counts that share a total, or data with one 1 each.',
        'likelihood.family',
      );
    }
    return undefined;
  };

/** Values of pictures are of one kind: the first block stands for all. Of a table every row is looked at. */
function firstMisfit(data: PreparedData, look: Look): Problem | undefined {
  const isTable = data.targets.kind === 'continuous' || data.targets.kind === 'whole';
  const end = isTable ? data.train.count : Math.min(block, data.train.count);
  const random = createRandom(0);
  for (let first = 0; first < end; first += block) {
    const rows = Array.from({ length: Math.min(block, end - first) }, (_, row) => first + row);
    const values = new Float32Array(rows.length * data.dimensions);
    data.train.fill(values, rows, random);
    const problem = look(values, first, data);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Standardised values are real numbers on both sides of 0, and have no levels. */
const standardisedMisfit = ({ name }: PreparedData, family: Pick<Family, 'name'>): Problem =>
  dataProblem(
    `${name}: standardised data are outside the support of a ${family.name} likelihood.`,
    'Standardised values are spread about 0, on both sides of it.',
    'Remove `standardise`, or use a likelihood of real numbers: `family: normal`.',
    'data.standardise',
  );

const withoutLevels = ({ name }: PreparedData, family: Pick<Family, 'name'>): Problem =>
  dataProblem(
    `${name}: these data have no levels that ${family.name} could give probabilities to.`,
    'It needs equally spaced values, at most 256 of them: grey levels, or whole numbers such as the classes of an answer.',
    'Use `family: normal` for real numbers, or `family: poisson` for counts.',
    'likelihood.family',
  );

/** The first of the training data that the family gives no probability to, in words; undefined if there is none. */
export function checkSupport(
  data: PreparedData,
  family: Pick<Family, 'name' | 'support'>,
): Problem | undefined {
  if (data.standardisation !== null && family.support !== 'real') {
    return standardisedMisfit(data, family);
  }
  if (family.support === 'levels' && data.levels === null) return withoutLevels(data, family);
  return firstMisfit(data, family.support === 'oneHot' ? notOneHot(family) : outside(family));
}
