// The trainer's own thread: one self-contained script that receives bytes and loads nothing itself.
// A shell only: messages in, messages out.

import { prepareData } from '../data/pipeline.ts';
import { checkSupport } from '../data/support.ts';
import { getFamily } from '../elbo/families/index.ts';
import type { TrainingEvent } from '../elbo/trainingEvent.ts';
import { hasConvolutions } from './chooseEngine.ts';
import { systemClock } from './clock.ts';
import { ControlQueue } from './controls.ts';
import { startEngine } from './engine.ts';
import { untilLost } from './engineLoss.ts';
import { EventOutbox } from './eventOutbox.ts';
import type { FromWorker, StartTraining, ToWorker } from './messages.ts';
import { train } from './train.ts';
import { unexpectedProblem } from './unexpectedProblem.ts';

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const controls = new ControlQueue();
const clock = systemClock();
const outbox = new EventOutbox(clock, (events, transfer) => {
  send({ type: 'events', events }, transfer);
});

function send(message: FromWorker, transfer: Transferable[] = []): void {
  scope.postMessage(message, transfer);
}

async function* run({ experiment, files, wasm }: StartTraining): AsyncGenerator<TrainingEvent> {
  yield { kind: 'stateChanged', state: 'preparing', step: 0 };
  const bytesOf = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const prepared = prepareData(experiment, bytesOf);
  if ('problem' in prepared) {
    yield { kind: 'failed', problem: prepared.problem };
    return;
  }
  const outside = checkSupport(prepared.value, getFamily(experiment.likelihood.family));
  if (outside !== undefined) {
    yield { kind: 'failed', problem: outside.problem };
    return;
  }
  const isConvolutional = hasConvolutions(experiment);
  const started = await startEngine(experiment.training.engine, isConvolutional, wasm);
  if ('problem' in started) {
    yield { kind: 'failed', problem: started.problem };
    return;
  }
  const { engine } = started;
  const events = train(experiment, prepared.value, engine, controls, clock);
  yield* untilLost(events, engine.watch, isConvolutional ? 'cpu' : 'wasm');
}

async function start(message: StartTraining): Promise<void> {
  try {
    for await (const event of run(message)) outbox.add(event);
  } catch (error) {
    outbox.add({ kind: 'failed', problem: unexpectedProblem(error) });
  } finally {
    outbox.flush();
  }
}

scope.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case 'start':
      void start(data);
      return;
    case 'control':
      controls.push(data.control);
      return;
  }
});

send({ type: 'started' });
