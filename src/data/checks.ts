// Checks of a generator's options, of the numbers it drew, and of prepared data against the likelihood they are to
// have, before anything is built on them.

import type { Dataset, DatasetOption, DatasetOptions } from '../elbo/datasets/dataset.ts';
import type { Family } from '../elbo/families/family.ts';
import { dataProblem, inWords, rounded, type Outcome } from './outcome.ts';
import type { PreparedData } from './pipeline.ts';

function checkOption(dataset: Dataset, name: string, value: number): Outcome<never> | undefined {
  const path = `data.options.${name}`;
  const option: DatasetOption | undefined = dataset.options[name];
  if (option === undefined) {
    const known = Object.keys(dataset.options).join(', ');
    return dataProblem(
      `${dataset.id} has no option ${JSON.stringify(name)}.`,
      known === '' ? 'It has no options.' : `Its options are: ${known}.`,
      'Remove the option or correct its name.',
      path,
    );
  }
  const { minimum, maximum, integer } = option;
  if (value >= minimum && value <= maximum && (!integer || Number.isInteger(value))) {
    return undefined;
  }
  return dataProblem(
    `${dataset.id}: the option ${name} cannot be ${inWords(value)}.`,
    `It is ${integer ? 'a whole number' : 'a number'} from ${minimum} to ${maximum}. ${option.description}`,
    `Choose a value in that range, or leave it out for ${option.default}.`,
    path,
  );
}

/** The first option that the generator does not know or that is out of its bounds. */
export function checkOptions(dataset: Dataset, given: DatasetOptions): Outcome<never> | undefined {
  for (const [name, value] of Object.entries(given)) {
    const problem = checkOption(dataset, name, value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Refuses NaN, infinities and values outside the range that the entry states. */
export function checkNumbers(
  values: Float32Array,
  dimensions: number,
  dataset: Pick<Dataset, 'id' | 'range'>,
): Outcome<never> | undefined {
  const { range } = dataset;
  const [minimum, maximum] =
    range === 'real' ? [-Infinity, Infinity] : [range.minimum, range.maximum];
  const index = values.findIndex(
    (value) => !Number.isFinite(value) || value < minimum || value > maximum,
  );
  if (index === -1) return undefined;
  const expected =
    range === 'real' ? 'a finite number' : `a number from ${range.minimum} to ${range.maximum}`;
  return dataProblem(
    `${dataset.id}: datum ${Math.floor(index / dimensions)} holds ${inWords(values[index]!)} in dimension ${index % dimensions}.`,
    `Every value of this data set is ${expected}; no likelihood can be computed of anything else.`,
    'Choose milder options or another seed.',
    'data.source',
  );
}

type Supported = Pick<PreparedData, 'name' | 'range' | 'standardisation'>;

/** Refuses data outside a family's support. Only once a file is read is its range known. */
export function checkSupport(
  { name, range, standardisation }: Supported,
  family: Pick<Family, 'name' | 'support'>,
): Outcome<never> | undefined {
  if (family.support === 'real') return undefined;
  const what = `${name}: these data are outside the support of a ${family.name} likelihood.`;
  if (standardisation !== null) {
    return dataProblem(
      what,
      'Standardised values are spread about 0, on both sides of it.',
      'Remove `standardise`, or use a likelihood of real numbers: `family: normal`.',
      'data.standardise',
    );
  }
  const { needed, isMet } = supports[family.support];
  if (isMet(range)) return undefined;
  return dataProblem(
    what,
    `It needs values ${needed}; these run from ${rounded(range.minimum)} to ${rounded(range.maximum)}.`,
    'Scale or binarise the data (bytes have `scaling: unit`), or use a likelihood of real numbers: `family: normal`.',
    'likelihood.family',
  );
}

interface Needed {
  readonly needed: string;
  readonly isMet: (range: PreparedData['range']) => boolean;
}

const unit: Needed = {
  needed: 'from 0 to 1',
  isMet: ({ minimum, maximum }) => minimum >= 0 && maximum <= 1,
};

const supports: Readonly<Record<Exclude<Family['support'], 'real'>, Needed>> = {
  zeroOrOne: unit,
  unitInterval: unit,
  positive: { needed: 'above 0', isMet: ({ minimum }) => minimum > 0 },
  naturalNumber: { needed: 'from 0 upwards', isMet: ({ minimum }) => minimum >= 0 },
};
