import assert from 'node:assert/strict';
import { letterSpots } from '../../../src/webview/charts/letterSpots.ts';
import { dashOf, letterOf } from '../../../src/webview/charts/runMarks.ts';

describe('The marks of runs', () => {
  it('are letters, then two of them', () =>
    assert.deepEqual([0, 25, 26, 27, 52, 701, 702].map(letterOf), [
      'A',
      'Z',
      'AA',
      'AB',
      'BA',
      'ZZ',
      'AAA',
    ]));

  it('are dashes that differ between neighbours, the first one none', () => {
    assert.equal(dashOf(0), '');
    for (let index = 0; index < 12; index += 1) assert.notEqual(dashOf(index), dashOf(index + 1));
  });

  it('stand to the left of a point that is alone', () =>
    assert.deepEqual(letterSpots([{ x: 100, y: 50 }]), [{ x: 88, y: 50 }]));

  it('do not stand on each other, nor on the points of others', () => {
    const points = [
      { x: 100, y: 100 },
      { x: 104, y: 102 },
      { x: 98, y: 95 },
      { x: 101, y: 108 },
    ];
    const spots = letterSpots(points);
    const distance = (a: { x: number; y: number }, b: { x: number; y: number }): number =>
      Math.hypot(a.x - b.x, a.y - b.y);
    for (const [i, spot] of spots.entries()) {
      for (const other of spots.slice(i + 1)) assert.ok(distance(spot, other) >= 11);
      for (const [j, point] of points.entries()) {
        if (i !== j) assert.ok(distance(spot, point) >= 11);
      }
    }
  });

  it('stand somewhere even where there is no room', () => {
    const points = Array.from({ length: 40 }, () => ({ x: 5, y: 5 }));
    assert.equal(letterSpots(points).length, 40);
  });
});
