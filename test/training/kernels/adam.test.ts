import assert from 'node:assert/strict';
import { tensor, tidy } from '@tensorflow/tfjs-core';
import { createRandom } from '../../../src/elbo/random.ts';
import { adamKernel } from '../../../src/training/kernels/adam.ts';
import { composedAdam } from '../../../src/training/optimisers.ts';
import { engineFor, experimentOf } from '../support/runs.ts';

const experiment = experimentOf('{ data: { source: two-moons }, likelihood: { family: normal } }');
const scales = { rate: 0.01, rootScale: 5 };

for (const backend of ['cpu', 'wasm'] as const) {
  describe(`Adam as one kernel on ${backend}`, () => {
    before(() => engineFor(backend, experiment));

    it('holds a weight still whose squared gradient overflows', () => {
      tidy(() => {
        const [zero, one] = [tensor([0]), tensor([1])];
        const inputs = { value: one, gradient: tensor([1e25]), mean: zero, meanSquare: zero };
        const [value] = adamKernel(inputs, scales) ?? [];
        assert.deepEqual([...(value?.dataSync() ?? [])], [1]);
      });
    });

    for (const shape of [[1], [7], [5, 3], [3, 3, 2, 5]]) {
      it(`does what the composed rule does, and leaves its inputs alone: ${shape.join('x')}`, () => {
        const size = shape.reduce((product, n) => product * n, 1);
        const random = createRandom(size);
        const normals = (name: string) =>
          random.fork(name).fillNormal(new Float32Array(size)).slice();
        const values = {
          value: normals('value'),
          gradient: normals('gradient'),
          mean: normals('mean'),
          meanSquare: normals('meanSquare').map((x) => x * x),
        };
        tidy(() => {
          const make = (from: Float32Array) => tensor(from.slice(), [...shape]);
          const inputs = {
            value: make(values.value),
            gradient: make(values.gradient),
            mean: make(values.mean),
            meanSquare: make(values.meanSquare),
          };
          const outputs = adamKernel(inputs, scales);
          assert.ok(outputs);
          for (const [index, expected] of composedAdam(inputs, scales).entries()) {
            const seen = outputs[index]?.dataSync() ?? [];
            for (const [i, want] of [...expected.dataSync()].entries()) {
              const allowed = 1e-6 * (1 + Math.abs(want));
              assert.ok(Math.abs((seen[i] ?? Number.NaN) - want) <= allowed, `${seen[i]}: ${want}`);
            }
          }
          for (const name of ['value', 'gradient', 'mean', 'meanSquare'] as const) {
            assert.deepEqual([...inputs[name].dataSync()], [...values[name]], name);
          }
        });
      });
    }
  });
}
