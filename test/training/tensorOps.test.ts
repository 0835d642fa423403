import assert from 'node:assert/strict';
import { memory } from '@tensorflow/tfjs-core';
import type { Backend } from '../../src/elbo/trainingEvent.ts';
import { engineFor, experimentOf } from './support/runs.ts';
import { termErrors } from './support/termErrors.ts';

const experiment = experimentOf('{ data: { source: two-moons }, likelihood: { family: normal } }');

/** Relative allowance; WebAssembly's exp and log are coarser. */
const tolerances: readonly (readonly [Backend, number])[] = [
  ['cpu', 5e-6],
  ['wasm', 2e-5],
];

for (const [backend, tolerance] of tolerances) {
  describe(`Formulas as tensors on ${backend}`, () => {
    before(() => engineFor(backend, experiment));

    it(`agree with float64 to ${tolerance} of the value and 1e-7 nats per element, gradients too`, async () => {
      const errors = await termErrors(tolerance);
      assert.ok(errors.length > 30);
      assert.deepEqual(
        errors.filter(({ excess }) => excess > 1),
        [],
      );
    });

    it('leave no tensor behind', async () => {
      await termErrors(tolerance);
      const before = memory().numTensors;
      await termErrors(tolerance);
      assert.equal(memory().numTensors, before);
    });
  });
}
