// One line about a run, for the tree and the status bar: what it costs now and how far it is.

import { epochOfStep } from '../../config/runLength.ts';
import { recentTerms } from '../../protocol/recentTerms.ts';
import type { RunSnapshot } from '../../protocol/run.ts';
import { formatCount, formatNats } from '../../elbo/format.ts';

/**
 * -ELBO in nats per datum. Of a run that is over: of its last evaluation (validation if there is one). Of a run in
 * progress, or one that ended before anything but its start was evaluated: the mean of its last steps.
 */
export function latestLoss(run: RunSnapshot): number | undefined {
  const evaluation = run.evaluations.at(-1);
  const isCurrent = evaluation && evaluation.step > 0 && !run.live;
  if (!isCurrent) return recentTerms(run)?.total;
  const elbo: number = (evaluation.validation ?? evaluation.train).elbo;
  return -elbo;
}

/** Share of the planned steps that are done, in [0, 1]. */
export const progress = (run: RunSnapshot): number =>
  run.plannedSteps > 0 ? Math.min(1, run.step / run.plannedSteps) : 0;

const epoch = (run: RunSnapshot): string | undefined =>
  run.stepsPerEpoch > 0
    ? `epoch ${formatCount(epochOfStep(run.step, run.stepsPerEpoch))}`
    : undefined;

/** "114.4 nats · epoch 12"; for a failed run, what happened. */
export function summary(run: RunSnapshot): string {
  if (run.state === 'preparing' || run.state === 'restoring') return run.state;
  if (run.state === 'failed' && run.problem) return run.problem.what;
  const loss = latestLoss(run);
  const parts = [loss === undefined ? undefined : `${formatNats(loss)} nats`, epoch(run)];
  if (run.state === 'paused' || run.state === 'stopped') parts.push(run.state);
  if (run.elsewhere) parts.push('in another window');
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** "mnist-mlp-20 113.5 nats · 60 %" */
export function statusText(run: RunSnapshot): string {
  const loss = recentTerms(run)?.total;
  const parts = [loss === undefined ? undefined : `${formatNats(loss)} nats`, percent(run)];
  return `${run.name} ${parts.filter((part) => part !== undefined).join(' · ')}`;
}

const percent = (run: RunSnapshot): string =>
  run.state === 'preparing' || run.state === 'restoring'
    ? run.state
    : `${Math.floor(100 * progress(run))} %`;
