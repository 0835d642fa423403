// The one property suite that every divergence passes by being listed in the registry.

import assert from 'node:assert/strict';
import type { Divergence } from '../../../src/elbo/divergences/divergence.ts';
import { divergences, findDivergence } from '../../../src/elbo/divergences/index.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import type { Expr } from '../../../src/elbo/expr/expr.ts';
import { numberOps } from '../../../src/elbo/expr/numberOps.ts';
import { freeSymbols } from '../../../src/elbo/expr/walk.ts';
import { createRandom } from '../../../src/elbo/random.ts';
import { derivative, finiteDifference } from '../../support/dualOps.ts';
import { assertClose, assertMeanWithin } from '../../support/numbers.ts';
import { readReference } from '../../support/references.ts';

interface Point {
  readonly mu: number;
  readonly logvar: number;
  readonly exact: number;
  readonly torch: number;
  readonly gradient: { readonly mu: number; readonly logvar: number };
}

const references = readReference('divergences') as Readonly<Record<string, readonly Point[]>>;
const read = (expr: Expr, bindings: Readonly<Record<string, number>>): number =>
  evaluate(expr, numberOps, bindings);

describe('the registry of divergences', () => {
  it('finds each by its pair of families, and nothing for another pair', () => {
    for (const divergence of divergences) {
      assert.equal(findDivergence(divergence.q, divergence.p)?.id, divergence.id);
    }
    assert.equal(findDivergence('standard-normal', 'diagonal-normal'), undefined);
  });
});

const registered: readonly Divergence[] = divergences;

for (const { id, name, closedForm, monteCarlo } of registered) {
  describe(name, () => {
    it('has an estimator in mu, logvar and z', () => {
      assert.deepEqual([...freeSymbols(monteCarlo)].toSorted(), ['logvar', 'mu', 'z']);
    });

    if (closedForm === 'none') return;
    const exact = closedForm;
    const points = references[id] ?? assert.fail(`no references for ${id}`);

    it('has a closed form in mu and logvar', () => {
      assert.deepEqual([...freeSymbols(exact)].toSorted(), ['logvar', 'mu']);
    });

    it('agrees with 50-digit values to 1e-14, near collapse too', () => {
      for (const { mu, logvar, exact: expected } of points) {
        const what = `mu = ${mu}, logvar = ${logvar}`;
        assertClose(read(exact, { mu, logvar }), expected, { relative: 1e-14 }, what);
      }
    });

    it('agrees with PyTorch in float64, to the digits that PyTorch keeps', () => {
      for (const { mu, logvar, torch, gradient } of points) {
        const what = `mu = ${mu}, logvar = ${logvar}`;
        const tolerance = { relative: 1e-13, absolute: 4e-16 };
        assertClose(read(exact, { mu, logvar }), torch, tolerance, what);
        assertClose(derivative(exact, 'mu', { mu, logvar }), gradient.mu, tolerance, what);
        assertClose(derivative(exact, 'logvar', { mu, logvar }), gradient.logvar, tolerance, what);
      }
    });

    it('has the gradient that its values have, by finite differences', () => {
      for (const { mu, logvar } of points) {
        for (const symbol of ['mu', 'logvar']) {
          const expected = finiteDifference(exact, symbol, { mu, logvar });
          const actual = derivative(exact, symbol, { mu, logvar });
          const what = `d/d ${symbol} at mu = ${mu}, logvar = ${logvar}`;
          assertClose(actual, expected, { relative: 1e-7, absolute: 1e-9 }, what);
        }
      }
    });

    it('is 0 where q is the prior and positive everywhere else', () => {
      for (const { mu, logvar } of points) {
        const kl = read(exact, { mu, logvar });
        if (mu === 0 && logvar === 0) assert.equal(kl, 0);
        else assert.ok(kl > 0, `mu = ${mu}, logvar = ${logvar}`);
      }
    });

    it('is the mean of its Monte Carlo estimator, within standard errors', () => {
      for (const { mu, logvar } of points.filter((point) => Math.abs(point.logvar) <= 3)) {
        const random = createRandom(23).fork(`${mu}, ${logvar}`);
        const draws = Array.from({ length: 3000 }, () => {
          const z = mu + Math.exp(0.5 * logvar) * random.normal();
          return read(monteCarlo, { mu, logvar, z });
        });
        assertMeanWithin(draws, read(exact, { mu, logvar }), `mu = ${mu}, logvar = ${logvar}`);
      }
    });

    it('is negative on some single draws, as its summary says', () => {
      assert.ok(read(monteCarlo, { mu: 0.1, logvar: 0, z: -1 }) < 0);
    });
  });
}
