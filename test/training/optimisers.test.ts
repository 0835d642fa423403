import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import { setBackend, tensor1d, type Tensor } from '@tensorflow/tfjs-core';
import { optimisers, type OptimiserName } from '../../src/training/optimisers.ts';

const start = [0.5, -1.25, 3];
const rate = 0.01;
/** A gradient that changes with the step, so that averages and corrections matter. */
const gradientAt = (step: number) =>
  start.map((value, i) => Math.sin(step + i) * (1 + value * value));

/** torch.optim's update rules, written out in float64. */
const references: Readonly<Record<OptimiserName, (steps: number) => number[]>> = {
  sgd: (steps) =>
    start.map((w, i) => sumSteps(steps, (step) => -rate * (gradientAt(step)[i] ?? 0)) + w),
  adam: (steps) =>
    start.map((initial, i) => {
      let [w, m, v] = [initial, 0, 0];
      for (let step = 1; step <= steps; step++) {
        const g = gradientAt(step)[i] ?? 0;
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        const denominator = Math.sqrt(v) / Math.sqrt(1 - 0.999 ** step) + 1e-8;
        w -= ((rate / (1 - 0.9 ** step)) * m) / denominator;
      }
      return w;
    }),
  rmsprop: (steps) =>
    start.map((initial, i) => {
      let [w, v] = [initial, 0];
      for (let step = 1; step <= steps; step++) {
        const g = gradientAt(step)[i] ?? 0;
        v = 0.9 * v + 0.1 * g * g;
        w -= (rate * g) / (Math.sqrt(v) + 1e-8);
      }
      return w;
    }),
};

function sumSteps(steps: number, term: (step: number) => number): number {
  let sum = 0;
  for (let step = 1; step <= steps; step++) sum += term(step);
  return sum;
}

function run(name: OptimiserName, steps: number): number[] {
  let value: Tensor = tensor1d(start);
  let slots: readonly Tensor[] = [];
  for (let step = 1; step <= steps; step++) {
    ({ value, slots } = optimisers[name].update(
      value,
      tensor1d(gradientAt(step)),
      slots,
      rate,
      step,
    ));
  }
  return [...value.dataSync()];
}

describe('An optimiser', () => {
  before(() => setBackend('cpu'));

  for (const name of Object.keys(references) as OptimiserName[]) {
    for (const steps of [1, 2, 10, 200]) {
      it(`${name} agrees with PyTorch's rule after ${steps} steps`, () => {
        const expected = references[name](steps);
        for (const [i, value] of run(name, steps).entries()) {
          const want = expected[i] ?? 0;
          assert.ok(
            Math.abs(value - want) <= 2e-5 * (1 + Math.abs(want)),
            `${value} is not ${want}`,
          );
        }
      });
    }
  }
});
