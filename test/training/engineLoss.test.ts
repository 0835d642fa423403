import assert from 'node:assert/strict';
import type { TrainingEvent } from '../../src/elbo/trainingEvent.ts';
import type { TrainingOutput } from '../../src/training/trainingOutput.ts';
import { LossWatch, untilLost, type EngineLoss } from '../../src/training/engineLoss.ts';

const stepped = (firstStep: number, count: number): TrainingEvent => ({
  kind: 'stepped',
  stepsPerSecond: 1,
  columns: {
    firstStep,
    reconstructionLoss: new Float64Array(count),
    kl: new Float64Array(count),
    beta: new Float64Array(count),
  },
});

const taken: EngineLoss = { kind: 'taken', why: 'The driver restarted.' };

/** Steps 1 to 5 are reported; then `happens` decides. */
async function* run(happens: () => Promise<void>): AsyncGenerator<TrainingEvent, void, void> {
  yield { kind: 'stateChanged', state: 'training', step: 0 };
  yield stepped(1, 3);
  yield stepped(4, 2);
  await happens();
  yield { kind: 'stateChanged', state: 'finished', step: 5 };
}

const never = () => new Promise<void>(() => undefined);

async function collect(
  watch: LossWatch,
  happens: () => Promise<void>,
): Promise<readonly TrainingOutput[]> {
  const events: TrainingOutput[] = [];
  for await (const event of untilLost(run(happens), watch, 'wasm')) events.push(event);
  return events;
}

async function checkLost(watch: LossWatch, happens: () => Promise<void>, what: string) {
  const events = await collect(watch, happens);
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['stateChanged', 'stepped', 'stepped', 'engineLost'],
  );
  const failed = events.at(-1);
  assert.ok(failed?.kind === 'engineLost');
  assert.equal(failed.problem.what, what);
  assert.equal(failed.problem.now, 'Train again, or set `training.engine` to `wasm`.');
  assert.equal(failed.problem.step, 5);
  return failed.problem;
}

describe('A run whose engine is lost', () => {
  it('ends with what happened, after what it has reported, though the engine never answers', async () => {
    const watch = new LossWatch();
    const problem = await checkLost(
      watch,
      () => {
        watch.report(taken);
        return never();
      },
      'The GPU was taken away at step 5.',
    );
    assert.equal(problem.why, 'The driver restarted.');
  });

  it('ends so when the engine throws just before the news comes', async () => {
    const watch = new LossWatch();
    await checkLost(
      watch,
      () => {
        setTimeout(() => watch.report(taken), 5);
        return Promise.reject(new Error('Unable to create WebGLTexture'));
      },
      'The GPU was taken away at step 5.',
    );
  });

  it('does not report what was computed after a refusal', async () => {
    const watch = new LossWatch();
    const why = 'WebGPU says: too many storage buffers';
    await checkLost(
      watch,
      async () => watch.report({ kind: 'rejected', why }),
      'The GPU refused a computation after step 5.',
    );
  });

  it('names the first cause where one loss brings about another', async () => {
    const watch = new LossWatch();
    watch.report(taken);
    watch.report({ kind: 'rejected', why: 'The device is lost.' });
    assert.equal(watch.found, taken);
    assert.equal(await watch.unlessLost(never()), undefined);
  });
});

describe('A run whose engine holds', () => {
  it('is reported as it is', async () => {
    const events = await collect(new LossWatch(), async () => undefined);
    assert.equal(events.length, 4);
    assert.ok(events.at(-1)?.kind === 'stateChanged');
  });

  it('hands on an error that no loss explains', async () => {
    const broken = () => Promise.reject(new Error('a bug'));
    await assert.rejects(collect(new LossWatch(), broken), /a bug/u);
  });
});
