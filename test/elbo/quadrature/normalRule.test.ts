import assert from 'node:assert/strict';
import { normalRule } from '../../../src/elbo/quadrature/normalRule.ts';
import { assertClose } from '../../support/numbers.ts';

/** E[e^n] of a standard normal: 0 for odd n, else the product of the odd numbers below n. */
function moment(n: number): number {
  if (n % 2 === 1) return 0;
  return Array.from({ length: n / 2 }, (_, k) => 2 * k + 1).reduce((a, b) => a * b, 1);
}

describe('the quadrature rule of the standard normal', () => {
  for (const count of [1, 2, 3, 5, 16, 40, 64]) {
    it(`integrates polynomials up to degree ${2 * count - 1} exactly with ${count} nodes`, () => {
      const { nodes, weights } = normalRule(count);
      assert.equal(nodes.length, count);
      for (let degree = 0; degree <= Math.min(2 * count - 1, 30); degree++) {
        const sum = nodes.reduce(
          (total, node, at) => total + (weights[at] ?? 0) * node ** degree,
          0,
        );
        assertClose(
          sum,
          moment(degree),
          { absolute: 1e-14 * moment(degree + (degree % 2)), relative: 1e-12 },
          `degree ${degree}`,
        );
      }
    });
  }

  it('has the expectation of smooth functions', () => {
    const { nodes, weights } = normalRule(40);
    const mean = (f: (x: number) => number): number =>
      nodes.reduce((total, node, at) => total + (weights[at] ?? 0) * f(node), 0);
    assertClose(mean(Math.cos), Math.exp(-0.5), { absolute: 1e-14 });
    assertClose(mean(Math.exp), Math.exp(0.5), { relative: 1e-13 });
  });
});
