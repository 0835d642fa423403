import assert from 'node:assert/strict';
import { handle, isFromWebview } from '../../src/protocol/channel.ts';
import type { FromWebview } from '../../src/protocol/messages.ts';
import { everyEvent, prepared, stepped } from './samples.ts';

const valid: readonly FromWebview[] = [
  { type: 'ready' },
  { type: 'painted', sinceNavigationMs: 12.5 },
  { type: 'controlWished', runId: 'r1', control: { kind: 'pause' } },
  { type: 'controlWished', runId: 'r1', control: { kind: 'setBeta', beta: 0 } },
  { type: 'trainingReported', runId: 'r1', events: everyEvent },
  { type: 'trainingReported', runId: 'r1', events: [stepped(1, Number.NaN, Infinity)] },
  { type: 'commandWished', command: 'elboLens.train', argument: 'file:///a.elbo.yaml' },
  { type: 'commandWished', command: 'elboLens.newConfig' },
  { type: 'logged', level: 'warn', message: 'slow' },
  { type: 'chartsDrawn', files: [{ path: 'terms.png', bytes: new Uint8Array([137]) }] },
];

const reported = (event: unknown): unknown => ({
  type: 'trainingReported',
  runId: 'r1',
  events: [event],
});

const invalid: Readonly<Record<string, unknown>> = {
  nothing: undefined,
  null: null,
  text: 'ready',
  'an unknown type': { type: 'readyy' },
  'a type of the prototype': { type: 'constructor' },
  'a control nobody knows': { type: 'controlWished', runId: 'r1', control: { kind: 'explode' } },
  'a run that is no string': { type: 'controlWished', runId: 1, control: { kind: 'stop' } },
  'a negative beta': { type: 'controlWished', runId: 'r1', control: { kind: 'setBeta', beta: -1 } },
  'a beta that is not a number': {
    type: 'controlWished',
    runId: 'r1',
    control: { kind: 'setBeta', beta: Number.NaN },
  },
  'a command that is not for views': {
    type: 'commandWished',
    command: 'workbench.action.terminal.sendSequence',
  },
  'an argument that is no string': {
    type: 'commandWished',
    command: 'elboLens.train',
    argument: {},
  },
  'a picture that is no bytes': { type: 'chartsDrawn', files: [{ path: 'a.png', bytes: 'a' }] },
  'a level the log lacks': { type: 'logged', level: 'fatal', message: '' },
  'events that are no list': { type: 'trainingReported', runId: 'r1', events: { length: 1 } },
  'plain lists for columns': reported({
    kind: 'stepped',
    columns: { firstStep: 1, reconstructionLoss: [1], kl: [1], beta: [1] },
    stepsPerSecond: 1,
  }),
  'columns of different lengths': reported({
    kind: 'stepped',
    columns: {
      firstStep: 1,
      reconstructionLoss: new Float64Array(2),
      kl: new Float64Array(1),
      beta: new Float64Array(2),
    },
    stepsPerSecond: 1,
  }),
  'steps that count from 0': reported(stepped(0, 1)),
  'a backend nobody wrote': reported({
    ...prepared,
    engine: { backend: 'cuda', renderer: '', software: false, reason: '' },
  }),
  'a state nobody knows': reported({ kind: 'stateChanged', state: 'exploded', step: 1 }),
};

describe('Messages from a webview', () => {
  for (const message of valid) {
    it(`accepts ${message.type} as the page sends it`, () => {
      assert.equal(isFromWebview(structuredClone(message)), true);
    });
  }

  for (const event of everyEvent) {
    it(`accepts the event ${event.kind}, and refuses it without any one of its parts`, () => {
      assert.equal(isFromWebview(reported(event)), true);
      for (const key of Object.keys(event)) {
        const { [key as keyof typeof event]: _, ...rest } = event;
        assert.equal(isFromWebview(reported(rest)), false, `without ${key}`);
      }
    });
  }

  for (const [name, message] of Object.entries(invalid)) {
    it(`refuses ${name}`, () => assert.equal(isFromWebview(message), false));
  }
});

describe('The channel', () => {
  it('hands each message to the handler of its kind', () => {
    const handled: string[] = [];
    const note = ({ type }: FromWebview): unknown => handled.push(type);
    for (const message of valid) {
      handle(message, {
        ready: note,
        painted: note,
        controlWished: note,
        trainingReported: note,
        checkpointTaken: note,
        chartsDrawn: note,
        commandWished: note,
        logged: note,
      });
    }
    assert.deepEqual(
      handled,
      valid.map(({ type }) => type),
    );
  });
});
