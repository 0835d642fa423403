import assert from 'node:assert/strict';
import { restored, RunStore, type RunChange } from '../../../src/extension/runs/runStore.ts';
import { newRun } from '../../../src/protocol/reduceRun.ts';
import { entered, failed, prepared, sampleRun, stepped } from '../../protocol/samples.ts';

interface Clock {
  now: number;
}

function storeAt(clock: Clock = { now: 0 }): { store: RunStore; changes: RunChange[] } {
  const store = new RunStore(() => clock.now);
  const changes: RunChange[] = [];
  store.onDidChange((change) => changes.push(change));
  return { store, changes };
}

describe('The run store', () => {
  it('shows a run as soon as it is added', () => {
    const { store, changes } = storeAt();
    store.add(sampleRun());
    assert.equal(store.shown?.id, 'r1');
    assert.equal(store.inProgress?.id, 'r1');
    assert.deepEqual(changes, [{ kind: 'added', runId: 'r1' }]);
  });

  it('tells listeners the very events it took in', () => {
    const { store, changes } = storeAt();
    store.add(sampleRun());
    const events = [prepared, entered('training', 0), stepped(1, 100)];
    store.append('r1', events);
    assert.deepEqual(changes.at(-1), { kind: 'changed', runId: 'r1', events });
    assert.equal(store.get('r1')?.step, 1);
  });

  it('counts the time spent training and leaves pauses out', () => {
    const clock = { now: 1000 };
    const { store } = storeAt(clock);
    store.add(sampleRun());
    clock.now = 2000;
    store.append('r1', [entered('training', 0)]);
    clock.now = 2500;
    assert.equal(store.get('r1')?.elapsedMs, 500);
    store.append('r1', [entered('paused', 10)]);
    clock.now = 60_000;
    assert.equal(store.get('r1')?.elapsedMs, 500);
    store.append('r1', [entered('training', 10)]);
    clock.now = 60_250;
    store.append('r1', [entered('finished', 20)]);
    clock.now = 90_000;
    assert.equal(store.get('r1')?.elapsedMs, 750);
  });

  for (const state of ['finished', 'stopped', 'failed'] as const) {
    it(`lets go of a run that is ${state} and ignores what comes late`, () => {
      const { store } = storeAt();
      store.add(sampleRun());
      store.append('r1', [stepped(1, 100), entered(state, 1)]);
      store.append('r1', [stepped(2, 90)]);
      assert.equal(store.get('r1')?.live, false);
      assert.equal(store.get('r1')?.step, 1);
      assert.equal(store.inProgress, undefined);
    });
  }

  it('stops a run whose worker went away, with the reason and the step', () => {
    const { store } = storeAt();
    store.add(sampleRun());
    store.append('r1', [entered('training', 0), stepped(1, 100, 90)]);
    store.release('r1', 'The trainer panel was closed.');
    const run = store.get('r1');
    assert.equal(run?.state, 'stopped');
    assert.equal(run?.problem?.why, 'The trainer panel was closed.');
    assert.equal(run?.problem?.step, 2);
    assert.equal(run?.columns.kl.length, 2);
  });

  it('leaves a run that is over as it is when its worker goes', () => {
    const { store } = storeAt();
    store.add(sampleRun());
    store.append('r1', [failed]);
    store.release('r1', 'closed');
    assert.equal(store.get('r1')?.state, 'failed');
    assert.equal(store.get('r1')?.problem?.layer, 'encoder.logvar');
  });

  it('lists newest first, and shows the newest again once the shown one is deleted', () => {
    const { store } = storeAt();
    for (const [id, startedAt] of [
      ['old', 1],
      ['new', 3],
      ['middle', 2],
    ] as const) {
      store.add({ ...sampleRun(), id, startedAt });
    }
    assert.deepEqual(
      store.list().map(({ id }) => id),
      ['new', 'middle', 'old'],
    );
    store.show('old');
    assert.equal(store.shown?.id, 'old');
    store.remove('old');
    assert.equal(store.shown?.id, 'new');
  });

  it('takes a run up again where it can go on, as the one in progress', () => {
    const { store } = storeAt();
    store.add(sampleRun());
    store.append('r1', [entered('training', 0), stepped(1, 100, 90, 80)]);
    store.checkpointed('r1', 2);
    store.release('r1', 'closed');
    const run = store.resume('r1', 2, { what: 'Going on.', why: '' });
    assert.deepEqual([run?.state, run?.step, run?.columns.kl.length], ['restoring', 2, 2]);
    assert.equal(run?.restoring?.what, 'Going on.');
    assert.equal(store.inProgress?.id, 'r1');
    store.append('r1', [entered('training', 2), stepped(3, 80)]);
    assert.equal(store.get('r1')?.restoring, null);
    assert.equal(store.get('r1')?.columns.kl.length, 3);
  });

  it('does not take up a run that is live', () => {
    const { store } = storeAt();
    store.add(sampleRun());
    assert.equal(store.resume('r1', 0, { what: '', why: '' }), undefined);
  });

  it('hears of a checkpoint also after the run has ended', () => {
    const { store } = storeAt();
    store.add(sampleRun());
    store.append('r1', [entered('finished', 5)]);
    store.checkpointed('r1', 5);
    assert.equal(store.get('r1')?.checkpointStep, 5);
    assert.equal(store.get('r1')?.live, false);
  });

  it('only looks at a run that another window has taken over', () => {
    const { store } = storeAt();
    store.add(sampleRun());
    store.append('r1', [entered('training', 0), stepped(1, 100)]);
    store.lose('r1');
    store.append('r1', [stepped(2, 90)]);
    const run = store.get('r1');
    assert.deepEqual([run?.live, run?.elsewhere, run?.columns.kl.length], [false, true, 1]);
    assert.equal(store.inProgress, undefined);
  });

  it('renames a run, and not to nothing', () => {
    const { store } = storeAt();
    store.add(sampleRun());
    store.rename('r1', 'better');
    store.rename('r1', '');
    assert.equal(store.get('r1')?.name, 'better');
  });
});

describe('A run read back from storage', () => {
  for (const state of ['preparing', 'training', 'paused'] as const) {
    it(`is stopped where it was ${state}, and says that the window was closed`, () => {
      const run = restored({ ...newRun(sampleRun()), state, step: 1420, elapsedMs: 9 }, false);
      assert.equal(run.state, 'stopped');
      assert.equal(run.live, false);
      assert.equal(run.elapsedMs, 9);
      assert.match(run.problem?.why ?? '', /window was closed at step 1\u202f420/);
    });
  }

  it('says from where it can go on, if from anywhere', () => {
    const cut = { ...newRun(sampleRun()), state: 'training', step: 90 } as const;
    const now = (checkpointStep: number | null) =>
      restored({ ...cut, checkpointStep }, false).problem?.now ?? '';
    assert.match(now(80), /Resume goes on from step 80/);
    assert.match(now(null), /Train the config again/);
  });

  it('stays as it is while another window trains it', () => {
    const run = restored({ ...newRun(sampleRun()), state: 'training', step: 7 }, true);
    assert.deepEqual([run.state, run.live, run.elsewhere], ['training', false, true]);
    assert.equal(run.problem, null);
  });

  for (const state of ['finished', 'stopped', 'failed'] as const) {
    it(`stays ${state}`, () => {
      const run = restored({ ...newRun(sampleRun()), state, live: false }, false);
      assert.equal(run.state, state);
      assert.equal(run.problem, null);
    });
  }
});
