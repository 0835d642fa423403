// The one property suite that every divergence passes by being listed in the registry.

import assert from 'node:assert/strict';
import type { Axis } from '../../../src/elbo/axes.ts';
import type { Divergence } from '../../../src/elbo/divergences/divergence.ts';
import { divergences, findDivergence } from '../../../src/elbo/divergences/index.ts';
import { namedArray, scalar, type NamedArray } from '../../../src/elbo/expr/arrayOps.ts';
import type { Expr } from '../../../src/elbo/expr/expr.ts';
import { freeSymbols } from '../../../src/elbo/expr/walk.ts';
import type { Parameters } from '../../../src/elbo/families/family.ts';
import { createRandom } from '../../../src/elbo/random.ts';
import { derivative, finiteDifference, valueOf } from '../../support/dualOps.ts';
import { assertClose, assertMeanWithin } from '../../support/numbers.ts';
import { readReference } from '../../support/references.ts';

type Numbers = number | readonly number[];

interface Point {
  readonly parameters: Parameters;
  readonly exact: number;
  /** Formulas alone have PyTorch's value and gradient beside. */
  readonly torch?: number;
  readonly gradient?: Readonly<Record<string, Numbers>>;
}

const references = readReference('divergences') as Readonly<Record<string, readonly Point[]>>;
const registered: readonly Divergence[] = divergences;

const listOf = (value: Numbers): readonly number[] => (typeof value === 'number' ? [value] : value);

/** Lists run along the categories: all else of a formula is elementwise. */
function arraysOf(parameters: Readonly<Record<string, Numbers>>): Record<string, NamedArray> {
  const axes: readonly Axis[] = ['category'];
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]): [string, NamedArray] => [
      name,
      typeof value === 'number' ? scalar(value) : namedArray(axes, [value.length], value),
    ]),
  );
}

/** KL(q || p) at these parameters. */
function klAt({ form, id }: Divergence, parameters: Parameters): number {
  if (form.kind === 'function') return form.closedForm(parameters);
  if (form.closedForm === 'none') throw new Error(`${id} has no closed form`);
  return valueOf(form.closedForm, arraysOf(parameters));
}

/** log q(z) - log p(z). */
function ratioAt({ form }: Divergence, z: Numbers, parameters: Parameters): number {
  if (form.kind === 'function') return form.monteCarlo(listOf(z), parameters);
  return valueOf(form.monteCarlo, arraysOf({ ...parameters, z }));
}

/** Whether q and p have the same parameters, name by name in the order the entry states them. */
function isSame({ parameters: stated }: Divergence, values: Parameters): boolean {
  const of = (side: 'q' | 'p') =>
    stated.filter((parameter) => parameter.of === side).map(({ name }) => values[name]);
  return of('p').length > 0 && JSON.stringify(of('q')) === JSON.stringify(of('p'));
}

describe('the registry of divergences', () => {
  it('finds each by its pair of families, and nothing for another pair', () => {
    assert.equal(new Set(divergences.map(({ id }) => id)).size, divergences.length);
    for (const divergence of registered) {
      assert.equal(findDivergence(divergence.q, divergence.p)?.id, divergence.id);
    }
    assert.equal(findDivergence('standard-normal', 'diagonal-normal'), undefined);
  });

  it('has references for every divergence', () => {
    const ids = divergences.map(({ id }) => id);
    for (const id of ids) assert.ok((references[id]?.length ?? 0) >= 4, id);
  });
});

for (const divergence of registered) {
  const { id, name, form, parameters: stated, draw } = divergence;
  const points = references[id] ?? assert.fail(`no references for ${id}`);
  const at = (parameters: Parameters): string => JSON.stringify(parameters);

  describe(name, () => {
    it('agrees with references to 1e-12 nats', () => {
      for (const { parameters, exact } of points) {
        const tolerance = { absolute: 1e-12 * Math.max(1, exact) };
        assertClose(klAt(divergence, parameters), exact, tolerance, at(parameters));
      }
    });

    it('is 0 where q is p and positive everywhere else', () => {
      for (const { parameters, exact } of points) {
        const kl = klAt(divergence, parameters);
        if (isSame(divergence, parameters)) assertClose(kl, 0, { absolute: 1e-14 }, at(parameters));
        else if (exact > 1e-13) assert.ok(kl > 0, at(parameters));
      }
    });

    it('is the mean of its Monte Carlo estimator, within standard errors', () => {
      const some = points.filter(({ exact }, index) => exact < 20 && index % 2 === 0);
      for (const { parameters, exact } of some) {
        const random = createRandom(23).fork(at(parameters));
        const draws = Array.from({ length: 2000 }, () =>
          ratioAt(divergence, draw(parameters, random), parameters),
        );
        const first = draws[0] ?? Number.NaN;
        // Where q is p, or a constant ratio is drawn, every draw is the KL.
        if (draws.every((value) => Math.abs(value - first) < 1e-9)) {
          assertClose(first, exact, { absolute: 1e-8 }, at(parameters));
        } else assertMeanWithin(draws, exact, at(parameters));
      }
    });

    if (form.kind === 'function' || form.closedForm === 'none') return;
    const { closedForm, monteCarlo } = form;
    const names = stated.map((parameter) => parameter.name);

    it('is stated in its parameters, and the estimator in z too', () => {
      const isStated = (expr: Expr, allowed: readonly string[]): boolean =>
        [...freeSymbols(expr)].every((symbol) => allowed.includes(symbol));
      assert.ok(isStated(closedForm, names));
      assert.ok(isStated(monteCarlo, [...names, 'z']));
      assert.ok(freeSymbols(monteCarlo).has('z'));
    });

    it('agrees with PyTorch in float64: value and gradient', () => {
      for (const { parameters, torch = Number.NaN, gradient = {} } of points) {
        const arrays = arraysOf(parameters);
        const what = at(parameters);
        const size = Math.max(1, Math.abs(torch));
        assertClose(klAt(divergence, parameters), torch, { absolute: 1e-11 * size }, what);
        for (const [symbol, expected] of Object.entries(gradient)) {
          for (const [entry, slope] of listOf(expected).entries()) {
            if (!freeSymbols(closedForm).has(symbol)) assert.equal(slope, 0);
            // The number of categories is no quantity to differentiate by.
            if (symbol === 'categories') continue;
            const actual = derivative(closedForm, symbol, arrays, entry);
            // PyTorch's trigamma is a short series: 8 digits.
            const tolerance = { relative: 1e-7, absolute: 1e-11 };
            assertClose(actual, slope, tolerance, `d/d ${symbol} at ${what}`);
          }
        }
      }
    });

    it('has the gradient that its values have, by finite differences', () => {
      for (const { parameters } of points) {
        const arrays = arraysOf(parameters);
        // A step to either side of it would leave the domain.
        if (parameters['concentration'] === 1e-6) continue;
        for (const symbol of names.filter((one) => freeSymbols(closedForm).has(one))) {
          for (const entry of arrays[symbol]?.values.keys() ?? []) {
            const expected = finiteDifference(closedForm, symbol, arrays, entry);
            const actual = derivative(closedForm, symbol, arrays, entry);
            const what = `d/d ${symbol} at ${at(parameters)}`;
            assertClose(actual, expected, { relative: 1e-6, absolute: 1e-8 }, what);
          }
        }
      }
    });
  });
}
