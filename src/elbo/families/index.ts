// The registry of likelihood families, in the order users see them.

import { bernoulli } from './bernoulli.ts';
import type { Family, Parameterisation } from './family.ts';
import { normal } from './normal.ts';

export const families = [bernoulli, normal] as const satisfies readonly Family[];

export type FamilyId = (typeof families)[number]['id'];

export const familyIds: readonly FamilyId[] = families.map(({ id }) => id);

export function getFamily(id: FamilyId): Family<FamilyId> {
  const found = families.find((family) => family.id === id);
  if (found === undefined) throw new Error(`no family is called "${id}"`);
  return found;
}

/** The parameterisation called `id`; asking for one the family does not state breaks the caller's contract. */
export function getParameterisation(family: Family, id: string): Parameterisation {
  const found = family.parameterisations.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`${family.name} has no parameterisation "${id}"`);
  return found;
}
