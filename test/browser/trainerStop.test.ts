// A worker that does not stop when asked, in the real trainer page.

import assert from 'node:assert/strict';
import { startHarness, type Harness } from '../../scripts/gallery/pageHarness.ts';
import type { FromWebview } from '../../src/protocol/messages.ts';

type Reported = Extract<FromWebview, { type: 'trainingReported' }>;

describe('Stop, in the trainer page', function () {
  this.timeout(60_000);
  let harness: Harness;

  before(async () => {
    harness = await startHarness();
  });
  after(() => harness.close());

  it('ends a worker that hangs, and reports the run as stopped where it stood', async () => {
    harness.serve(
      'hanging.js',
      `onmessage = ({ data }) => {
        if (data.type === 'start') postMessage({ type: 'events', events: [{ kind: 'stateChanged', state: 'training', step: 7 }] });
        if (data.type === 'control') for (;;);
      };
      postMessage({ type: 'started' });`,
    );
    const size = { width: 1200, height: 800 };
    const loaded = await harness.open({
      kind: 'trainer',
      theme: 'dark',
      worker: 'hanging.js',
      ...size,
    });
    await loaded.send(`{ type: 'trainingRequested', runId: 'image',
      experiment: gallery.syntheticRuns.training().experiment, files: [] }`);
    await loaded.until(`sent.some(({ type }) => type === 'trainingReported')`);
    await loaded.send(`{ type: 'controlRequested', runId: 'image', control: { kind: 'stop' } }`);
    await loaded.until(`sent.filter(({ type }) => type === 'trainingReported').length === 2`);
    const reports = (await loaded.sent()).filter(
      (message): message is Reported => message.type === 'trainingReported',
    );
    const [note, state] = reports.at(-1)?.events ?? [];
    assert.ok(note?.kind === 'noted');
    assert.equal(note.what, 'The trainer did not answer within 5 s of Stop, so it was ended.');
    assert.deepEqual(state, { kind: 'stateChanged', state: 'stopped', step: 7 });
    assert.deepEqual(await loaded.complaints(), []);
  });
});
