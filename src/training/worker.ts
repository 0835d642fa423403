// The trainer's own thread: one self-contained script that receives bytes and loads nothing itself.
// A shell only: messages in, messages out.

import { prepareData } from '../data/pipeline.ts';
import { arraysOf, type TrainingCheckpoint } from '../elbo/trainingCheckpoint.ts';
import { hasConvolutions } from './chooseEngine.ts';
import { systemClock } from './clock.ts';
import { ControlQueue } from './controls.ts';
import { startEngine } from './engine.ts';
import { untilLost } from './engineLoss.ts';
import { EventOutbox } from './eventOutbox.ts';
import { findMisfit } from './fits.ts';
import type { FromWorker, StartTraining, ToWorker } from './messages.ts';
import { train } from './train.ts';
import type { TrainingOutput } from './trainingOutput.ts';
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

/** After the events before it, so that whoever keeps it knows the history it belongs to. */
function sendCheckpoint(checkpoint: TrainingCheckpoint): void {
  outbox.flush();
  const buffers = arraysOf(checkpoint).map(({ buffer }) => buffer as ArrayBuffer);
  send({ type: 'checkpoint', checkpoint }, buffers);
}

async function* run(message: StartTraining): AsyncGenerator<TrainingOutput> {
  const { experiment, files, wasm, resume } = message;
  // Whoever resumes a run has said already where it stands.
  if (resume === null) yield { kind: 'stateChanged', state: 'preparing', step: 0 };
  const bytesOf = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const prepared = prepareData(experiment, bytesOf);
  if ('problem' in prepared) {
    yield { kind: 'failed', problem: prepared.problem };
    return;
  }
  const misfit = findMisfit(experiment, prepared.value);
  if (misfit !== undefined) {
    yield { kind: 'failed', problem: misfit };
    return;
  }
  const isConvolutional = hasConvolutions(experiment);
  const started = await startEngine(experiment.training.engine, isConvolutional, wasm);
  if ('problem' in started) {
    yield { kind: 'failed', problem: started.problem };
    return;
  }
  const { engine } = started;
  const events = train(experiment, prepared.value, engine, controls, clock, resume);
  yield* untilLost(events, engine.watch, isConvolutional ? 'cpu' : 'wasm');
}

async function start(message: StartTraining): Promise<void> {
  try {
    for await (const output of run(message)) {
      if (output.kind === 'checkpointTaken') sendCheckpoint(output.checkpoint);
      else outbox.add(output);
    }
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
