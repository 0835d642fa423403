// What a run costs now: one value for the side bar, the trainer, the status bar and the tree to agree on.

import type { RunSnapshot } from './run.ts';

/** Training terms in nats per datum, lower is better: means of the last `window` steps, `total` = -ELBO. */
export interface RecentTerms {
  readonly reconstructionLoss: number;
  readonly kl: number;
  readonly total: number;
  readonly window: number;
}

/** Noise of single batches hides the value: an epoch is averaged, or what there is of it. */
export function recentTerms(run: RunSnapshot): RecentTerms | null {
  const { reconstructionLoss, kl } = run.columns;
  const end = lastFinite(kl, reconstructionLoss);
  if (end === 0) return null;
  // Early on the terms fall fast; a tenth of what has been trained keeps the mean near the curve's end.
  const window = Math.max(1, Math.min(run.stepsPerEpoch || 1, Math.ceil(end / 10)));
  const means = {
    reconstructionLoss: mean(reconstructionLoss.subarray(end - window, end)),
    kl: mean(kl.subarray(end - window, end)),
  };
  return { ...means, total: means.reconstructionLoss + means.kl, window };
}

/** The last step at which both terms are finite: after a failure the last good values stay on show. */
function lastFinite(kl: Float64Array, reconstruction: Float64Array): number {
  let end = Math.min(kl.length, reconstruction.length);
  while (end > 0 && !Number.isFinite((kl[end - 1] ?? 0) + (reconstruction[end - 1] ?? 0))) end -= 1;
  return end;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
