// Bits per dimension: the only unit in which losses on different image sizes and scalings may be compared,
// and the rules for when it exists at all.

import type { Family } from '../families/family.ts';
import type { BitsPerDim, Nats } from '../units.ts';

/**
 * What the targets are once scaled and transformed. `binary`: 0 or 1. `levels`: finitely many stored values (grey
 * levels), as they are. `whole`: whole numbers, such as counts or classes. `dequantised`: levels with uniform noise of
 * one level added, so that a density is meaningful; `binWidth` is the width of a level in target units. `continuous`:
 * real measurements.
 */
export type Targets =
  | { readonly kind: 'binary' }
  | { readonly kind: 'levels' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'dequantised'; readonly binWidth: number }
  | { readonly kind: 'continuous' };

/** `offset` is added to nats / (D ln 2): the bits that the scale of the data adds or takes. */
export type BitsPerDimRule =
  | { readonly defined: true; readonly offset: number }
  | { readonly defined: false; readonly because: string };

const undefinedBecause = (because: string): BitsPerDimRule => ({ defined: false, because });

/** What the rule reads of a family. */
export type MeasuredFamily = Pick<Family, 'name' | 'measure' | 'support' | 'given'>;

/** Whether bits per dimension exist for a likelihood family on these targets, and their offset. */
export function bitsPerDimRule(family: MeasuredFamily, targets: Targets): BitsPerDimRule {
  return family.measure === 'mass'
    ? ruleOfMass(family, targets)
    : ruleOfDensity(family.name, targets);
}

const values: Readonly<Record<Targets['kind'], string>> = {
  binary: '0 or 1',
  levels: 'grey levels between them',
  whole: 'whole numbers',
  dequantised: 'real numbers',
  continuous: 'real numbers',
};

function ruleOfMass({ name, support, given }: MeasuredFamily, targets: Targets): BitsPerDimRule {
  const { kind } = targets;
  if (given.includes('totalCount')) {
    return undefinedBecause(
      `${name} gives probabilities to the counts of a datum whose total is known; the total would have to be stored too.`,
    );
  }
  if (kind === 'binary') return { defined: true, offset: 0 };
  if (support === 'zeroOrOne') {
    const now =
      kind === 'levels'
        ? 'Binarise the data, or use a density with uniform dequantisation.'
        : 'Binarise the data, or use a density.';
    return undefinedBecause(
      `${name} gives probabilities to 0 and 1, and the targets are ${values[kind]}. ${now}`,
    );
  }
  if (kind === 'levels' || kind === 'whole') return { defined: true, offset: 0 };
  return undefinedBecause(
    `${name} gives probabilities to countable values, and the targets are ${values[kind]}. Use a density.`,
  );
}

function ruleOfDensity(name: string, targets: Targets): BitsPerDimRule {
  switch (targets.kind) {
    case 'dequantised':
      // A level's probability is its density times binWidth (Theis et al. 2015, arXiv:1511.01844, section 3.1).
      return { defined: true, offset: Math.log2(1 / targets.binWidth) };
    case 'binary':
    case 'levels':
    case 'whole':
      return undefinedBecause(
        `${name} is a density and the targets are discrete: a density on discrete values can grow without bound, ` +
          'so it says nothing about bits. Use uniform dequantisation.',
      );
    case 'continuous':
      return undefinedBecause(
        `${name} is a density of real measurements: its value depends on their units, and no number of bits ` +
          'stores a real number.',
      );
  }
}

/** -ELBO / (D ln 2) + offset: an upper bound of the bits that a lossless code needs per dimension. */
export function bitsPerDim(negativeElbo: Nats, dimensions: number, offset: number): BitsPerDim {
  return negativeElbo / (dimensions * Math.LN2) + offset;
}
