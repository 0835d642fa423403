import assert from 'node:assert/strict';
import type { EngineChoice } from '../../src/config/experiment.ts';
import type { Backend } from '../../src/elbo/trainingEvent.ts';
import { chooseEngine, findSoftwareRenderer } from '../../src/training/chooseEngine.ts';
import type { Machine } from '../../src/training/machine.ts';

const gpu = { renderer: 'ANGLE (Apple, Apple M2, OpenGL 4.1)' };
const software = {
  renderer: 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)',
};
const absent = (missing: string) => ({ missing });

const full: Machine = {
  webgl: gpu,
  webgpu: { renderer: 'Apple', isFallback: false },
  wasm: { simd: true },
};
const noGpu: Machine = { ...full, webgl: software };
const noWasm: Machine = { ...noGpu, wasm: absent('its file is not there') };
const bare: Machine = {
  webgl: absent('no WebGL 2 context could be made'),
  webgpu: absent('the browser offers no WebGPU adapter'),
  wasm: absent('its file is not there'),
};

interface Expected {
  readonly backend: Backend;
  readonly software: boolean;
  readonly reason: string;
}

function checkEngine(choice: EngineChoice, machine: Machine, conv: boolean, expected: Expected) {
  const decision = chooseEngine(choice, machine, conv);
  assert.ok('report' in decision, JSON.stringify(decision));
  const { backend, software, reason } = decision.report;
  assert.deepEqual({ backend, software, reason }, expected);
}

function checkRefusal(
  choice: EngineChoice,
  machine: Machine,
  conv: boolean,
  what: string,
  why: string,
) {
  const decision = chooseEngine(choice, machine, conv);
  assert.ok('problem' in decision, JSON.stringify(decision));
  assert.equal(decision.problem.what, what);
  assert.equal(decision.problem.why, why);
  assert.equal(decision.problem.configPath, 'training.engine');
}

describe('The choice of an engine', () => {
  const drawn = 'WebGL here is drawn by the processor (SwiftShader)';
  const automatic: readonly [string, Machine, boolean, Expected][] = [
    [
      'a GPU',
      full,
      false,
      { backend: 'webgl', software: false, reason: 'WebGL runs on a GPU here.' },
    ],
    [
      'a GPU and convolutions',
      full,
      true,
      { backend: 'webgl', software: false, reason: 'WebGL runs on a GPU here.' },
    ],
    [
      'a software renderer',
      noGpu,
      false,
      { backend: 'wasm', software: false, reason: `${drawn}, so WebAssembly is used.` },
    ],
    [
      'a software renderer and convolutions',
      noGpu,
      true,
      {
        backend: 'webgl',
        software: true,
        reason: `${drawn}, but WebAssembly cannot train convolutions, so WebGL is used and will be slow.`,
      },
    ],
    [
      'a software renderer and no WebAssembly',
      noWasm,
      false,
      {
        backend: 'webgl',
        software: true,
        reason: `${drawn}, but WebAssembly is not available (its file is not there), so WebGL is used and will be slow.`,
      },
    ],
    [
      'no WebGL',
      { ...bare, wasm: { simd: true } },
      false,
      {
        backend: 'wasm',
        software: false,
        reason:
          'WebGL is not available here (no WebGL 2 context could be made), so WebAssembly is used.',
      },
    ],
    [
      'nothing at all',
      bare,
      false,
      {
        backend: 'cpu',
        software: false,
        reason:
          'WebGL is not available here (no WebGL 2 context could be made) and WebAssembly is not available ' +
          '(its file is not there), so plain JavaScript is used and will be slow.',
      },
    ],
  ];
  for (const [name, machine, conv, expected] of automatic) {
    it(`by itself, with ${name}, is ${expected.backend}`, () => {
      checkEngine('auto', machine, conv, expected);
    });
  }

  it('honours a forced engine, even a slow one, and says that it is software', () => {
    checkEngine('webgl', noGpu, false, {
      backend: 'webgl',
      software: true,
      reason: 'The config asks for WebGL.',
    });
    checkEngine('wasm', full, false, {
      backend: 'wasm',
      software: false,
      reason: 'The config asks for WebAssembly.',
    });
    checkEngine('cpu', full, true, {
      backend: 'cpu',
      software: false,
      reason: 'The config asks for plain JavaScript.',
    });
    checkEngine('webgpu', { ...full, webgpu: { renderer: 'google', isFallback: true } }, false, {
      backend: 'webgpu',
      software: true,
      reason: 'The config asks for WebGPU.',
    });
  });

  const refusals: readonly [EngineChoice, Machine, boolean, string, string][] = [
    ['webgl', bare, false, 'WebGL cannot be used here.', 'No WebGL 2 context could be made.'],
    ['webgpu', bare, false, 'WebGPU cannot be used here.', 'The browser offers no WebGPU adapter.'],
    ['wasm', bare, false, 'WebAssembly cannot be used here.', 'Its file is not there.'],
    [
      'wasm',
      full,
      true,
      'WebAssembly cannot train a convolutional network.',
      'TensorFlow.js has no gradient of a convolution\u2019s filter on this engine.',
    ],
  ];
  for (const [choice, machine, conv, what, why] of refusals) {
    it(`refuses ${choice} with "${what}"`, () => checkRefusal(choice, machine, conv, what, why));
  }
});

describe('A software renderer', () => {
  const names: readonly [string, string | undefined][] = [
    ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device), SwiftShader driver)', 'SwiftShader'],
    ['llvmpipe (LLVM 15.0.7, 256 bits)', 'llvmpipe'],
    ['Mesa/X.org, softpipe', 'softpipe'],
    ['ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)', 'Microsoft Basic Render'],
    ['Apple Software Renderer', 'Apple Software'],
    ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)', undefined],
    ['Apple M2', undefined],
    ['Mesa Intel(R) UHD Graphics 620 (KBL GT2)', undefined],
  ];
  for (const [renderer, expected] of names) {
    it(`${expected === undefined ? 'is not' : 'is'} "${renderer}"`, () => {
      assert.equal(findSoftwareRenderer(renderer), expected);
    });
  }
});
