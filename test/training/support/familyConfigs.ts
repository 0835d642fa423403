// What a config says for each family: data it is for, and its likelihood with learned settings.

import { getFamily, type FamilyId } from '../../../src/elbo/families/index.ts';

export const pictures = 'source: shapes, options: { side: 12 }';
const dequantised = `${pictures}, transform: uniform-dequantisation`;

/** Data that each family is for. */
export const dataOf: Readonly<Record<FamilyId, string>> = {
  bernoulli: `${pictures}, transform: threshold, threshold: 0.3`,
  normal: 'source: two-moons',
  laplace: 'source: two-moons',
  'student-t': 'source: two-moons',
  'continuous-bernoulli': pictures,
  beta: dequantised,
  'discretised-logistic': pictures,
  'discretised-logistic-mixture': pictures,
  categorical: 'source: survey',
  'one-hot-categorical': 'source: bag-of-words, options: { words: 1 }',
  poisson: 'source: gene-counts',
  'negative-binomial': 'source: gene-counts',
  'zero-inflated-negative-binomial': 'source: gene-counts',
  multinomial: 'source: bag-of-words',
  'log-normal': dequantised,
  'von-mises': 'source: torsion-angles',
};

export const settingModes = ['fixed', 'shared', 'per-dimension', 'per-element'] as const;

/** A config's likelihood with every setting of the family in this mode. */
export function likelihoodOf(id: FamilyId, mode: (typeof settingModes)[number]): string {
  const { settings } = getFamily(id).decoder;
  const keys = settings.map((setting) => `, ${setting.mode.key}: ${mode}`);
  return `{ family: ${id}${keys.join('')} }`;
}
