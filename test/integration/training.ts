import assert from 'node:assert/strict';
import type { TrainOutcome } from '../../src/extension/api.ts';
import type { ElboLensApi } from '../../src/extension/api.ts';
import type { RunId, RunSnapshot } from '../../src/protocol/run.ts';
import {
  activated,
  begin,
  endlessConfig,
  eventually,
  openConfig,
  reached,
  runCommand,
  smallConfig,
  writeFile,
} from './editor.ts';

describe('training in the trainer panel', () => {
  let run: RunSnapshot;

  before(async () => {
    const { uri } = await openConfig('small.elbo.yaml', smallConfig());
    run = await reached(await begin(uri), 'finished');
  });

  it('takes every planned step and records its terms, all finite', () => {
    assert.equal(run.step, run.plannedSteps);
    const { reconstructionLoss, kl, beta } = run.columns;
    for (const column of [reconstructionLoss, kl, beta]) {
      assert.equal(column.length, run.plannedSteps);
      assert.ok(column.every(Number.isFinite));
    }
  });

  it('says what trained it and on what', () => {
    assert.equal(run.engine?.backend, 'cpu');
    assert.equal(run.data?.dimensions, 2);
    assert.equal(run.data?.trainCount, 320);
    assert.equal(run.data?.validationCount, 80);
  });

  it('evaluates both splits before the first step and after the last', () => {
    assert.equal(run.evaluations.at(0)?.step, 0);
    assert.equal(run.evaluations.at(-1)?.step, run.plannedSteps);
  });

  it('reports an ELBO that is reconstruction minus KL, and a KL that is the sum over its dimensions', () => {
    for (const { train, validation } of run.evaluations) {
      for (const split of [train, validation]) {
        assert.ok(split);
        assert.equal(split.elbo, split.reconstruction - split.kl);
        const sum = split.klPerDimension.reduce((total, kl) => total + kl, 0);
        assert.ok(
          Math.abs(sum - split.kl) <= 1e-5 * Math.abs(split.kl) + 1e-6,
          `${sum} and ${split.kl}`,
        );
      }
    }
  });

  it('raised the ELBO of data it has not seen', () => {
    const [first, last] = [run.evaluations.at(0), run.evaluations.at(-1)];
    assert.ok((last?.validation?.elbo ?? -Infinity) > (first?.validation?.elbo ?? Infinity) + 0.5);
  });

  it('repeats itself exactly for the same seed', async () => {
    const uri = await writeFile('again.elbo.yaml', smallConfig());
    const again = await reached(await begin(uri), 'finished');
    assert.deepEqual(again.columns.kl, run.columns.kl);
    assert.deepEqual(
      again.evaluations.at(-1)?.validation?.elbo,
      run.evaluations.at(-1)?.validation?.elbo,
    );
  });

  it('refuses a config with errors, and says the first and its line', async () => {
    const text = 'data:\n  source: two-moons\nlikelihood:\n  famly: normal\n';
    const uri = await writeFile('refused.elbo.yaml', text);
    const api = await activated();
    const before = api.runs.list().length;
    const outcome = await runCommand<TrainOutcome>('elboLens.train', uri);
    assert.equal(outcome.kind, 'rejected');
    assert.match(outcome.kind === 'rejected' ? outcome.message : '', /famly|family/);
    assert.equal(api.runs.list().length, before);
  });
});

describe('a run in progress', () => {
  let api: ElboLensApi;
  let id: RunId;
  const now = (): RunSnapshot => {
    const run = api.runs.get(id);
    assert.ok(run);
    return run;
  };

  before(async () => {
    api = await activated();
    const { uri } = await openConfig('endless.elbo.yaml', endlessConfig);
    id = await begin(uri);
    await reached(id, 'training');
    await eventually('some steps', () => (now().step > 5 ? true : undefined));
  });

  it('rests when paused', async () => {
    await runCommand('elboLens.pause');
    const { step } = await reached(id, 'paused');
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(now().step, step);
    assert.equal(now().state, 'paused');
  });

  it('takes exactly one step when stepped once, and stays paused', async () => {
    const { step } = now();
    await runCommand('elboLens.stepOnce');
    await eventually('the step', () => (now().step > step ? true : undefined));
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(now().step, step + 1);
    assert.equal(now().state, 'paused');
  });

  it('takes a beta set by hand from the next step on, and marks it', async () => {
    const { step } = now();
    assert.equal(api.control({ kind: 'setBeta', beta: 2.5 }), true);
    const mark = await eventually('the mark', () => now().betaMarks.at(-1));
    assert.deepEqual(mark, { step, beta: 2.5 });
    await runCommand('elboLens.stepOnce');
    await eventually('the step', () => (now().step > step ? true : undefined));
    assert.equal(now().columns.beta[step - 1], 1);
    assert.equal(now().columns.beta[step], 2.5);
  });

  it('goes on when resumed', async () => {
    const { step } = now();
    await runCommand('elboLens.resume');
    await reached(id, 'training');
    await eventually('more steps', () => (now().step > step + 5 ? true : undefined));
  });

  it('ends when stopped, and keeps what it measured', async () => {
    await runCommand('elboLens.stop');
    const run = await reached(id, 'stopped');
    assert.ok(run.step > 0);
    assert.equal(run.columns.kl.length, run.step);
    assert.equal(run.problem, null);
    assert.equal(api.control({ kind: 'resume' }), false);
  });
});
