// The registry of objectives, in the order users see them.

import { asWritten } from './asWritten.ts';
import { betaElbo } from './betaElbo.ts';
import { capacity } from './capacity.ts';
import { elbo } from './elbo.ts';
import { freeBits } from './freeBits.ts';
import { iwae } from './iwae.ts';
import type { Objective } from './objective.ts';

export const objectives = [
  elbo,
  betaElbo,
  freeBits,
  capacity,
  iwae,
  asWritten,
] as const satisfies readonly Objective[];

export type ObjectiveId = (typeof objectives)[number]['id'];

export const objectiveIds: readonly ObjectiveId[] = objectives.map(({ id }) => id);

export function getObjective(id: ObjectiveId): Objective<ObjectiveId> {
  const found = objectives.find((objective) => objective.id === id);
  if (found === undefined) throw new Error(`no objective is called "${id}"`);
  return found;
}
