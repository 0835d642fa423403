// The registry of divergences, keyed by the families of q and p.

import type { Divergence } from './divergence.ts';
import { klNormalStandardNormal } from './klNormalStandardNormal.ts';

export const divergences = [klNormalStandardNormal] as const satisfies readonly Divergence[];

export type DivergenceId = (typeof divergences)[number]['id'];

/** The divergence from q to p; `undefined` where none is registered for the pair. */
export function findDivergence(q: string, p: string): Divergence<DivergenceId> | undefined {
  return divergences.find((divergence) => divergence.q === q && divergence.p === p);
}
