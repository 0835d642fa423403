// The one property suite that every likelihood family passes by being listed in the registry.

import assert from 'node:assert/strict';
import type { Expr } from '../../../src/elbo/expr/expr.ts';
import { freeSymbols } from '../../../src/elbo/expr/walk.ts';
import { computedLogProb } from '../../../src/elbo/families/computed.ts';
import type { Parameters } from '../../../src/elbo/families/family.ts';
import {
  families,
  familyIds,
  getFamily,
  getParameterisation,
  trainedForm,
} from '../../../src/elbo/families/index.ts';
import { createRandom } from '../../../src/elbo/random.ts';
import { addends, withoutAddends } from '../../support/addends.ts';
import { derivative, finiteDifference, valueOf } from '../../support/dualOps.ts';
import {
  bindingsOf,
  canonicalOf,
  expectation,
  grid,
  logProbAt,
  probes,
  readAll,
  type Datum,
} from '../../support/familyGrid.ts';
import { assertClose, assertMeanWithin } from '../../support/numbers.ts';
import { readReference } from '../../support/references.ts';

type Numbers = number | readonly number[];

interface ReferencePoint {
  readonly x: Datum;
  readonly parameters: Parameters;
  readonly logProb: number;
  /** Null for whole data. */
  readonly cdf: number | null;
  /** Null where it does not exist, or is infinite. */
  readonly mean: Numbers | null;
  readonly variance: Numbers | null;
}

interface GradientPoint {
  readonly x: Datum;
  readonly parameters: Parameters;
  readonly logProb: number;
  readonly gradient: Readonly<Record<string, Numbers>>;
}

interface FamilyReference {
  readonly points: readonly ReferencePoint[];
  readonly gradients: Readonly<Record<string, readonly GradientPoint[]>>;
}

const references = (
  readReference('families') as { families: Readonly<Record<string, FamilyReference>> }
).families;

const at = (parameters: Parameters): string => JSON.stringify(parameters);
const listOf = (value: Numbers): readonly number[] => (typeof value === 'number' ? [value] : value);

/** Of max(1, |value|): nats near 0 are differences of larger ones. */
function assertNats(actual: number, expected: number, tolerance: number, what: string): void {
  assertClose(actual, expected, { absolute: tolerance * Math.max(1, Math.abs(expected)) }, what);
}

describe('the registry of families', () => {
  it('finds each family by its id, used once', () => {
    assert.equal(new Set(familyIds).size, families.length);
    for (const id of familyIds) assert.equal(getFamily(id).id, id);
  });

  it('has references for every family', () => {
    assert.deepEqual(Object.keys(references).toSorted(), [...familyIds].toSorted());
  });

  it('names every family as no other family is named', () => {
    const plain = (name: string) => name.toLowerCase().replaceAll(/[-_\s]/gu, '');
    const names = families.flatMap(({ id, name, aliases }) =>
      Array.from(new Set([id, name, ...aliases].map(plain))),
    );
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });
});

