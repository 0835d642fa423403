// Every program there is: each family in each of its parameterisations, each divergence that is a formula.

import { formulaDivergences } from '../divergences/expressions.ts';
import type { Family } from '../families/family.ts';
import { familyIds, getFamily } from '../families/index.ts';
import { divergenceProgram, likelihoodProgram, type Program } from './program.ts';

const families: readonly Family[] = familyIds.map(getFamily);

export const programs: readonly Program[] = [
  ...families.flatMap((family) =>
    family.parameterisations.map((form) => likelihoodProgram(family, form)),
  ),
  ...formulaDivergences.map(divergenceProgram),
];
