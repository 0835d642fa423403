// Starts the chosen engine. The only importer of tfjs' backends.

import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgl';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import '@tensorflow/tfjs-backend-webgpu';
import { backend, env, ready, setBackend } from '@tensorflow/tfjs-core';
import type { EngineChoice } from '../config/experiment.ts';
import type { Backend, EngineReport, RunProblem } from '../elbo/trainingEvent.ts';
import { chooseEngine, engineNames, engineProblem } from './chooseEngine.ts';
import { LossWatch } from './engineLoss.ts';
import { probeMachine, type WasmBinary } from './machine.ts';

export interface Engine {
  readonly report: EngineReport;
  /**
   * Resolves when all work submitted so far is done; `null` where work is done when the call returns. More
   * than two turns in flight would starve the page: all WebGL goes through one process.
   */
  readonly submitted: () => Promise<void> | null;
  readonly watch: LossWatch;
}

export type StartedEngine = { readonly engine: Engine } | { readonly problem: RunProblem };

export async function startEngine(
  choice: EngineChoice,
  isConvolutional: boolean,
  wasm: WasmBinary,
): Promise<StartedEngine> {
  const machine = await probeMachine(wasm, choice === 'webgpu');
  const decision = chooseEngine(choice, machine, isConvolutional);
  if ('problem' in decision) return decision;
  const { report } = decision;
  if (report.backend === 'wasm' && 'bytes' in wasm) provideWasm(wasm.bytes);
  const problem = await start(report.backend);
  const name = report.backend;
  return problem ?? { engine: { report, submitted: submittedOn(name), watch: watchOver(name) } };
}

async function start(name: Backend): Promise<{ readonly problem: RunProblem } | null> {
  try {
    const isStarted = await setBackend(name);
    await ready();
    if (isStarted) return null;
    return couldNotStart(name, 'TensorFlow.js gave no reason.');
  } catch (error) {
    return couldNotStart(name, String(error));
  }
}

function couldNotStart(name: Backend, why: string) {
  const now = 'Set `training.engine` to `auto` or `cpu`.';
  return engineProblem(`${engineNames[name]} could not be started.`, why, now);
}

/**
 * tfjs fetches its binary by path. A worker in a webview can fetch nothing, so the path is made up and the
 * platform's fetch answers it from memory. Threads are off: their binary is another one, and webviews have
 * no shared memory.
 */
function provideWasm(bytes: ArrayBuffer): void {
  const path = 'memory:tfjs-backend-wasm-simd.wasm';
  const names = [
    'tfjs-backend-wasm.wasm',
    'tfjs-backend-wasm-simd.wasm',
    'tfjs-backend-wasm-threaded-simd.wasm',
  ];
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const { platform } = env();
  const fetch = platform.fetch.bind(platform);
  platform.fetch = async (asked, init) =>
    asked === path ? new Response(bytes.slice(0)) : fetch(asked, init);
  setWasmPaths(Object.fromEntries(names.map((name) => [name, path])), true);
}

function submittedOn(name: Backend): Engine['submitted'] {
  switch (name) {
    case 'cpu':
    case 'wasm':
      return () => null;
    case 'webgl': {
      const { gpgpu } = backend() as MathBackendWebGL;
      return () => gpgpu.createAndWaitForFence();
    }
    case 'webgpu': {
      const { device } = backend() as WebGPUBackend;
      return async () => {
        await device.queue.onSubmittedWorkDone();
      };
    }
  }
}

/** Processors are not taken away; the ways to compute on a GPU each have their own way to say so. */
function watchOver(name: Backend): LossWatch {
  switch (name) {
    case 'webgl':
      return watchWebgl();
    case 'webgpu':
      return watchWebgpu();
    case 'wasm':
    case 'cpu':
      return new LossWatch();
  }
}

function watchWebgl(): LossWatch {
  const { gl } = (backend() as MathBackendWebGL).gpgpu;
  const watch = new LossWatch(() => gl.isContextLost());
  const { canvas } = gl as unknown as { readonly canvas: OffscreenCanvas };
  canvas.addEventListener('webglcontextlost', () => {
    const why =
      'The browser or the driver reset the graphics context: drivers do when they restart or memory runs out.';
    watch.report({ kind: 'taken', why });
  });
  return watch;
}

function watchWebgpu(): LossWatch {
  const watch = new LossWatch();
  const { device } = backend() as WebGPUBackend;
  void (async () => {
    const { message } = await device.lost;
    watch.report({ kind: 'taken', why: message || 'The browser gave no reason.' });
  })();
  device.addEventListener('uncapturederror', ({ error }) => {
    watch.report({ kind: 'rejected', why: `WebGPU says: ${error.message}` });
  });
  return watch;
}
