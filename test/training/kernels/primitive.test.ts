import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import { setBackend, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { applyPrimitive } from '../../../src/training/kernels/elementwise.ts';
import { primitives } from '../../../src/training/kernels/primitive.ts';

const sizes = [1e-8, 1e-4, 0.01, 0.3, 0.4999, 0.5, 0.5001, 0.9, 3, 20];
const grid = Float32Array.from([0, ...sizes, ...sizes.map((size) => -size)]);

describe('A primitive', () => {
  before(() => setBackend('cpu'));

  for (const primitive of primitives) {
    const inDomain = grid.filter((x) => primitive.name !== 'log1p' || x > -1);

    it(`${primitive.name} is the same as one kernel and composed of tfjs ops`, () => {
      const composed = tidy(() =>
        primitive.compose(tensor1d(inDomain)).dataSync<'float32'>().slice(),
      );
      const single = tidy(() =>
        applyPrimitive(primitive, tensor1d(inDomain)).dataSync<'float32'>().slice(),
      );
      for (const [index, x] of inDomain.entries()) {
        const expected = primitive.compute(x);
        for (const value of [composed[index] ?? Number.NaN, single[index] ?? Number.NaN]) {
          const allowed = 1e-6 * Math.abs(expected) + 1e-12;
          assert.ok(Math.abs(value - expected) <= allowed, `${x}: ${value} is not ${expected}`);
        }
      }
    });

    it(`${primitive.name} hands on NaN and is NaN or infinite at infinity, never a finite lie`, () => {
      const values = tidy(() =>
        applyPrimitive(primitive, tensor1d([Number.NaN, Infinity]))
          .dataSync<'float32'>()
          .slice(),
      );
      assert.ok(Number.isNaN(values[0]));
      assert.equal(values[1], Infinity);
    });
  }
});
