import assert from 'node:assert/strict';
import { adaptiveRule, type AdaptiveOptions } from '../../../src/elbo/quadrature/adaptive.ts';
import { assertClose } from '../../support/numbers.ts';

function integral(
  f: (x: number) => number,
  from: number,
  to: number,
  options?: AdaptiveOptions,
): { readonly value: number; readonly error: number; readonly count: number } {
  const { nodes, weights, error } = adaptiveRule((x) => [x.map(f)], from, to, options);
  const value = nodes.reduce((sum, node, at) => sum + (weights[at] ?? 0) * f(node), 0);
  return { value, error, count: nodes.length };
}

describe('the adaptive quadrature', () => {
  it('integrates polynomials up to degree 22 exactly on one panel', () => {
    for (let degree = 0; degree <= 22; degree++) {
      const { value, count } = integral((x) => x ** degree, 0, 2, { panels: 1, mostPanels: 1 });
      assert.equal(count, 15);
      assertClose(value, 2 ** (degree + 1) / (degree + 1), { relative: 1e-14 }, `degree ${degree}`);
    }
  });

  const smooth: readonly (readonly [string, (x: number) => number, number, number, number])[] = [
    ['a peak', (x) => 1 / (1 + 1e4 * x * x), -1, 1, (2 * Math.atan(100)) / 100],
    ['a kink', (x) => Math.abs(x - 0.3217), -1, 1, (1.3217 ** 2 + 0.6783 ** 2) / 2],
    ['a jump', (x) => (x < 0.3217 ? 1 : 0), -1, 1, 1.3217],
    ['waves', Math.cos, 0, 100, Math.sin(100)],
    ['a Gaussian', (x) => Math.exp(-0.5 * x * x), -10, 10, Math.sqrt(2 * Math.PI)],
  ];
  for (const [name, f, from, to, expected] of smooth) {
    it(`finds ${name}, and its error is no larger than it says`, () => {
      const { value, error } = integral(f, from, to);
      assertClose(value, expected, { absolute: 1e-11 });
      assert.ok(error < 1e-9, String(error));
    });
  }

  it('says so when there are too few panels', () => {
    const { error } = integral((x) => Math.abs(x - 0.3217), -1, 1, { mostPanels: 10 });
    assert.ok(error > 1e-6, String(error));
  });

  it('serves the hardest of several integrands', () => {
    const kink = (x: number): number => Math.abs(x - 0.1);
    const { nodes, weights } = adaptiveRule((x) => [x.map(() => 1), x.map(kink)], -1, 1);
    const value = nodes.reduce((sum, node, at) => sum + (weights[at] ?? 0) * kink(node), 0);
    assertClose(value, (1.1 ** 2 + 0.9 ** 2) / 2, { absolute: 1e-12 });
  });
});
