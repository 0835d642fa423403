import assert from 'node:assert/strict';
import { nextSteps, syntheticRuns } from '../../scripts/gallery/syntheticRuns.ts';
import type { ToWebview } from '../../src/protocol/messages.ts';
import { emptyPage, reducePage } from '../../src/webview/store.ts';

const shown: ToWebview = { type: 'runShown', run: syntheticRuns.training(), configs: [] };
const changed = (runId: string): ToWebview => ({
  type: 'runChanged',
  runId,
  elapsedMs: 9,
  live: false,
  events: nextSteps(852, 860),
});

describe('what a page knows', () => {
  it('is nothing until the host speaks', () => {
    assert.equal(emptyPage.connected, false);
    assert.equal(reducePage(emptyPage, changed('image')).run, null);
  });

  it('is the shown run and what has happened to it since', () => {
    const { run } = reducePage(reducePage(emptyPage, shown), changed('image'));
    assert.equal(run?.step, 860);
    assert.equal(run.elapsedMs, 9);
    assert.equal(run.live, false);
  });

  it('is not changed by news of another run', () => {
    const before = reducePage(emptyPage, shown);
    assert.equal(reducePage(before, changed('other')), before);
  });

  it('holds a rejected config beside the run until it is forgotten', () => {
    const rejection = { uri: 'file:///a', name: 'a', problems: [{ line: 1, message: 'no' }] };
    const rejected = reducePage(reducePage(emptyPage, shown), {
      type: 'configRejected',
      rejection,
    });
    assert.deepEqual(rejected.rejection, rejection);
    assert.ok(rejected.run !== null);
    assert.equal(reducePage(rejected, { type: 'configRejected', rejection: null }).rejection, null);
  });

  it('holds runs side by side, and what happens to each of them', () => {
    const other = { ...syntheticRuns.finished(), id: 'other' };
    const compared = reducePage(emptyPage, {
      type: 'comparisonShown',
      runs: [syntheticRuns.training(), other],
    });
    assert.equal(compared.connected, true);
    const after = reducePage(compared, changed('image'));
    assert.deepEqual(
      after.compared.map(({ step }) => step),
      [860, other.step],
    );
    assert.equal(reducePage(compared, changed('third')), compared);
  });
});
