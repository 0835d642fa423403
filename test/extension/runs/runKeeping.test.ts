// Runs beyond the window: what is on disk, what comes back, and what two windows on one folder see of each other.

import assert from 'node:assert/strict';
import { createRunKeeping } from '../../../src/extension/runs/runKeeping.ts';
import { followOwnership } from '../../../src/extension/runs/ownedRuns.ts';
import { RunStore } from '../../../src/extension/runs/runStore.ts';
import { resumeStep } from '../../../src/protocol/resumable.ts';
import { checkpointAt, entered, prepared, sampleRun, stepped } from '../../protocol/samples.ts';
import { keptLog, memoryFolder, type MemoryFolder } from './memoryFolder.ts';

const disposables: { dispose(): void }[] = [];

/** A window on a folder. */
function openWindow(folder: MemoryFolder, name: string) {
  const store = new RunStore(() => 0);
  const log = keptLog();
  const ended: string[] = [];
  const keeping = createRunKeeping(store, folder, name, log);
  const following = followOwnership(store, keeping.owners, (id) => ended.push(id));
  disposables.push(following, keeping.storage);
  return { store, log, ended, ...keeping };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A run of `store` with two of ten steps done and a checkpoint after the first. */
async function train(window: ReturnType<typeof openWindow>, id = 'r1'): Promise<void> {
  window.store.add({ ...sampleRun(), id });
  window.store.append(id, [prepared, entered('training', 0), stepped(1, 100, 90)]);
  await window.keep(id, checkpointAt(1));
  await settled();
}

describe('A run that is kept', () => {
  afterEach(() => {
    for (const each of disposables.splice(0)) each.dispose();
  });

  it('comes back in a window that opens later, stopped, with the step it can go on from', async () => {
    const folder = memoryFolder();
    const first = openWindow(folder, 'first');
    await train(first);
    await first.flush();
    assert.ok(!folder.files.has('r1.owner'), 'it lets go as it closes');
    const second = openWindow(folder, 'second');
    await second.storage.load();
    const run = second.store.get('r1');
    assert.ok(run);
    assert.equal(run.state, 'stopped');
    assert.equal(resumeStep(run), 1);
    assert.equal(run.columns.kl.length, 2);
    assert.deepEqual(await second.checkpoints.find('r1', 2), checkpointAt(1));
  });

  it('has one checkpoint, the latest, written after the history before it', async () => {
    const folder = memoryFolder();
    const written: string[] = [];
    const window = openWindow(
      { ...folder, write: (name, bytes) => (written.push(name), folder.write(name, bytes)) },
      'first',
    );
    await train(window);
    window.store.append('r1', [stepped(3, 80)]);
    await window.keep('r1', checkpointAt(3));
    await settled();
    const checkpoints = [...folder.files.keys()].filter((name) => name.endsWith('checkpoint'));
    assert.deepEqual(checkpoints, ['r1.3.elbocheckpoint']);
    const at = written.lastIndexOf('r1.3.elbocheckpoint');
    assert.equal(written[at - 1], 'r1.elborun');
    assert.equal(window.store.get('r1')?.checkpointStep, 3);
  });

  it('falls back on an earlier checkpoint where the latest is cut, foreign or ahead of the history', async () => {
    const folder = memoryFolder();
    const window = openWindow(folder, 'first');
    await train(window);
    const good = folder.files.get('r1.1.elbocheckpoint');
    assert.ok(good);
    folder.files.set('r1.2.elbocheckpoint', good.slice(0, -7));
    assert.equal((await window.checkpoints.find('r1', 2))?.step, 1);
    assert.match(window.log.lines.join(), /r1\.2\.elbocheckpoint cannot be used: it is cut short/u);
    folder.files.set('r1.2.elbocheckpoint', new TextEncoder().encode('something else'));
    assert.equal((await window.checkpoints.find('r1', 2))?.step, 1);
    assert.match(window.log.lines.at(-1) ?? '', /it is no file of ELBO Lens/u);
    folder.files.set('r1.9.elbocheckpoint', good);
    assert.equal((await window.checkpoints.find('r1', 2))?.step, 1);
    folder.files.set('r2.1.elbocheckpoint', good);
    assert.equal(await window.checkpoints.find('r2', 2), undefined);
    assert.match(window.log.lines.at(-1) ?? '', /it belongs to another run/u);
  });

  it('keeps a checkpoint in memory where the disk takes none, and says so', async () => {
    const folder = memoryFolder();
    const full = { ...folder, write: () => Promise.reject(new Error('disk full')) };
    const window = openWindow(full, 'first');
    await train(window);
    assert.deepEqual(await window.checkpoints.find('r1', 2), checkpointAt(1));
    assert.match(window.log.lines.join('\n'), /checkpoint at step 1 could not be kept.*disk full/u);
  });

  it('takes its checkpoints with it when it is deleted, also one that is still being written', async () => {
    const folder = memoryFolder();
    const window = openWindow(folder, 'first');
    await train(window);
    await train(window, 'r10');
    window.store.append('r1', [entered('stopped', 2)]);
    const writing = window.checkpoints.keep('r1', checkpointAt(2));
    window.store.remove('r1');
    await writing;
    await settled();
    const left = [...folder.files.keys()].toSorted();
    assert.deepEqual(left, ['r10.1.elbocheckpoint', 'r10.elborun', 'r10.owner']);
  });
});

describe('A run file that cannot be used', () => {
  afterEach(() => {
    for (const each of disposables.splice(0)) each.dispose();
  });

  it('is said in the log, once, and is left alone; the others are read', async () => {
    const folder = memoryFolder();
    const first = openWindow(folder, 'first');
    await train(first, 'whole');
    await first.storage.save('whole');
    const whole = folder.files.get('whole.elborun');
    assert.ok(whole);
    const put = (name: string, bytes: Uint8Array): void => void folder.files.set(name, bytes);
    put('cut.elborun', whole.slice(0, 400));
    const damaged = whole.slice();
    damaged[200] = (damaged[200] ?? 0) ^ 1;
    put('damaged.elborun', damaged);
    put('copied.elborun', whole);
    put('empty.elborun', new Uint8Array(0));
    put('old.elborun', new TextEncoder().encode('ELBORUN1 and more'));
    put('note.txt', new TextEncoder().encode('mine'));
    folder.files.delete('whole.owner');
    const second = openWindow(folder, 'second');
    await second.storage.load();
    await second.storage.load();
    assert.deepEqual(
      second.store.list().map(({ id }) => id),
      ['whole'],
    );
    const said = second.log.lines.toSorted().map((line) => line.replace('The kept run ', ''));
    assert.deepEqual(said, [
      'copied.elborun is left out of the list: it is a copy of the run whole.',
      'cut.elborun cannot be read and is left out of the list: it is cut short or damaged.',
      'damaged.elborun cannot be read and is left out of the list: it is cut short or damaged.',
      'empty.elborun cannot be read and is left out of the list: it is no file of ELBO Lens.',
      'old.elborun cannot be read and is left out of the list: it was written by another version.',
    ]);
    assert.ok(folder.files.has('cut.elborun') && folder.files.has('note.txt'));
  });
});

describe('Two windows on one folder', () => {
  afterEach(() => {
    for (const each of disposables.splice(0)) each.dispose();
  });

  it('see each other’s runs and do not touch those in progress', async () => {
    const folder = memoryFolder();
    const [first, second] = [openWindow(folder, 'first'), openWindow(folder, 'second')];
    await train(first, 'a');
    await first.storage.save('a');
    await second.storage.load();
    const seen = second.store.get('a');
    assert.deepEqual([seen?.state, seen?.elsewhere, seen?.live], ['training', true, false]);
    assert.equal(seen && resumeStep(seen), undefined);
    assert.equal(await second.owners.claim('a'), false);
    // It ends there; the second window hears of it when it comes to the front.
    first.store.append('a', [entered('stopped', 2)]);
    await settled();
    await second.storage.load();
    const ended = second.store.get('a');
    assert.deepEqual([ended?.state, ended?.elsewhere], ['stopped', false]);
    assert.equal(await second.owners.claim('a'), true);
    assert.equal(await first.owners.claim('a'), false);
  });

  it('each train their own', async () => {
    const folder = memoryFolder();
    const [first, second] = [openWindow(folder, 'first'), openWindow(folder, 'second')];
    await Promise.all([train(first, 'a'), train(second, 'b')]);
    await Promise.all([first.storage.save('a'), second.storage.save('b')]);
    await first.storage.load();
    assert.equal(first.store.get('a')?.live, true);
    assert.equal(first.store.get('b')?.elsewhere, true);
  });

  it('give a run that both ask for at once to one of them', async () => {
    const folder = memoryFolder();
    const windows = [openWindow(folder, 'first'), openWindow(folder, 'second')];
    const claims = await Promise.all(windows.map(({ owners }) => owners.claim('a')));
    assert.equal(claims.filter(Boolean).length, 1);
  });

  it('forget a run that the other one has deleted, and keep one that was never written', async () => {
    const folder = memoryFolder();
    const [first, second] = [openWindow(folder, 'first'), openWindow(folder, 'second')];
    await train(first, 'a');
    first.store.append('a', [entered('stopped', 2)]);
    await settled();
    await second.storage.load();
    first.store.remove('a');
    await settled();
    second.store.restore([{ ...first.store.add(sampleRun()), id: 'unwritten', live: false }]);
    await second.storage.load();
    assert.equal(second.store.has('a'), false);
    assert.equal(second.store.has('unwritten'), true);
  });

  it('go on without a window that has fallen asleep, which gives the run up when it wakes', async () => {
    const folder = memoryFolder();
    const first = openWindow(folder, 'first');
    await train(first, 'a');
    // Its mark has not been renewed for long.
    const stale = JSON.stringify({ window: 'first', atMs: Date.now() - 60_000 });
    folder.files.set('a.owner', new TextEncoder().encode(stale));
    const second = openWindow(folder, 'second');
    await second.storage.load();
    assert.equal(await second.owners.claim('a'), true);
    await first.owners.renew('a');
    const run = first.store.get('a');
    assert.deepEqual([run?.live, run?.elsewhere, first.ended], [false, true, ['a']]);
    // What it still reports is not written over what the second window does.
    const before = folder.files.get('a.elborun');
    await first.keep('a', checkpointAt(2));
    await first.storage.save('a');
    assert.equal(folder.files.get('a.elborun'), before);
    assert.ok(!folder.files.has('a.2.elbocheckpoint'));
  });
});
