// Whole runs: what they report, that they can be steered, and that a seed decides them.

import assert from 'node:assert/strict';
import { memory } from '@tensorflow/tfjs-core';
import type { Backend } from '../../src/elbo/trainingEvent.ts';
import { ControlQueue } from '../../src/training/controls.ts';
import { collectRun, columnsOf, evaluationsOf, experimentOf } from './support/runs.ts';

const twoMoons = (
  extra = '',
  objective = '{ kind: elbo }',
  likelihood = '{ family: normal, sigma: 0.1 }',
) =>
  experimentOf(`
data: { source: two-moons, count: 300, validation: 60, seed: 3 }
model:
  latent: 2
  encoder: { kind: mlp, hidden: [16], activation: tanh }
  decoder: { kind: mlp, hidden: [16], activation: tanh }
likelihood: ${likelihood}
objective: ${objective}
training: { learningRate: 0.01, batchSize: 32, steps: 60, seed: 5${extra} }
evaluation: { every: 20, pictures: 4, latentPoints: 30 }
`);

const backends: readonly Backend[] = ['cpu', 'wasm'];

describe('A training run', () => {
  for (const backend of backends) {
    it(`raises the ELBO of both splits on ${backend}`, async () => {
      const evaluations = evaluationsOf(await collectRun(twoMoons(), backend));
      const [first, last] = [evaluations[0], evaluations.at(-1)];
      assert.ok(first && last);
      assert.ok(
        last.train.elbo > first.train.elbo + 10,
        `${first.train.elbo} -> ${last.train.elbo}`,
      );
      assert.ok((last.validation?.elbo ?? 0) > (first.validation?.elbo ?? 0) + 10);
    });

    it(`is the same to the last bit for the same seed on ${backend}`, async () => {
      const [once, again] = [
        await collectRun(twoMoons(), backend),
        await collectRun(twoMoons(), backend),
      ];
      assert.deepEqual(columnsOf(once), columnsOf(again));
      assert.deepEqual(evaluationsOf(once), evaluationsOf(again));
      const other = await collectRun(experimentWithSeed(6), backend);
      assert.notDeepEqual(columnsOf(other).kl, columnsOf(once).kl);
    });

    it(`holds no more tensors at the end than at the start on ${backend}`, async () => {
      const counts: number[] = [];
      await collectRun(twoMoons(), backend, {
        onEvent: (event) => {
          if (event.kind === 'stepped') counts.push(memory().numTensors);
        },
      });
      assert.ok(counts.length > 3);
      assert.equal(new Set(counts.slice(1)).size, 1, counts.join());
      const before = memory().numTensors;
      await collectRun(twoMoons(), backend);
      assert.equal(memory().numTensors, before);
    });
  }

  it('evaluates at step 0, every so many steps and at the end, and once each', async () => {
    const steps = evaluationsOf(await collectRun(twoMoons(), 'cpu')).map(({ step }) => step);
    assert.deepEqual(steps, [0, 20, 40, 60]);
  });

  it('reports every step once, in order, and ends as finished', async () => {
    const events = await collectRun(twoMoons(), 'cpu');
    const firsts = events.flatMap((event) =>
      event.kind === 'stepped' ? [[event.columns.firstStep, event.columns.kl.length] as const] : [],
    );
    let next = 1;
    for (const [first, count] of firsts) {
      assert.equal(first, next);
      next += count;
    }
    assert.equal(next, 61);
    assert.deepEqual(events.at(-1), { kind: 'stateChanged', state: 'finished', step: 60 });
  });

  it('gives a breakdown whose terms sum to the ELBO and whose dimensions sum to the KL', async () => {
    for (const { train, validation } of evaluationsOf(await collectRun(twoMoons(), 'cpu'))) {
      for (const split of [train, validation]) {
        assert.ok(split);
        assert.equal(split.elbo, split.reconstruction - split.kl);
        const sum = split.klPerDimension.reduce((total, kl) => total + kl, 0);
        assert.ok(Math.abs(sum - split.kl) <= 1e-9 * Math.max(1, split.kl));
        assert.ok((split.elboStandardError ?? 0) > 0);
      }
    }
  });

  it('shows pictures of the validation split and a map of its posterior means', async () => {
    const events = await collectRun(twoMoons(), 'cpu');
    const pictures = events.findLast((event) => event.kind === 'pictured')?.pictures;
    const map = events.findLast((event) => event.kind === 'mapped')?.map;
    assert.equal(pictures?.step, 60);
    assert.equal(pictures.data.length, pictures.count * 2);
    assert.equal(pictures.samples.length, pictures.sampleCount * 2);
    assert.equal(map?.points.length, map ? map.count * 2 : -1);
    assert.equal(map?.projection, 'latent');
  });
});

function experimentWithSeed(seed: number) {
  const experiment = twoMoons();
  return { ...experiment, training: { ...experiment.training, seed } };
}

