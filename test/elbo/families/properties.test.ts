// The one property suite that every likelihood family passes by being listed in the registry.

import assert from 'node:assert/strict';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import type { Expr } from '../../../src/elbo/expr/expr.ts';
import { numberOps } from '../../../src/elbo/expr/numberOps.ts';
import { freeSymbols } from '../../../src/elbo/expr/walk.ts';
import type { Parameterisation, Parameters } from '../../../src/elbo/families/family.ts';
import {
  families,
  familyIds,
  getFamily,
  getParameterisation,
} from '../../../src/elbo/families/index.ts';
import { createRandom } from '../../../src/elbo/random.ts';
import { addends, withoutAddends } from '../../support/addends.ts';
import { derivative, finiteDifference } from '../../support/dualOps.ts';
import { bound, expectation, grid, probes } from '../../support/familyGrid.ts';
import { assertClose, assertMeanWithin } from '../../support/numbers.ts';
import { readReference } from '../../support/references.ts';

interface ReferencePoint {
  readonly x: number;
  readonly parameters: Parameters;
  readonly logProb: number;
  readonly cdf: number;
  readonly mean: number;
}

interface GradientPoint {
  readonly x: number;
  readonly parameters: Parameters;
  readonly logProb: number;
  readonly gradient: Parameters;
}

interface FamilyReference {
  readonly points: readonly ReferencePoint[];
  readonly gradients: Readonly<Record<string, readonly GradientPoint[]>>;
}

const references = (
  readReference('families') as { families: Readonly<Record<string, FamilyReference>> }
).families;

const read = (expr: Expr, bindings: Parameters): number => evaluate(expr, numberOps, bindings);
const at = (parameters: Parameters): string => JSON.stringify(parameters);

const canonicalOf = (form: Parameterisation, parameters: Parameters): Parameters =>
  Object.fromEntries(
    Object.entries(form.toCanonical).map(([name, expr]) => [name, read(expr, parameters)]),
  );

describe('the registry of families', () => {
  it('finds each family by its id, used once', () => {
    assert.equal(new Set(familyIds).size, families.length);
    for (const id of familyIds) assert.equal(getFamily(id).id, id);
  });

  it('has references for every family', () => {
    assert.deepEqual(Object.keys(references).toSorted(), [...familyIds].toSorted());
  });
});

