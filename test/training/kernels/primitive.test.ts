import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import { setBackend, tensor1d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { applyPrimitive } from '../../../src/training/kernels/elementwise.ts';
import { composed, type Primitive } from '../../../src/training/kernels/primitive.ts';
import { primitives } from '../../../src/training/kernels/primitives/index.ts';
import { float32Arithmetic } from '../../support/float32Arithmetic.ts';

const sizes = [
  1e-8, 1e-4, 0.01, 0.3, 0.4, 0.4999, 0.5, 0.5001, 0.7, 0.9, 1, 1.4, 1.5, 2, 2.5, 3, 3.99, 4, 5.5,
  6, 7.99, 8, 20, 150, 1e4,
];
const line = [0, ...sizes, ...sizes.map((size) => -size)];
const counts = [0, 1, 2, 3, 20, 100, 1000];
const rates = [1e-3, 0.1, 0.7, 1, 2.2, 19, 21, 105, 990];
const weights = [0.1, 0.7, 1, 2.5, 30];

/** Arguments with a finite float64 value, in float32. */
function grid({ arity, compute }: Primitive): readonly (readonly number[])[] {
  const points = {
    1: () => line.map((x) => [x]),
    2: () =>
      counts.flatMap((x) =>
        rates.flatMap((y) => [
          [x, y],
          [x - 0.97 * y, y],
        ]),
      ),
    3: () =>
      weights.flatMap((a) => weights.flatMap((b) => [0.01, 0.3, 0.77].map((x) => [a, b, x]))),
  };
  return points[arity]()
    .map((args) => args.map(Math.fround))
    .filter((args) => Number.isFinite(Math.fround(compute(...args))));
}

const read = (make: () => Tensor): Float32Array => tidy(() => make().dataSync<'float32'>().slice());

describe('A primitive', () => {
  before(() => setBackend('cpu'));

  for (const primitive of primitives) {
    const { name, arity, compute, steps } = primitive;
    const points = grid(primitive);
    const columns = (): Tensor[] =>
      Array.from({ length: arity }, (_, index) => tensor1d(points.map((args) => args[index] ?? 0)));

    it(`${name} is the same in float64, in 32-bit steps, and composed of tfjs ops`, () => {
      assert.ok(points.length >= 10);
      const readings = {
        kernel: read(() => applyPrimitive(primitive, ...columns())),
        steps: points.map((args) => steps(float32Arithmetic, ...args)),
        composed: read(() => composed(primitive, columns())),
      };
      for (const [reading, values] of Object.entries(readings)) {
        for (const [index, args] of points.entries()) {
          const expected = compute(...args);
          const value = values[index] ?? Number.NaN;
          const allowed = 1.5e-6 * Math.max(1, Math.abs(expected));
          assert.ok(
            Math.abs(value - expected) <= allowed,
            `${reading} of ${args.join()}: ${value} is not ${expected}`,
          );
        }
      }
    });

    it(`${name} hands on NaN`, () => {
      const values = Array.from({ length: arity }, () => tensor1d([Number.NaN]));
      assert.ok(Number.isNaN(read(() => applyPrimitive(primitive, ...values))[0]));
    });
  }

  for (const name of ['log1p', 'softplus', 'expm1MinusX', 'logGamma']) {
    it(`${name} is infinite at infinity, never a finite lie`, () => {
      const primitive = primitives.find((one) => one.name === name) ?? assert.fail(name);
      const values = read(() => applyPrimitive(primitive, tensor1d([Infinity])));
      assert.equal(values[0], Infinity);
    });
  }
});
