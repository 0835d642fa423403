// A run that was cut off and resumed is the run that was not, to the last bit: terms of every step, evaluations and
// pictures, whatever is random, scheduled or set by hand.

import assert from 'node:assert/strict';
import { memory } from '@tensorflow/tfjs-core';
import type { Experiment } from '../../src/config/experiment.ts';
import type { ResumePoint, TrainingCheckpoint } from '../../src/elbo/trainingCheckpoint.ts';
import type { TrainingEvent } from '../../src/elbo/trainingEvent.ts';
import { ControlQueue } from '../../src/training/controls.ts';
import { checkResumed, hastyClock, travelled } from './support/resumed.ts';
import { collectRun, columnsOf, experimentOf } from './support/runs.ts';

interface Varied {
  readonly data?: string;
  readonly likelihood?: string;
  readonly objective?: string;
  readonly optimizer?: string;
  readonly network?: string;
}

const tanh = '{ kind: mlp, hidden: [8], activation: tanh }';
const config = ({ data, likelihood, objective, optimizer, network }: Varied = {}): Experiment =>
  experimentOf(`
data: ${data ?? '{ source: two-moons, count: 130, validation: 30, seed: 3 }'}
model: { latent: 2, encoder: ${network ?? tanh}, decoder: ${network ?? tanh} }
likelihood: ${likelihood ?? '{ family: normal, scale: shared, sigma: 0.4 }'}
objective: ${objective ?? '{ kind: elbo }'}
training: { learningRate: 0.01, batchSize: 32, steps: 60, seed: 5, optimizer: ${optimizer ?? 'adam'} }
evaluation: { every: 20, passes: 2, pictures: 3, latentPoints: 5 }
`);

describe('A resumed run', () => {
  for (const backend of ['cpu', 'wasm'] as const) {
    it(`is the one that was not interrupted, to the last bit, on ${backend}`, async () => {
      await checkResumed(config(), backend);
    });
  }

  const digits = (transform: string) =>
    `{ source: binary-bars, count: 80, validation: 20, transform: ${transform}, options: { side: 4 } }`;
  const cases: readonly (readonly [string, Varied])[] = [
    ['sgd', { optimizer: 'sgd' }],
    ['rmsprop', { optimizer: 'rmsprop' }],
    [
      'a beta that is still rising',
      { objective: '{ kind: beta-elbo, beta: { schedule: linear, from: 0, to: 4, steps: 50 } }' },
    ],
    [
      'several draws of z and a KL by Monte Carlo',
      { objective: '{ kind: elbo, samples: 3, kl: monte-carlo }' },
    ],
    [
      'binarisation that is drawn anew each time',
      {
        data: '{ source: shapes, count: 60, validation: 10, transform: stochastic-binarisation, options: { side: 12 } }',
        likelihood: '{ family: bernoulli }',
      },
    ],
    [
      'noise of dequantisation, standardised',
      {
        data: '{ source: shapes, count: 60, validation: 10, transform: uniform-dequantisation, standardise: shared, options: { side: 12 } }',
        likelihood: '{ family: normal, scale: per-dimension }',
      },
    ],
    [
      'convolutions',
      {
        data: digits('none'),
        likelihood: '{ family: bernoulli }',
        network: '{ kind: conv, channels: [2, 3] }',
      },
    ],
  ];
  for (const [what, varied] of cases) {
    it(`is the same with ${what}`, async () => {
      await checkResumed(config(varied), 'cpu');
    }).timeout(60_000);
  }

  it('meets the betas set by hand again, at their steps, also those set after its checkpoint', async () => {
    const experiment = config();
    const controls = new ControlQueue();
    const setAt = (step: number, beta: number) => (event: TrainingEvent) => {
      const reached =
        event.kind === 'stepped' && event.columns.firstStep + event.columns.kl.length > step;
      if (reached && !marks.some((mark) => mark.beta === beta))
        controls.push({ kind: 'setBeta', beta });
    };
    const marks: { step: number; beta: number }[] = [];
    const [early, late] = [setAt(3, 2), setAt(20, 0.5)];
    let checkpoint: TrainingCheckpoint | null = null;
    const uninterrupted = await collectRun(experiment, 'cpu', {
      controls,
      clock: hastyClock(),
      onEvent: (event) => {
        if (event.kind === 'betaSet') marks.push({ step: event.step, beta: event.beta });
        early(event);
        late(event);
      },
      onCheckpoint: (taken) => {
        if (taken.step > 5 && checkpoint === null) checkpoint = travelled(taken);
        return false;
      },
    });
    const { step = 0 } = (checkpoint ?? {}) as Partial<TrainingCheckpoint>;
    assert.equal(marks.length, 2);
    assert.ok(marks[0]!.step < step && step < marks[1]!.step, JSON.stringify([marks, step]));
    const after = await collectRun(experiment, 'cpu', { resume: { checkpoint, betaMarks: marks } });
    assert.deepEqual(columnsOf(after).beta, columnsOf(uninterrupted).beta.slice(step));
    assert.deepEqual(columnsOf(after).kl, columnsOf(uninterrupted).kl.slice(step));
    // Without a checkpoint the run begins anew, and is the same again.
    const anew = await collectRun(experiment, 'cpu', {
      resume: { checkpoint: null, betaMarks: marks },
    });
    assert.deepEqual(columnsOf(anew), columnsOf(uninterrupted));
  });

  it('may be interrupted again and again', async () => {
    const experiment = config();
    const steps: number[] = [];
    let events: readonly TrainingEvent[] = [];
    let kl: number[] = [];
    let resume: ResumePoint | null = null;
    do {
      let checkpoint: TrainingCheckpoint | null = null;
      events = await collectRun(experiment, 'cpu', {
        resume,
        clock: hastyClock(),
        onCheckpoint: (taken) => {
          checkpoint = travelled(taken);
          return taken.step > (steps.at(-1) ?? 0) && taken.step < 60;
        },
      });
      const { step } = checkpoint as unknown as TrainingCheckpoint;
      kl = [...kl.slice(0, steps.at(-1) ?? 0), ...columnsOf(events).kl].slice(0, step);
      steps.push(step);
      resume = { checkpoint, betaMarks: [] };
    } while (steps.at(-1) !== 60);
    assert.ok(steps.length > 3, steps.join());
    assert.deepEqual(kl, columnsOf(await collectRun(experiment, 'cpu')).kl);
  });

  it('leaves no tensors behind', async () => {
    const experiment = config();
    let checkpoint: TrainingCheckpoint | null = null;
    await collectRun(experiment, 'cpu', {
      clock: hastyClock(),
      onCheckpoint: (taken) => {
        checkpoint ??= travelled(taken);
        return false;
      },
    });
    const before = memory().numTensors;
    await collectRun(experiment, 'cpu', {
      clock: hastyClock(),
      resume: { checkpoint, betaMarks: [] },
    });
    assert.equal(memory().numTensors, before);
  });

  for (const [what, change, why] of [
    [
      'other data',
      (checkpoint: TrainingCheckpoint) => ({ ...checkpoint, fingerprint: '00000000' }),
      /The data are not those it was trained on/u,
    ],
    [
      'another model',
      (checkpoint: TrainingCheckpoint) => ({
        ...checkpoint,
        variables: checkpoint.variables.slice(1),
      }),
      /weights are not those of this model/u,
    ],
  ] as const) {
    it(`refuses a checkpoint of ${what}, and says so`, async () => {
      let checkpoint: TrainingCheckpoint | null = null;
      await collectRun(config(), 'cpu', {
        onCheckpoint: (taken) => {
          checkpoint = change(taken);
          return true;
        },
      });
      const events = await collectRun(config(), 'cpu', { resume: { checkpoint, betaMarks: [] } });
      const last = events.at(-1);
      assert.ok(last?.kind === 'failed');
      assert.match(last.problem.what, /cannot go on from its checkpoint at step \d+/u);
      assert.match(last.problem.why, why);
    });
  }
});

