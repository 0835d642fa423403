// Small runs on a chosen engine, collected whole.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseExperiment } from '../../../src/config/parse.ts';
import type { Experiment } from '../../../src/config/experiment.ts';
import type { Files } from '../../../src/data/parameters.ts';
import { prepareData, type PreparedData } from '../../../src/data/pipeline.ts';
import type { ResumePoint, TrainingCheckpoint } from '../../../src/elbo/trainingCheckpoint.ts';
import type { Backend, Evaluation, TrainingEvent } from '../../../src/elbo/trainingEvent.ts';
import { hasConvolutions } from '../../../src/training/chooseEngine.ts';
import type { Clock } from '../../../src/training/clock.ts';
import { ControlQueue } from '../../../src/training/controls.ts';
import { startEngine, type Engine } from '../../../src/training/engine.ts';
import type { WasmBinary } from '../../../src/training/machine.ts';
import { train } from '../../../src/training/train.ts';

export function wasmBinary(): WasmBinary {
  const path = '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
  const file = readFileSync(createRequire(import.meta.url).resolve(path));
  return { bytes: new Uint8Array(file).buffer };
}

/** An experiment from YAML; a config with problems breaks the test. */
export function experimentOf(yaml: string): Experiment {
  const parsed = parseExperiment(yaml, { format: 'yaml', fileName: 'test.elbo.yaml' });
  if (parsed.experiment === null) throw new Error(JSON.stringify(parsed.problems));
  return parsed.experiment;
}

export function preparedFor(experiment: Experiment, files: Files = new Map()): PreparedData {
  const prepared = prepareData(experiment, files);
  if ('problem' in prepared) throw new Error(prepared.problem.what);
  return prepared.value;
}

export async function engineFor(backend: Backend, experiment: Experiment): Promise<Engine> {
  const started = await startEngine(backend, hasConvolutions(experiment), wasmBinary());
  if ('problem' in started) throw new Error(started.problem.why);
  return started.engine;
}

/** Time that goes by only when it is read: the same turns on every machine, a report every `perReport` readings. */
export function countingClock(msPerReading: number): Clock {
  let nowMs = 0;
  return {
    nowMs: () => (nowMs += msPerReading),
    yieldTurn: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

export interface RunOptions {
  readonly controls?: ControlQueue;
  /** Data files, by the path the config writes. */
  readonly files?: Files;
  /** Called with every event as it comes; may push controls. */
  readonly onEvent?: (event: TrainingEvent) => void;
  /** Where to go on; null: from the start. */
  readonly resume?: ResumePoint | null;
  /** Called with every checkpoint; true ends the run there, as a closed panel would. */
  readonly onCheckpoint?: (checkpoint: TrainingCheckpoint) => boolean;
  readonly clock?: Clock;
}

export async function collectRun(
  experiment: Experiment,
  backend: Backend,
  options: RunOptions = {},
): Promise<readonly TrainingEvent[]> {
  const { controls = new ControlQueue(), files, onEvent, resume = null, onCheckpoint } = options;
  const engine = await engineFor(backend, experiment);
  const events: TrainingEvent[] = [];
  const { clock = countingClock(7) } = options;
  const data = preparedFor(experiment, files);
  for await (const output of train(experiment, data, engine, controls, clock, resume)) {
    if (output.kind === 'checkpointTaken') {
      if (onCheckpoint?.(output.checkpoint) === true) break;
    } else {
      events.push(output);
      onEvent?.(output);
    }
  }
  return events;
}

/** The columns of a run joined: index i is step i + 1. */
export function columnsOf(events: readonly TrainingEvent[]) {
  const parts = events.flatMap((event) => (event.kind === 'stepped' ? [event.columns] : []));
  const joined = (name: 'reconstructionLoss' | 'kl' | 'beta') =>
    parts.flatMap((part) => Array.from(part[name]));
  return {
    reconstructionLoss: joined('reconstructionLoss'),
    kl: joined('kl'),
    beta: joined('beta'),
  };
}

export function evaluationsOf(events: readonly TrainingEvent[]): readonly Evaluation[] {
  return events.flatMap((event) => (event.kind === 'evaluated' ? [event.evaluation] : []));
}
