// The total of every step, -ELBO of its batch, added once per change of a run however many read it.

import type { RunColumns } from './run.ts';

const known = new WeakMap<RunColumns, Float64Array>();

/** Reconstruction loss + KL, unweighted, per step. */
export function totalsOf(columns: RunColumns): Float64Array {
  const before = known.get(columns);
  if (before !== undefined) return before;
  const { reconstructionLoss, kl } = columns;
  const totals = new Float64Array(kl.length);
  for (let i = 0; i < totals.length; i++) {
    totals[i] = (reconstructionLoss[i] ?? Number.NaN) + (kl[i] ?? Number.NaN);
  }
  known.set(columns, totals);
  return totals;
}