describe('A run that is steered', () => {
  it('gives the same curve when paused, stepped and resumed as when left alone', async () => {
    const alone = await collectRun(twoMoons(), 'cpu');
    const controls = new ControlQueue();
    const states: string[] = [];
    let steps = 0;
    const steered = await collectRun(twoMoons(), 'cpu', {
      controls,
      onEvent: (event) => {
        if (event.kind === 'stepped') steps = event.columns.firstStep + event.columns.kl.length - 1;
        if (event.kind === 'stepped' && states.length === 1 && steps > 5) {
          controls.push({ kind: 'pause' });
        }
        if (event.kind !== 'stateChanged') return;
        states.push(event.state);
        if (event.state !== 'paused') return;
        for (const kind of ['stepOnce', 'stepOnce', 'resume'] as const) controls.push({ kind });
      },
    });
    assert.deepEqual(states, ['training', 'paused', 'training', 'finished']);
    assert.deepEqual(columnsOf(steered), columnsOf(alone));
    assert.deepEqual(evaluationsOf(steered), evaluationsOf(alone));
  });

  it('takes exactly one step for one wish, and reports it', async () => {
    const controls = new ControlQueue();
    controls.push({ kind: 'pause' });
    controls.push({ kind: 'stepOnce' });
    controls.push({ kind: 'stop' });
    const events = await collectRun(twoMoons(), 'cpu', { controls });
    assert.deepEqual(columnsOf(events).kl.length, 1);
    assert.deepEqual(events.at(-1), { kind: 'stateChanged', state: 'stopped', step: 1 });
  });

  it('ignores a wish to step while it is training', async () => {
    const controls = new ControlQueue();
    controls.push({ kind: 'stepOnce' });
    controls.push({ kind: 'resume' });
    assert.equal(columnsOf(await collectRun(twoMoons(), 'cpu', { controls })).kl.length, 60);
  });

  it('trains an ELBO with the beta that is set by hand', async () => {
    const klAtTheEndWith = async (beta: number) => {
      const controls = new ControlQueue();
      controls.push({ kind: 'setBeta', beta });
      const last = evaluationsOf(await collectRun(twoMoons(), 'cpu', { controls })).at(-1);
      return last?.train.kl ?? Number.NaN;
    };
    const [unweighted, heavy] = [await klAtTheEndWith(1), await klAtTheEndWith(100)];
    assert.ok(heavy < unweighted / 2, `KL ${heavy} nats at beta 100, ${unweighted} at beta 1`);
  });

  it('uses a hand-set beta from the next step on and keeps it over the schedule', async () => {
    const schedule = '{ kind: beta-elbo, beta: { schedule: linear, from: 0, to: 1, steps: 10 } }';
    const controls = new ControlQueue();
    let isSet = false;
    const events = await collectRun(twoMoons('', schedule), 'cpu', {
      controls,
      onEvent: (event) => {
        if (event.kind !== 'stepped' || isSet) return;
        isSet = true;
        controls.push({ kind: 'setBeta', beta: 4 });
      },
    });
    const mark = events.find((event) => event.kind === 'betaSet');
    assert.ok(mark && mark.step < 60);
    const { beta } = columnsOf(events);
    const expected = beta.map((_, index) =>
      index < mark.step ? Math.min(1, (index + 1) / 10) : 4,
    );
    assert.deepEqual(beta, expected);
  });
});

interface Wild {
  readonly likelihood: string;
  readonly optimizer: 'sgd' | 'adam';
  readonly learningRate: number;
}

async function checkFailure(wild: Wild, term: string, layer: RegExp, backend: Backend = 'cpu') {
  const experiment = twoMoons('', '{ kind: elbo }', wild.likelihood);
  const { optimizer, learningRate } = wild;
  const training = { ...experiment.training, optimizer, learningRate };
  const events = await collectRun({ ...experiment, training }, backend);
  const failed = events.at(-1);
  assert.equal(failed?.kind, 'failed');
  const { problem } = failed;
  assert.equal(problem.term, term, JSON.stringify(problem));
  assert.match(problem.layer ?? '', layer);
  const step = problem.step ?? 0;
  assert.ok(problem.what.endsWith(` at step ${step}.`), problem.what);
  assert.ok(problem.why.includes(problem.layer ?? '?'), problem.why);
  const columns = columnsOf(events);
  assert.equal(columns.kl.length, step - 1);
  assert.ok([...columns.kl, ...columns.reconstructionLoss].every(Number.isFinite));
  return { events, problem };
}

describe('A value that is not finite', () => {
  const perElement = '{ family: normal, scale: per-element, sigma: 1 }';

  it('stops the run at its step, names the term and the layer it came from', async () => {
    const wild = { likelihood: perElement, optimizer: 'adam', learningRate: 10 } as const;
    const { problem } = await checkFailure(wild, 'reconstruction', /^decoder\.logvar$/u);
    assert.match(problem.why, /gave −[\d. ]+; exp\([\d. ]+\) is above the largest 32-bit float/u);
  });

  it('is traced to the encoder when the KL overflows', async () => {
    const wild = {
      likelihood: '{ family: normal, sigma: 0.1 }',
      optimizer: 'sgd',
      learningRate: 5,
    } as const;
    const { problem } = await checkFailure(wild, 'kl', /^encoder\.logvar$/u);
    assert.match(problem.what, /^KL became infinite/u);
  });

  it('is traced to a learned scale that no layer outputs', async () => {
    const likelihood = '{ family: normal, scale: shared, sigma: 1e-30 }';
    const wild = { likelihood, optimizer: 'adam', learningRate: 0.01 } as const;
    await checkFailure(wild, 'reconstruction', /^likelihood\.logvar$/u);
  });

  it('leaves the last weights that gave finite terms, and evaluates them', async () => {
    const wild = { likelihood: perElement, optimizer: 'adam', learningRate: 10 } as const;
    const { events, problem } = await checkFailure(wild, 'reconstruction', /./u);
    const last = evaluationsOf(events).at(-1);
    assert.ok(last && Number.isFinite(last.train.elbo), JSON.stringify(last?.train));
    assert.ok(problem.now.startsWith(`The weights of step ${last.step} are kept.`), problem.now);
  });

  it('is found alike on wasm', async () => {
    const wild = { likelihood: perElement, optimizer: 'adam', learningRate: 10 } as const;
    await checkFailure(wild, 'reconstruction', /^decoder\./u, 'wasm');
  });
});