for (const family of familyIds.map(getFamily)) {
  const [canonical] = family.parameterisations;
  const { event } = family;
  const reference = references[family.id] ?? assert.fail(`no reference for ${family.id}`);
  const isAngle = family.support === 'circle';

  describe(`${family.name} family`, () => {
    it('agrees with SciPy: log p to 1e-12, distribution function to 1e-10, mean and variance', () => {
      for (const { x, parameters, logProb, cdf, mean, variance } of reference.points) {
        const what = `x = ${String(x)}, ${at(parameters)}`;
        assertNats(logProbAt(family, canonical, parameters, x), logProb, 1e-12, what);
        if (event.of === 'dimension' && cdf !== null) {
          assertClose(event.cdf(Number(x), parameters), cdf, { absolute: 1e-10 }, what);
        }
        if (mean !== null) {
          for (const [index, expected] of listOf(mean).entries()) {
            const actual = readAll(family, canonical, canonical.mean, parameters)[index] ?? 0;
            assertClose(actual, expected, { relative: 1e-12, absolute: 1e-15 }, what);
          }
        }
        if (variance !== null) {
          for (const [index, expected] of listOf(variance).entries()) {
            const actual = listOf(event.variance(parameters))[index] ?? 0;
            assertClose(actual, expected, { relative: 1e-11, absolute: 1e-15 }, what);
          }
        }
      }
    });

    it('is normalised to 1e-8', () => {
      for (const parameters of grid(family, canonical)) {
        const total = expectation(family, parameters, () => 1);
        assertClose(total, 1, { absolute: 1e-8 }, at(parameters));
      }
    });

    it('has the stated mean and variance', () => {
      for (const parameters of grid(family, canonical)) {
        const means = readAll(family, canonical, canonical.mean, parameters);
        const variances = listOf(event.variance(parameters));
        for (const [index, mean] of means.entries()) {
          const variance = variances[index] ?? Number.NaN;
          if (!Number.isFinite(variance)) continue;
          const deviation = (x: Datum): number => (listOf(x)[index] ?? 0) - mean;
          const off = expectation(family, parameters, (x) =>
            isAngle ? Math.sin(deviation(x)) : deviation(x),
          );
          const spread = expectation(family, parameters, (x) =>
            isAngle ? 1 - Math.cos(deviation(x)) : deviation(x) ** 2,
          );
          const size = Math.max(1, Math.abs(mean), Math.sqrt(variance));
          assertClose(off, 0, { absolute: 1e-7 * size }, at(parameters));
          assertClose(spread, variance, { absolute: 1e-6 * size * size }, at(parameters));
        }
      }
    });

    it('never gives a mass above 1, and a density above 1 somewhere', () => {
      const logProbs = grid(family, canonical).flatMap((parameters) =>
        probes(family, parameters).map((x) => logProbAt(family, canonical, parameters, x)),
      );
      assert.equal(Math.max(...logProbs) > 1e-12, family.measure === 'density');
    });

    it('draws samples whose mean and distribution are the stated ones', () => {
      for (const parameters of grid(family, canonical)) {
        const random = createRandom(17).fork(at(parameters));
        const draws = Array.from({ length: 4000 }, () => listOf(event.sample(parameters, random)));
        const means = readAll(family, canonical, canonical.mean, parameters);
        const variances = listOf(event.variance(parameters));
        for (const [index, mean] of means.entries()) {
          if (!Number.isFinite(variances[index])) continue;
          const deviations = draws.map((draw) => (draw[index] ?? 0) - mean);
          const off = isAngle ? deviations.map(Math.sin) : deviations;
          if (off.every((value) => value === off[0])) continue;
          assertMeanWithin(off, 0, `mean ${index} at ${at(parameters)}`);
        }
        if (event.of === 'datum') continue;
        for (const x of probes(family, parameters)) {
          const below = draws.map(([draw = Number.NaN]) => (draw <= Number(x) ? 1 : 0));
          const expected = event.cdf(Number(x), parameters);
          // With fewer than ten expected draws on one side frequencies are not nearly normal.
          if (expected > 1 - 10 / 4000 || expected < 10 / 4000) continue;
          assertMeanWithin(below, expected, `P(X <= ${String(x)}) at ${at(parameters)}`);
        }
      }
    });

    for (const form of family.parameterisations) {
      const computed = computedLogProb(form);

      describe(`in terms of ${form.parameters.map(({ name }) => name).join(' and ')}`, () => {
        it('depends on x, its parameters and what the data decide, alone', () => {
          const names = form.parameters.map(({ name }) => name);
          const allowed = new Set<string>([...names, ...family.given, 'x']);
          for (const expr of [form.logProb, computed]) {
            const found = freeSymbols(expr);
            for (const name of [...names, 'x']) assert.ok(found.has(name), name);
            for (const name of found) assert.ok(allowed.has(name), name);
          }
          for (const expr of [form.mean, ...Object.values(form.toCanonical)]) {
            for (const name of freeSymbols(expr)) assert.ok(allowed.has(name), name);
          }
        });

        it('is the canonical log p and mean', () => {
          for (const parameters of grid(family, form)) {
            const meant = canonicalOf(family, form, parameters);
            for (const x of probes(family, meant)) {
              const what = `x = ${String(x)}, ${at(parameters)}`;
              const expected = logProbAt(family, canonical, meant, x);
              assertNats(logProbAt(family, form, parameters, x), expected, 1e-11, what);
            }
            const means = readAll(family, canonical, canonical.mean, meant);
            for (const [index, mean] of readAll(family, form, form.mean, parameters).entries()) {
              const tolerance = { relative: 1e-12, absolute: 1e-12 };
              assertClose(mean, means[index] ?? Number.NaN, tolerance, at(parameters));
            }
          }
        });

        it('computes what it states', () => {
          if (form.stable === 'same') return;
          for (const parameters of grid(family, form)) {
            for (const x of probes(family, canonicalOf(family, form, parameters))) {
              const [stated = Number.NaN] = readAll(family, form, form.logProb, parameters, x);
              // Far out the stated form is the logarithm of a difference that has rounded to 0.
              if (!Number.isFinite(stated) || stated < -15) continue;
              const what = `x = ${String(x)}, ${at(parameters)}`;
              assertNats(logProbAt(family, form, parameters, x), stated, 1e-9, what);
            }
          }
        });

        it('agrees with PyTorch in float64: log p and its gradient', () => {
          const points = reference.gradients[form.id] ?? assert.fail(`no gradients of ${form.id}`);
          assert.ok(points.length > 0);
          for (const { x, parameters, logProb, gradient } of points) {
            const what = `x = ${String(x)}, ${at(parameters)}`;
            assertNats(logProbAt(family, form, parameters, x), logProb, 1e-10, what);
            const bindings = bindingsOf(family, form, parameters, x);
            for (const [name, expected] of Object.entries(gradient)) {
              for (const [entry, slope] of listOf(expected).entries()) {
                const actual = derivative(computed, name, bindings, entry);
                assertClose(actual, slope, { relative: 1e-8, absolute: 1e-10 }, `${name}: ${what}`);
              }
            }
          }
        });

        it('has the gradient that its values have, by finite differences', () => {
          for (const parameters of grid(family, form)) {
            for (const x of probes(family, canonicalOf(family, form, parameters))) {
              const bindings = bindingsOf(family, form, parameters, x);
              if (!Number.isFinite(valueOf(computed, bindings))) continue;
              for (const { name } of form.parameters) {
                for (const entry of bindings[name]?.values.keys() ?? []) {
                  const expected = finiteDifference(computed, name, bindings, entry);
                  const actual = derivative(computed, name, bindings, entry);
                  const what = `d/d ${name} at x = ${String(x)}, ${at(parameters)}`;
                  assertClose(actual, expected, { relative: 1e-6, absolute: 1e-6 }, what);
                }
              }
            }
          }
        });
      });
    }

    describe('constants', () => {
      for (const constant of family.constants) {
        const form = getParameterisation(family, constant.parameterisation);
        const points = grid(family, form).map((parameters) => {
          const [x = 0] = probes(family, canonicalOf(family, form, parameters)).slice(1);
          return bindingsOf(family, form, parameters, x);
        });
        const parts = addends(constant.term);
        const isPart = (term: Expr): boolean =>
          parts.some((part) =>
            points.every((point) => Math.abs(valueOf(term, point) - valueOf(part, point)) < 1e-12),
          );

        describe(`${constant.droppable}, in the ${form.id} form`, () => {
          it('are addends of log p, and dropping them changes log p by exactly that', () => {
            assert.equal(addends(form.logProb).filter(isPart).length, parts.length);
            const dropped = withoutAddends(form.logProb, isPart);
            for (const point of points) {
              const change = valueOf(form.logProb, point) - valueOf(dropped, point);
              const expected = valueOf(constant.term, point);
              assertClose(change, expected, { absolute: 1e-10, relative: 1e-12 });
            }
          });

          it('depend on parameters as declared', () => {
            const settings = family.decoder.settings.map(({ parameter }) => parameter);
            const fromSettings = Object.entries(trainedForm(family).toCanonical)
              .filter(([, expr]) => [...freeSymbols(expr)].every((name) => settings.includes(name)))
              .map(([name]) => name);
            const names = [...freeSymbols(constant.term)].filter((name) =>
              form.parameters.some((parameter) => parameter.name === name),
            );
            if (constant.droppable === 'always') assert.deepEqual(names, []);
            else assert.ok(names.length > 0);
            if (constant.droppable === 'fixedScale') {
              for (const name of names)
                assert.ok([...settings, ...fromSettings].includes(name), name);
            }
          });
        });
      }
    });

    describe('decoder', () => {
      const { outputs, settings, components } = family.decoder;

      it('gives parameters that are unconstrained, so that a linear layer can give them', () => {
        const { parameters } = trainedForm(family);
        const given = [...outputs, ...settings.map(({ parameter }) => parameter)];
        assert.deepEqual(parameters.map(({ name }) => name).toSorted(), given.toSorted());
        for (const { name, domain } of parameters) assert.equal(domain, 'real', name);
        assert.ok(outputs.length > 0);
      });

      it('starts every setting where the config says', () => {
        for (const { value, learnedFromValue, valueFromLearned } of settings) {
          for (const number of [0.01, value.default, value.below === 'none' ? 7.5 : 0.9]) {
            assertClose(valueFromLearned(learnedFromValue(number)), number, { relative: 1e-14 });
          }
        }
      });

      it('has config keys that do not collide', () => {
        const keys = settings.flatMap(({ mode, value }) => [mode.key, value.key]);
        const all = ['family', ...(components === 'none' ? [] : ['components']), ...keys];
        assert.equal(new Set(all).size, all.length, all.join());
      });
    });
  });
}
