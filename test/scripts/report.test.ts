import assert from 'node:assert/strict';
import { progressLine, reportOf, summaryLines } from '../../scripts/headless/report.ts';
import type { SplitBreakdown } from '../../src/elbo/breakdown.ts';
import type { RunSnapshot } from '../../src/protocol/run.ts';

const editor = { name: 'An editor', version: '1.2.3' };

function split(
  reconstruction: number,
  kl: readonly number[],
  bitsPerDim: number | null,
): SplitBreakdown {
  const total = kl.reduce((sum, each) => sum + each, 0);
  return {
    reconstruction,
    kl: total,
    elbo: reconstruction - total,
    bitsPerDim,
    count: 10,
    passes: 1,
    elboStandardError: null,
    klPerDimension: Float64Array.from(kl),
    varianceOfMean: Float64Array.from(kl),
    importanceBound: null,
  };
}

type Evaluated = Pick<
  RunSnapshot,
  'name' | 'state' | 'step' | 'plannedSteps' | 'elapsedMs' | 'data' | 'engine' | 'evaluations'
>;

const evaluated: Evaluated = {
  name: 'moons',
  state: 'finished',
  step: 40,
  plannedSteps: 40,
  elapsedMs: 2000,
  data: {
    name: 'two-moons',
    kind: 'tabular',
    shape: [2],
    dimensions: 2,
    columns: null,
    trainCount: 90,
    validationCount: 10,
    minimum: -1,
    maximum: 2,
    sumLogScale: null,
    fingerprint: '0badf00d',
    bitsPerDimUndefinedBecause: 'a density has no bits',
  },
  engine: { backend: 'wasm', renderer: 'WebAssembly SIMD', software: false, reason: 'no GPU' },
  evaluations: [
    {
      step: 0,
      epoch: 0,
      train: split(-9, [0.5, 0], null),
      validation: split(-8, [0.25, 0], null),
      learnedScale: null,
    },
    {
      step: 40,
      epoch: 4,
      train: split(-2, [1, 0.5], null),
      validation: split(-3, [1, 0.25], null),
      learnedScale: null,
    },
  ],
};

const reportFor = (change: Partial<Evaluated> = {}) =>
  reportOf({ ...evaluated, ...change } as RunSnapshot, editor);

describe('the report of a headless run', () => {
  it('states the terms before and after, of both splits', () => {
    const report = reportFor();
    assert.deepEqual(report.initial.train, {
      reconstruction: -9,
      kl: 0.5,
      elbo: -9.5,
      bitsPerDim: null,
    });
    assert.deepEqual(report.final.validation, {
      reconstruction: -3,
      kl: 1.25,
      elbo: -4.25,
      bitsPerDim: null,
    });
  });

  it('counts every datum, and the steps of the whole time', () => {
    const { data, run } = reportFor();
    assert.deepEqual(data, { name: 'two-moons', count: 100, dimensions: 2 });
    assert.deepEqual(run, { steps: 40, epochs: 4, elapsedMs: 2000, stepsPerSecond: 20 });
  });

  it('takes the KL of each dimension from the validation split, as numbers JSON can hold', () => {
    const { klPerDimension } = JSON.parse(JSON.stringify(reportFor())) as {
      klPerDimension: unknown;
    };
    assert.deepEqual(klPerDimension, [1, 0.25]);
  });

  it('falls back on the training split where there is no validation', () => {
    const evaluations = evaluated.evaluations.map((each) => ({ ...each, validation: null }));
    const report = reportFor({ evaluations });
    assert.equal(report.final.validation, null);
    assert.deepEqual(report.klPerDimension, [1, 0.5]);
  });

  it('cannot be made of a run that was never evaluated', () => {
    assert.throws(() => reportFor({ evaluations: [], state: 'failed' }), /moons ended \(failed\)/);
  });

  it('reads as a sum, with a real minus sign', () => {
    assert.match(
      progressLine(evaluated as RunSnapshot),
      /train reconstruction −2\.000 − KL 1\.500 = ELBO −3\.500/,
    );
    assert.match(
      summaryLines(reportFor()).join('\n'),
      /validation .*−3\.000 .*1\.250 .*−4\.250 .*undefined/,
    );
  });
});
