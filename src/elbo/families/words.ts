// What families state, in words, for hovers and pages.

import { toUnicode } from '../expr/unicode.ts';
import { encoderInput } from './encoderInput.ts';
import type { DroppableConstant, Family, ParameterDomain, Source, Support } from './family.ts';

export const supportText: Readonly<Record<Support, string>> = {
  zeroOrOne: 'x is 0 or 1',
  unitInterval: 'x from 0 to 1',
  openUnitInterval: 'x between 0 and 1, both excluded',
  real: 'any real x',
  positive: 'x above 0',
  circle: 'x is an angle in radians',
  naturalNumber: 'x is 0, 1, 2, …',
  levels: 'x is one of the levels of the data',
  oneHot: 'one dimension of the datum is 1, the others are 0',
};

export const domainText: Readonly<Record<ParameterDomain, string>> = {
  real: 'any real number',
  positive: 'above 0',
  openUnitInterval: 'between 0 and 1, both excluded',
  simplex: 'from 0 to 1; they sum to 1',
};

export const measureText: Readonly<Record<Family['measure'], string>> = {
  mass: 'probability mass: log p(x|z) is never above 0',
  density: 'density: log p(x|z) may exceed 0 and depends on the units of x',
};

export const droppableText: Readonly<Record<DroppableConstant['droppable'], string>> = {
  always: 'yes',
  fixedScale: 'only while it is fixed',
  never: 'no',
};

/** What there is to say of what the encoder reads; nothing if it reads x. */
export function encoderText(family: Family): string {
  const input = encoderInput(family);
  return input.kind === 'symbol' ? '' : `The encoder reads ${toUnicode(input)} instead of x.`;
}

/** D. P. Kingma, M. Welling, 2013, Auto-Encoding Variational Bayes, arXiv:1312.6114, Appendix C.2 */
export const sourceText = ({ authors, year, title, id, locator }: Source): string =>
  [authors, String(year), title, id, locator].filter((part) => part !== undefined).join(', ');
