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
      const run = restored({ ...newRun(sampleRun()), state, step: 1420, elapsedMs: 9 });
      assert.equal(run.state, 'stopped');
      assert.equal(run.live, false);
      assert.equal(run.elapsedMs, 9);
      assert.match(run.problem?.why ?? '', /window was closed at step 1\u202f420/);
    });
  }

  for (const state of ['finished', 'stopped', 'failed'] as const) {
    it(`stays ${state}`, () => {
      const run = restored({ ...newRun(sampleRun()), state, live: false });
      assert.equal(run.state, state);
      assert.equal(run.problem, null);
    });
  }
});