describe('Checkpoints', () => {
  const checkpointsOf = async (
    experiment: Experiment,
    controls = new ControlQueue(),
    on?: (event: TrainingEvent) => void,
  ) => {
    const taken: TrainingCheckpoint[] = [];
    const events = await collectRun(experiment, 'cpu', {
      controls,
      ...(on && { onEvent: on }),
      onCheckpoint: (checkpoint) => {
        taken.push(checkpoint);
        return false;
      },
    });
    return { taken, events };
  };

  it('are taken at the end, with the weights alone', async () => {
    const { taken } = await checkpointsOf(config());
    const last = taken.at(-1);
    assert.equal(last?.step, 60);
    assert.deepEqual(
      last.variables.map(({ name, slots }) => [name, slots.length]),
      [
        'encoder.hidden0.kernel',
        'encoder.hidden0.bias',
        'encoder.mu.kernel',
        'encoder.mu.bias',
        'encoder.logvar.kernel',
        'encoder.logvar.bias',
        'likelihood.logvar',
        'decoder.hidden0.kernel',
        'decoder.hidden0.bias',
        'decoder.loc.kernel',
        'decoder.loc.bias',
      ].map((name) => [name, 0]),
    );
    for (const { values, shape } of last.variables) {
      assert.equal(
        values.length,
        shape.reduce((a, b) => a * b, 1),
      );
    }
  });

  for (const wish of ['pause', 'stop'] as const) {
    it(`are taken at a ${wish}, whole`, async () => {
      const controls = new ControlQueue();
      controls.push({ kind: wish });
      if (wish === 'pause') controls.push({ kind: 'stop' });
      const { taken, events } = await checkpointsOf(config(), controls);
      assert.ok(taken.length > 0);
      assert.equal(taken[0]?.step, 0);
      assert.ok(events.some((event) => event.kind === 'stateChanged' && event.state === 'stopped'));
    });
  }

  it('hold the last good weights of a run that failed', async () => {
    const experiment = config();
    const broken = { ...experiment, training: { ...experiment.training, learningRate: 10 } };
    const wild = { ...broken, training: { ...broken.training, optimizer: 'sgd' as const } };
    const { taken, events } = await checkpointsOf(wild);
    const failed = events.at(-1);
    assert.ok(failed?.kind === 'failed', JSON.stringify(failed));
    const kept = Number(/weights of step (\d+) are kept/u.exec(failed.problem.now)?.[1]);
    assert.equal(taken.at(-1)?.step, kept);
    for (const { values } of taken.at(-1)?.variables ?? []) {
      assert.ok(values.every(Number.isFinite));
    }
  });
});
