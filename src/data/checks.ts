// Checks of a generator's options and of the numbers it drew, before anything is built on them.

import type { Dataset, DatasetOption, DatasetOptions } from '../elbo/datasets/dataset.ts';
import { dataProblem, inWords, type Outcome } from './outcome.ts';

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
