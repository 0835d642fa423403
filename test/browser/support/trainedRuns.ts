// What is true of every run that trained.

import assert from 'node:assert/strict';
import type { Backend, EngineReport, TrainingEvent } from '../../../src/elbo/trainingEvent.ts';
import { columnsOf, evaluationsOf } from '../../training/support/runs.ts';

/** The run went to its end on `backend`, reported every step with terms that mean something, and got better. */
export function checkTrained(events: readonly TrainingEvent[], backend: Backend): EngineReport {
  const prepared = events.find((event) => event.kind === 'prepared');
  assert.equal(prepared?.engine.backend, backend, JSON.stringify(events.at(-1)));
  const evaluations = evaluationsOf(events);
  const [first, last] = [evaluations[0], evaluations.at(-1)];
  assert.ok(first && last && last.step === prepared.plannedSteps);
  assert.ok(last.train.elbo > first.train.elbo, `${first.train.elbo} -> ${last.train.elbo}`);
  const { reconstructionLoss, kl } = columnsOf(events);
  assert.equal(kl.length, prepared.plannedSteps);
  for (const nats of [...reconstructionLoss, ...kl]) {
    assert.ok(Number.isFinite(nats) && nats !== 0, `${nats} nats`);
  }
  return prepared.engine;
}

/** ELBO of the training split before the first step; nats per datum. */
const firstElbo = (events: readonly TrainingEvent[]): number =>
  evaluationsOf(events)[0]?.train.elbo ?? Number.NaN;

/** Two engines start alike, and their small differences stay small over some steps. */
export function checkLikeOther(
  events: readonly TrainingEvent[],
  other: readonly TrainingEvent[],
): void {
  const [a, b] = [firstElbo(events), firstElbo(other)];
  assert.ok(Math.abs(a - b) <= 2e-5 * Math.abs(b), `${a} and ${b}`);
  const [seen, expected] = [columnsOf(events), columnsOf(other)];
  for (const term of ['reconstructionLoss', 'kl'] as const) {
    for (const [index, nats] of expected[term].entries()) {
      const value = seen[term][index] ?? Number.NaN;
      const where = `${term} of step ${index + 1}: ${value} and ${nats}`;
      assert.ok(Math.abs(value - nats) <= 1e-4 * Math.abs(nats), where);
    }
  }
}