for (const family of familyIds.map(getFamily)) {
  const [canonical] = family.parameterisations;
  const reference = references[family.id] ?? assert.fail(`no reference for ${family.id}`);

  describe(`${family.name} family`, () => {
    it('agrees with SciPy: log p, distribution function and mean', () => {
      const tolerance = { relative: 1e-12, absolute: 1e-15 };
      for (const { x, parameters, logProb, cdf, mean } of reference.points) {
        const what = `x = ${x}, ${at(parameters)}`;
        assertClose(read(canonical.logProb, { ...parameters, x }), logProb, tolerance, what);
        assertClose(family.cdf(x, parameters), cdf, tolerance, what);
        assertClose(read(canonical.mean, parameters), mean, tolerance, what);
      }
    });

    it('is normalised', () => {
      for (const parameters of grid(canonical.parameters)) {
        const total = expectation(family, parameters, () => 1);
        assertClose(total, 1, { absolute: 1e-12 }, at(parameters));
      }
    });

    it('has the stated mean', () => {
      for (const parameters of grid(canonical.parameters)) {
        const mean = expectation(family, parameters, (x) => x);
        assertClose(mean, read(canonical.mean, parameters), { absolute: 1e-11 }, at(parameters));
      }
    });

    it('never gives a mass above 1, and a density above 1 somewhere', () => {
      const logProbs = grid(canonical.parameters).flatMap((parameters) =>
        probes(family, parameters).map((x) => read(canonical.logProb, { ...parameters, x })),
      );
      assert.equal(Math.max(...logProbs) > 0, family.measure === 'density');
    });

    it('draws samples whose mean and distribution are the stated ones', () => {
      for (const parameters of grid(canonical.parameters)) {
        const random = createRandom(17).fork(at(parameters));
        const draws = Array.from({ length: 4000 }, () => family.sample(parameters, random));
        assertMeanWithin(draws, read(canonical.mean, parameters), `mean at ${at(parameters)}`);
        for (const x of probes(family, parameters)) {
          const below = draws.map((draw) => (draw <= x ? 1 : 0));
          const expected = family.cdf(x, parameters);
          assertMeanWithin(below, expected, `P(X <= ${x}) at ${at(parameters)}`);
        }
      }
    });

    for (const form of family.parameterisations) {
      describe(`in terms of ${form.parameters.map(({ name }) => name).join(' and ')}`, () => {
        it('depends on x and its parameters alone', () => {
          const names = form.parameters.map(({ name }) => name);
          assert.deepEqual([...freeSymbols(form.logProb)].toSorted(), [...names, 'x'].toSorted());
          for (const expr of [form.mean, ...Object.values(form.toCanonical)]) {
            for (const name of freeSymbols(expr)) assert.ok(names.includes(name), name);
          }
        });

        it('is the canonical log p and mean', () => {
          for (const parameters of grid(form.parameters)) {
            const meant = canonicalOf(form, parameters);
            for (const x of probes(family, meant)) {
              const what = `x = ${x}, ${at(parameters)}`;
              const expected = read(canonical.logProb, { ...meant, x });
              const tolerance = { relative: 1e-12, absolute: 1e-12 };
              assertClose(read(form.logProb, { ...parameters, x }), expected, tolerance, what);
              assertClose(
                read(form.mean, parameters),
                read(canonical.mean, meant),
                tolerance,
                what,
              );
            }
          }
        });

        it('agrees with PyTorch in float64: log p and its gradient', () => {
          const points = reference.gradients[form.id] ?? assert.fail(`no gradients of ${form.id}`);
          const tolerance = { relative: 1e-10, absolute: 1e-12 };
          for (const { x, parameters, logProb, gradient } of points) {
            const bindings = { ...parameters, x };
            const what = `x = ${x}, ${at(parameters)}`;
            assertClose(read(form.logProb, bindings), logProb, tolerance, what);
            for (const [name, expected] of Object.entries(gradient)) {
              assertClose(derivative(form.logProb, name, bindings), expected, tolerance, what);
            }
          }
        });

        it('has the gradient that its values have, by finite differences', () => {
          for (const parameters of grid(form.parameters)) {
            for (const x of probes(family, canonicalOf(form, parameters))) {
              for (const { name } of form.parameters) {
                const bindings = { ...parameters, x };
                const expected = finiteDifference(form.logProb, name, bindings);
                const actual = derivative(form.logProb, name, bindings);
                const what = `d/d ${name} at x = ${x}, ${at(parameters)}`;
                assertClose(actual, expected, { relative: 1e-6, absolute: 1e-6 }, what);
              }
            }
          }
        });
      });
    }

    describe('constants', () => {
      for (const constant of family.constants) {
        const form = getParameterisation(family, constant.parameterisation);
        const points = grid(form.parameters).map((parameters) => bound(parameters, 'x', 0.3));
        const isTheTerm = (term: Expr): boolean =>
          points.every((point) => Math.abs(read(term, point) - read(constant.term, point)) < 1e-14);

        describe(`${constant.droppable}, in the ${form.id} form`, () => {
          it('are one addend of log p, and dropping it changes log p by exactly that', () => {
            assert.equal(addends(form.logProb).filter(isTheTerm).length, 1);
            const dropped = withoutAddends(form.logProb, isTheTerm);
            for (const point of points) {
              const change = read(form.logProb, point) - read(dropped, point);
              assertClose(change, read(constant.term, point), { absolute: 1e-10 }, at(point));
            }
          });

          it('depend on parameters as declared', () => {
            const { scale } = family.decoder;
            const scaleNames =
              scale === 'none' ? [] : [scale.fixed.parameter, scale.learned.parameter];
            const names = [...freeSymbols(constant.term)];
            if (constant.droppable === 'always') assert.deepEqual(names, []);
            else assert.ok(names.length > 0);
            if (constant.droppable === 'fixedScale') {
              assert.ok(names.every((name) => scaleNames.includes(name)));
            }
          });
        });
      }
    });

    describe('decoder', () => {
      const { location, scale, parameterisation } = family.decoder;
      const namesOf = (id: string): readonly string[] =>
        getParameterisation(family, id).parameters.map(({ name }) => name);

      it('outputs parameters that are unconstrained, so that a linear layer can give them', () => {
        const outputs = scale === 'none' ? [location] : [location, scale.learned.parameter];
        const forms = scale === 'none' ? [parameterisation] : [scale.learned.parameterisation];
        for (const form of forms) {
          assert.deepEqual([...namesOf(form)].toSorted(), outputs.toSorted());
          for (const { name, domain } of getParameterisation(family, form).parameters) {
            assert.equal(domain, 'real', name);
          }
        }
      });

      it('starts the learned scale where the config says', () => {
        if (scale === 'none') return;
        assert.deepEqual(namesOf(scale.fixed.parameterisation), [location, scale.fixed.parameter]);
        const learned = getParameterisation(family, scale.learned.parameterisation);
        for (const sigma of [0.01, 1, 7.5]) {
          const value = scale.learnedFromScale(sigma);
          assertClose(scale.scaleFromLearned(value), sigma, { relative: 1e-14 });
          const meant = canonicalOf(learned, { [location]: 0, [scale.learned.parameter]: value });
          assertClose(meant[scale.fixed.parameter] ?? 0, sigma, { relative: 1e-14 });
        }
      });
    });
  });
}
