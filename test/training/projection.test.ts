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
});
