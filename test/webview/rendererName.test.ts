import assert from 'node:assert/strict';
import { rendererName } from '../../src/webview/rendererName.ts';

describe('the name of a renderer', () => {
  for (const [reported, name] of [
    ['ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)', 'Apple M2'],
    [
      'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002504) Direct3D11 vs_5_0 ps_5_0, D3D11)',
      'NVIDIA GeForce RTX 3060',
    ],
    [
      'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
      'SwiftShader Device (Subzero)',
    ],
    ['WebAssembly SIMD, one thread', 'SIMD, one thread'],
    ['JavaScript, one thread', 'JavaScript, one thread'],
  ] as const) {
    it(`of ${JSON.stringify(reported)} is ${JSON.stringify(name)}`, () =>
      assert.equal(rendererName(reported, 'WebAssembly'), name));
  }
});
