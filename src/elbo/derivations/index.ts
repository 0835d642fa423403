// The registry of derivations, in the order users see them.

import type { Derivation } from './derivation.ts';
import { gaussianFixedScale } from './gaussianFixedScale.ts';

export const derivations = [gaussianFixedScale] as const satisfies readonly Derivation[];

export type DerivationId = (typeof derivations)[number]['id'];

export const derivationIds: readonly DerivationId[] = derivations.map(({ id }) => id);

export const isDerivationId = (id: string): id is DerivationId =>
  derivationIds.some((known) => known === id);

export function getDerivation(id: DerivationId): Derivation {
  const found = derivations.find((derivation) => derivation.id === id);
  if (found === undefined) throw new Error(`no derivation has the id ${id}`);
  return found;
}
