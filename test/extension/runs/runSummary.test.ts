import assert from 'node:assert/strict';
import { RunStore } from '../../../src/extension/runs/runStore.ts';
import { statusText, summary } from '../../../src/extension/runs/runSummary.ts';
import type { TrainingEvent } from '../../../src/elbo/trainingEvent.ts';
import {
  entered,
  evaluationAt,
  failed,
  prepared,
  sampleRun,
  stepped,
} from '../../protocol/samples.ts';

interface Case {
  readonly of: string;
  readonly events: readonly TrainingEvent[];
  readonly summary: string;
  readonly status: string;
}

const begun = [prepared, entered('training', 0)];

const sixtySteps: readonly TrainingEvent[] = [
  stepped(1, ...Array.from({ length: 60 }, () => 99)),
  { kind: 'evaluated', evaluation: evaluationAt(60, -113.4) },
];

const cases: readonly Case[] = [
  { of: 'a run that prepares', events: [], summary: 'preparing', status: 'two preparing' },
  {
    of: 'a run before its first evaluation',
    events: [...begun, stepped(1, 300, 113.46)],
    summary: '113.5 nats · epoch 1',
    status: 'two 113.5 nats · 2 %',
  },
  {
    of: 'an evaluated run in progress, by its last step',
    events: [...begun, ...sixtySteps],
    summary: '99.0 nats · epoch 6',
    status: 'two 99.0 nats · 60 %',
  },
  {
    of: 'a run that is over, by its validation split',
    events: [...begun, ...sixtySteps, entered('finished', 60)],
    summary: '114.4 nats · epoch 6',
    status: 'two 99.0 nats · 60 %',
  },
  {
    of: 'a run that ended within its first epoch, by its last step',
    events: [
      ...begun,
      { kind: 'evaluated', evaluation: evaluationAt(0, -551) },
      stepped(1, 240),
      entered('stopped', 1),
    ],
    summary: '240.0 nats · epoch 1 · stopped',
    status: 'two 240.0 nats · 1 %',
  },
  {
    of: 'a density whose loss is negative',
    events: [...begun, stepped(1, -3.456)],
    summary: '\u22123.46 nats · epoch 1',
    status: 'two \u22123.46 nats · 1 %',
  },
  {
    of: 'a paused run',
    events: [...begun, stepped(1, 20), entered('paused', 1)],
    summary: '20.0 nats · epoch 1 · paused',
    status: 'two 20.0 nats · 1 %',
  },
  {
    of: 'a failed run, by what happened',
    events: [...begun, stepped(1, Number.NaN), failed],
    summary: 'KL became infinite at step 7.',
    status: 'two 1 %',
  },
];

describe('One line about a run', () => {
  for (const { of, events, ...expected } of cases) {
    it(`is right for ${of}`, () => {
      const store = new RunStore(() => 0);
      store.add(sampleRun());
      store.append('r1', events);
      const run = store.get('r1');
      assert.ok(run);
      assert.deepEqual({ summary: summary(run), status: statusText(run) }, expected);
    });
  }
});
