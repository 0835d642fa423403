import assert from 'node:assert/strict';
import { createRandom } from '../../src/elbo/random.ts';
import { projectToPlane } from '../../src/training/projection.ts';

describe('The latent map', () => {
  it('shows one dimension along the first axis', () => {
    const plane = projectToPlane(Float32Array.of(1, -2), 1);
    assert.deepEqual([...plane.points], [1, 0, -2, 0]);
    assert.equal(plane.projection, 'latent');
  });

  it('shows two dimensions as they are', () => {
    const means = Float32Array.of(1, 2, 3, 4);
    assert.deepEqual(projectToPlane(means, 2), {
      points: means,
      projection: 'latent',
      explained: 1,
    });
  });

  it('finds the plane that holds the spread above two dimensions, with the origin in its place', () => {
    const random = createRandom(1);
    const rows = Array.from({ length: 200 }, () => [
      0.01 * random.normal(),
      3 * random.normal() + 5,
      0,
      random.normal(),
    ]);
    const plane = projectToPlane(Float32Array.from(rows.flat()), 4);
    assert.equal(plane.projection, 'principalComponents');
    assert.ok(plane.explained > 0.999 && plane.explained <= 1);
    for (const [index, row] of rows.entries()) {
      assert.ok(Math.abs((plane.points[index * 2] ?? 0) - (row[1] ?? 0)) < 0.5);
      assert.ok(Math.abs(Math.abs(plane.points[index * 2 + 1] ?? 0) - Math.abs(row[3] ?? 0)) < 0.7);
    }
  });

  it('finds the same plane among many dimensions, where only two components are computed', () => {
    const random = createRandom(2);
    const spreads = [4, 2, 0.3];
    const small = Array.from({ length: 300 }, () =>
      spreads.map((spread) => spread * random.normal()),
    );
    const large = small.map((row) => [...row, ...new Float32Array(97)]);
    const exact = projectToPlane(Float32Array.from(small.flat()), 3);
    const found = projectToPlane(Float32Array.from(large.flat()), 100);
    assert.ok(Math.abs(found.explained - exact.explained) < 1e-6);
    for (const [index, value] of found.points.entries()) {
      assert.ok(Math.abs(value - (exact.points[index] ?? 0)) < 1e-3);
    }
  });

  it('survives data without any spread', () => {
    const plane = projectToPlane(new Float32Array(5 * 100), 100);
    assert.deepEqual([...plane.points], [...new Float32Array(10)]);
    assert.equal(plane.explained, 1);
  });
});
