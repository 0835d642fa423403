import assert from 'node:assert/strict';
import type { TrainingEvent } from '../../src/elbo/trainingEvent.ts';
import { newRun, reduceRun } from '../../src/protocol/reduceRun.ts';
import type { RunSnapshot } from '../../src/protocol/run.ts';
import {
  engineLost,
  entered,
  evaluationAt,
  everyEvent,
  failed,
  prepared,
  sampleRun,
  stepped,
} from './samples.ts';

const after = (...events: TrainingEvent[]): RunSnapshot =>
  reduceRun(newRun(sampleRun()), { elapsedMs: 1, live: true, events });

const losses = ({ columns }: RunSnapshot): number[] =>
  [...columns.reconstructionLoss].map((loss, i) => loss + (columns.kl[i] ?? Number.NaN));

describe('A run folded from its events', () => {
  it('begins preparing, live and empty', () => {
    const run = newRun(sampleRun());
    assert.equal(run.state, 'preparing');
    assert.equal(run.live, true);
    assert.equal(run.columns.kl.length, 0);
  });

  it('takes time and liveness from the delta', () => {
    const run = reduceRun(newRun(sampleRun()), { elapsedMs: 77, live: false, events: [] });
    assert.equal(run.elapsedMs, 77);
    assert.equal(run.live, false);
  });

  it('learns its data, engine and plan when prepared', () => {
    const run = after(prepared);
    assert.equal(run.engine?.backend, 'cpu');
    assert.equal(run.data?.trainCount, 100);
    assert.equal(run.plannedSteps, 100);
    assert.ok(!('kind' in run), 'the tag of the event is no part of a run');
  });

  it('joins batches of steps and counts them', () => {
    const run = after(stepped(1, 300, 200), stepped(3, 150));
    assert.deepEqual(losses(run), [300, 200, 150]);
    assert.equal(run.step, 3);
    assert.equal(run.stepsPerSecond, 40);
  });

  it('goes back to the step it is resumed from, and keeps the betas set by hand after it', () => {
    const run = after(
      prepared,
      entered('training', 0),
      stepped(1, 300, 200, 150, 140),
      { kind: 'evaluated', evaluation: evaluationAt(2) },
      { kind: 'evaluated', evaluation: evaluationAt(4) },
      { kind: 'betaSet', step: 1, beta: 2 },
      { kind: 'betaSet', step: 3, beta: 4 },
      failed,
      { kind: 'resumed', step: 2, what: 'Going on.', why: 'Two steps are repeated.' },
    );
    assert.equal(run.state, 'restoring');
    assert.equal(run.step, 2);
    assert.equal(run.problem, null);
    assert.deepEqual(losses(run), [300, 200]);
    assert.deepEqual(
      run.evaluations.map(({ step }) => step),
      [2],
    );
    assert.deepEqual(
      run.betaMarks.map(({ step }) => step),
      [1, 3],
    );
    assert.deepEqual(run.restoring, { what: 'Going on.', why: 'Two steps are repeated.' });
  });

  it('fails with its engine, until it is taken up again', () => {
    const lost = after(entered('training', 3), { kind: 'engineLost', problem: engineLost });
    assert.deepEqual([lost.state, lost.problem], ['failed', engineLost]);
  });

  it('writes a resumed history over the one it abandons', () => {
    const run = after(stepped(1, 300, 200, 150), stepped(2, 190));
    assert.deepEqual(losses(run), [300, 190]);
  });

  it('marks steps nobody reported as NaN, never 0', () => {
    assert.deepEqual(losses(after(stepped(1, 300), stepped(4, 100))), [
      300,
      Number.NaN,
      Number.NaN,
      100,
    ]);
  });

  it('never changes an earlier snapshot, however histories branch', () => {
    const first = after(stepped(1, 300, 200));
    const a = reduceRun(first, { elapsedMs: 0, live: true, events: [stepped(3, 1)] });
    const b = reduceRun(first, { elapsedMs: 0, live: true, events: [stepped(3, 2)] });
    assert.deepEqual(
      [losses(first), losses(a), losses(b)],
      [
        [300, 200],
        [300, 200, 1],
        [300, 200, 2],
      ],
    );
  });

  it('appends ten thousand batches without copying the whole history each time', () => {
    let run = newRun(sampleRun());
    const buffers = new Set<ArrayBufferLike>();
    for (let step = 1; step <= 10_000; step += 1) {
      run = reduceRun(run, { elapsedMs: 0, live: true, events: [stepped(step, step)] });
      buffers.add(run.columns.kl.buffer);
    }
    assert.equal(run.columns.kl.length, 10_000);
    assert.ok(buffers.size < 10, `${buffers.size} buffers were allocated`);
    assert.equal(losses(run).at(-1), 10_000);
  });

  it('keeps evaluations in order, and drops those a resumed run left behind', () => {
    const evaluated = [10, 20, 30, 20].map((step): TrainingEvent => ({
      kind: 'evaluated',
      evaluation: evaluationAt(step),
    }));
    assert.deepEqual(
      after(...evaluated).evaluations.map(({ step }) => step),
      [10, 20],
    );
  });

  it('keeps its problem when it is stopped, and leaves it behind when it trains again', () => {
    const stopped = after(failed, entered('stopped', 7));
    assert.equal(stopped.state, 'stopped');
    assert.equal(stopped.problem?.term, 'kl');
    assert.equal(after(failed, entered('training', 7)).problem, null);
  });

  it('is the same when events arrive twice, batch by batch', () => {
    let once = newRun(sampleRun());
    let twice = once;
    for (const event of everyEvent) {
      const delta = { elapsedMs: 1, live: true, events: [event] };
      once = reduceRun(once, delta);
      twice = reduceRun(reduceRun(twice, delta), delta);
    }
    assert.deepEqual(twice, once);
  });

  it('is the same whether events come one by one or together', () => {
    const together = after(...everyEvent);
    const apart = everyEvent.reduce(
      (run, event) => reduceRun(run, { elapsedMs: 1, live: true, events: [event] }),
      newRun(sampleRun()),
    );
    assert.deepEqual(apart, together);
  });
});
