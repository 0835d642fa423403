import assert from 'node:assert/strict';
import { syntheticRuns } from '../../scripts/gallery/syntheticRuns.ts';
import type { RunSnapshot } from '../../src/protocol/run.ts';
import { readRun } from '../../src/webview/reading.ts';

const training = syntheticRuns.training();
const read = (change: Partial<RunSnapshot>) => readRun({ ...training, ...change });

describe('the reading of a run', () => {
  it('tells the time left from the speed', () => {
    assert.equal(read({ stepsPerSecond: 40, step: 1000, plannedSteps: 1400 }).remainingMs, 10_000);
  });

  it('tells no time left where nothing moves', () => {
    assert.equal(read({ state: 'paused' }).remainingMs, null);
    assert.equal(read({ live: false }).remainingMs, null);
    assert.equal(read({ stepsPerSecond: 0 }).remainingMs, null);
    assert.equal(read({ step: training.plannedSteps }).remainingMs, null);
  });

  it('counts epochs from 1, the last one whole', () => {
    assert.equal(read({ step: 0 }).epoch, 0);
    assert.equal(read({ step: 1 }).epoch, 1);
    assert.equal(read({ step: 71 }).epoch, 1);
    assert.equal(read({ step: 72 }).epoch, 2);
    assert.equal(read({}).plannedEpochs, 20);
  });

  it('averages the last epoch, each term alike, so that the parts sum to the total', () => {
    const { recent } = read({});
    assert.ok(recent !== null);
    assert.equal(recent.window, 71);
    assert.equal(recent.total, recent.reconstructionLoss + recent.kl);
    const last = training.columns.kl.slice(-71);
    const mean = last.reduce((sum, value) => sum + value, 0) / 71;
    assert.ok(Math.abs(recent.kl - mean) < 1e-12);
  });

  it('averages less while little has been trained, since the terms still fall', () => {
    assert.equal(readRun(syntheticRuns.early()).recent?.window, 1);
  });

  it('keeps the last good values of a run whose KL became infinite', () => {
    const { recent } = readRun(syntheticRuns.failed());
    assert.ok(recent !== null && Number.isFinite(recent.total));
  });

  it('has no recent terms before the first step', () => {
    assert.equal(readRun(syntheticRuns.preparing()).recent, null);
  });

  it('takes beta from the last step, or from a mark set since', () => {
    const table = syntheticRuns.table();
    assert.equal(readRun(table).beta, 1.5);
    const marked = { ...table, betaMarks: [{ step: table.step, beta: 8 }] };
    assert.equal(readRun(marked).beta, 8);
    assert.equal(readRun(syntheticRuns.preparing()).beta, 1);
  });
});
