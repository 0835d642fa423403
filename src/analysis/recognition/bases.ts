// All formulas a kernel is compared with, from specific to general: the first exact fit wins.

import { exp, symbol, times } from '../../elbo/expr/build.ts';
import { realDensities } from './bases/continuous.ts';
import { normalisedFamilies } from './bases/counts.ts';
import { discreteMasses } from './bases/discrete.ts';
import { gaussianDivergences } from './bases/divergences.ts';
import { otherDivergences } from './bases/otherDivergences.ts';
import { type Basis, basis } from './basis.ts';

export type { Basis, ScaleParameter, TermKind } from './basis.ts';
export { toLogvar } from './basis.ts';

export const bases: readonly Basis[] = [
  ...gaussianDivergences,
  ...otherDivergences,
  ...realDensities.filter(({ scales, roles }) => scales.length > 0 || roles.length > 2),
  ...discreteMasses.filter(({ term }) => term === 'reconstruction'),
  ...normalisedFamilies,
  ...realDensities.filter(({ scales, roles }) => scales.length === 0 && roles.length <= 2),
  ...discreteMasses.filter(({ term }) => term !== 'reconstruction'),
];

/** The same with the noise weighed: annealed, or a temperature. */
export const weighedSamplerBasis = basis(
  'weighedSampler',
  'reparameterize',
  'gaussian',
  'm lv e w',
  [
    ['m', symbol('m'), 1],
    ['w sigma eps', times(symbol('w'), exp(times(0.5, symbol('lv'))), symbol('e')), 1],
  ],
);

/** mu + sigma eps, with sigma of unit coefficient. */
export const samplerBasis = basis('sampler', 'reparameterize', 'gaussian', 'm lv e', [
  ['m', symbol('m'), 1],
  ['sigma eps', times(exp(times(0.5, symbol('lv'))), symbol('e')), 1],
]);

/** The same with noise of another spread, which is a number: its coefficient. */
export const spreadSamplerBasis = basis('spreadSampler', 'reparameterize', 'gaussian', 'm lv e', [
  ['m', symbol('m'), 1],
  ['sigma eps', times(exp(times(0.5, symbol('lv'))), symbol('e')), null],
]);
