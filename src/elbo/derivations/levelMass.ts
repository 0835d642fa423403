// The mass that a logistic density puts on the bin of a level, which the discretised logistic and its mixture share.

import { greater, minus, over, plus, sigmoid, symbol, times } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import type { Source } from '../families/family.ts';
import type { Derivation, Quantity } from './derivation.ts';
import { ofData, x } from './symbols.ts';

export const binWidth = symbol('binWidth');
const halfWidth = over(binWidth, 2);

/** Whether the bin of x has an end: that of the lowest and that of the highest level reach to infinity. */
export const hasUpperEnd = symbol('hasUpperEnd', ofData);
export const hasLowerEnd = symbol('hasLowerEnd', ofData);

/** The ends of the bin of x in units of the scale. */
export const binEnds = (loc: Expr, scale: Expr) => ({
  upper: over(minus(plus(x, halfWidth), loc), scale),
  lower: over(minus(minus(x, halfWidth), loc), scale),
});

/** The distribution function at both ends; 1 and 0 where there is none. */
export function logisticDefinitions(loc: Expr, scale: Expr): Derivation['definitions'] {
  const { upper, lower } = binEnds(loc, scale);
  return {
    cdfAbove: plus(minus(1, hasUpperEnd), times(hasUpperEnd, sigmoid(upper))),
    cdfBelow: times(hasLowerEnd, sigmoid(lower)),
    hasUpperEnd: minus(1, greater(x, minus(symbol('maximum'), halfWidth))),
    hasLowerEnd: minus(1, greater(plus(symbol('minimum'), halfWidth), x)),
  };
}

const fixed = (name: string, value: number, meaning: string): Quantity => ({
  name,
  domain: 'fixed',
  value,
  meaning,
});

/** Of the five levels that steps are tried on. */
export const levelQuantities: readonly Quantity[] = [
  fixed('binWidth', 0.5, 'Distance between two levels.'),
  fixed('minimum', -1, 'The lowest level.'),
  fixed('maximum', 1, 'The highest level.'),
];

export const salimans: Source = {
  authors: 'T. Salimans, A. Karpathy, X. Chen, D. P. Kingma',
  title: 'PixelCNN++',
  year: 2017,
  id: 'arXiv:1701.05517',
  locator: 'section 2.1',
};
