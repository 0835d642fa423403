// Which engine trains this model on this machine, and why, in words. A pure decision over what was found.

import type { EngineChoice, Experiment } from '../config/experiment.ts';
import type { Backend, EngineReport, RunProblem } from '../elbo/trainingEvent.ts';
import { isFound, type Machine } from './machine.ts';

export type EngineDecision = { readonly report: EngineReport } | { readonly problem: RunProblem };

/** Names under which processors draw what a GPU should. */
const softwareRenderers = [
  'SwiftShader',
  'llvmpipe',
  'softpipe',
  'Microsoft Basic Render',
  'Apple Software',
  'Software Rasterizer',
];

/** The part of a renderer's name that says it is the processor; `undefined` for a GPU. */
export function findSoftwareRenderer(renderer: string): string | undefined {
  const name = renderer.toLowerCase();
  return softwareRenderers.find((software) => name.includes(software.toLowerCase()));
}

export function hasConvolutions({ model }: Pick<Experiment, 'model'>): boolean {
  return model.encoder.kind === 'conv' || model.decoder.kind === 'conv';
}

export function chooseEngine(
  choice: EngineChoice,
  machine: Machine,
  isConvolutional: boolean,
): EngineDecision {
  switch (choice) {
    case 'auto':
      return { report: chooseAutomatically(machine, isConvolutional) };
    case 'webgl':
      return isFound(machine.webgl)
        ? { report: webglReport(machine.webgl.renderer, 'The config asks for WebGL.') }
        : unavailable('WebGL', machine.webgl.missing);
    case 'webgpu':
      return isFound(machine.webgpu)
        ? { report: webgpuReport(machine.webgpu) }
        : unavailable('WebGPU', machine.webgpu.missing);
    case 'wasm':
      if (!isFound(machine.wasm)) return unavailable('WebAssembly', machine.wasm.missing);
      if (isConvolutional) return cannotConvolve();
      return { report: wasmReport('The config asks for WebAssembly.') };
    case 'cpu':
      return { report: cpuReport('The config asks for plain JavaScript.') };
  }
}

function chooseAutomatically({ webgl, wasm }: Machine, isConvolutional: boolean): EngineReport {
  const software = isFound(webgl) ? findSoftwareRenderer(webgl.renderer) : undefined;
  if (isFound(webgl) && software === undefined) {
    return webglReport(webgl.renderer, 'WebGL runs on a GPU here.');
  }
  const why = isFound(webgl)
    ? `WebGL here is drawn by the processor (${software})`
    : `WebGL is not available here (${webgl.missing})`;
  if (isFound(wasm) && !isConvolutional) return wasmReport(`${why}, so WebAssembly is used.`);
  const whyNotWasm = isFound(wasm)
    ? 'WebAssembly cannot train convolutions'
    : `WebAssembly is not available (${wasm.missing})`;
  return isFound(webgl)
    ? webglReport(webgl.renderer, `${why}, but ${whyNotWasm}, so WebGL is used and will be slow.`)
    : cpuReport(`${why} and ${whyNotWasm}, so plain JavaScript is used and will be slow.`);
}

function webglReport(renderer: string, reason: string): EngineReport {
  const software = findSoftwareRenderer(renderer) !== undefined;
  return { backend: 'webgl', renderer, software, reason };
}

function webgpuReport(found: { readonly renderer: string; readonly isFallback: boolean }) {
  const { renderer, isFallback } = found;
  const software = isFallback || findSoftwareRenderer(renderer) !== undefined;
  const reason = 'The config asks for WebGPU.';
  return { backend: 'webgpu', renderer, software, reason } as const;
}

function wasmReport(reason: string): EngineReport {
  return { backend: 'wasm', renderer: 'WebAssembly SIMD, one thread', software: false, reason };
}

function cpuReport(reason: string): EngineReport {
  return { backend: 'cpu', renderer: 'JavaScript, one thread', software: false, reason };
}

const auto = 'Set `training.engine` to `auto` to take what this machine has.';

function unavailable(name: string, why: string): EngineDecision {
  return engineProblem(`${name} cannot be used here.`, sentence(why), auto);
}

function cannotConvolve(): EngineDecision {
  return engineProblem(
    'WebAssembly cannot train a convolutional network.',
    'TensorFlow.js has no gradient of a convolution\u2019s filter on this engine.',
    'Set `training.engine` to `auto`, `webgl` or `cpu`, or use `kind: mlp`.',
  );
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

export function engineProblem(what: string, why: string, now: string): { problem: RunProblem } {
  const configPath = 'training.engine';
  return { problem: { what, why, now, configPath, step: null, term: null, layer: null } };
}

/** The name a person knows an engine by. */
export const engineNames: Readonly<Record<Backend, string>> = {
  webgl: 'WebGL',
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};
