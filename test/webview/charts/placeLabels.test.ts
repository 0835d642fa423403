import assert from 'node:assert/strict';
import { sort } from 'd3-array';
import * as fc from 'fast-check';
import { placeLabels, type Label } from '../../../src/webview/charts/placeLabels.ts';

const at = (id: string, y: number, height = 14): Label => ({ id, y, height });

describe('labels beside the last point', () => {
  it('stay where they want to be when nothing is in the way', () => {
    const placed = placeLabels([at('total', 40), at('kl', 150)], 0, 200);
    assert.deepEqual(
      [...placed],
      [
        ['total', 40],
        ['kl', 150],
      ],
    );
  });

  it('part evenly when they want the same place', () => {
    const placed = placeLabels([at('a', 100), at('b', 100)], 0, 200, 2);
    assert.equal(placed.get('a'), 92);
    assert.equal(placed.get('b'), 108);
  });

  it('stay inside the chart', () => {
    const placed = placeLabels([at('a', -50), at('b', 500)], 0, 200);
    assert.equal(placed.get('a'), 7);
    assert.equal(placed.get('b'), 193);
  });

  it('never overlap and never change order, however they crowd', () => {
    const label = fc.record({
      y: fc.double({ min: -20, max: 320, noNaN: true }),
      height: fc.integer({ min: 8, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 5 }), (wishes) => {
        const labels = wishes.map((wish, i) => ({ ...wish, id: String(i) }));
        const placed = placeLabels(labels, 0, 300, 2);
        const ordered = sort(labels, ({ y }) => y);
        for (const [i, label] of ordered.entries()) {
          const middle = placed.get(label.id) ?? NaN;
          assert.ok(middle - label.height / 2 >= -1e-9, 'above the chart');
          assert.ok(middle + label.height / 2 <= 300 + 1e-9, 'below the chart');
          const above = ordered[i - 1];
          if (above === undefined) continue;
          const edge = (placed.get(above.id) ?? NaN) + above.height / 2;
          assert.ok(middle - label.height / 2 >= edge + 2 - 1e-9, 'overlap or changed order');
        }
      }),
    );
  });
});
