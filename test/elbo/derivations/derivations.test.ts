// The one property suite that every derivation passes by being listed in the registry.

import assert from 'node:assert/strict';
import { arrayOps } from '../../../src/elbo/expr/arrayOps.ts';
import { log, negative, plus, sumOver, times } from '../../../src/elbo/expr/build.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import { toUnicode } from '../../../src/elbo/expr/unicode.ts';
import { freeSymbols, substitute } from '../../../src/elbo/expr/walk.ts';
import { familyIds, getFamily, getParameterisation } from '../../../src/elbo/families/index.ts';
import type { Derivation, Step } from '../../../src/elbo/derivations/derivation.ts';
import {
  derivationIds,
  derivationOfFamily,
  derivations,
  getDerivation,
} from '../../../src/elbo/derivations/index.ts';
import { opened, randomPoint, type Sizes } from '../../../src/elbo/derivations/points.ts';
import { changed } from '../../../src/elbo/derivations/steps.ts';
import { tryStep } from '../../../src/elbo/derivations/verify.ts';
import { createRandom } from '../../../src/elbo/random.ts';
import { assertAllClose } from '../../support/numbers.ts';

const all: readonly Derivation[] = derivations;

const sizes: Sizes = {
  sample: 3,
  batch: 2,
  data: 3,
  latent: 2,
  component: 2,
  category: 4,
  state: 5,
};
const pointsPerStep = 40;
const tolerance = 1e-11;

const pointsOf = (derivation: Derivation) =>
  Array.from({ length: pointsPerStep }, (_, index) =>
    randomPoint(derivation, sizes, createRandom(index).fork(derivation.id)),
  );

describe('a step that is wrong', () => {
  const [first, second, third] = getDerivation('gaussian-fixed-scale').steps;
  const wrong: readonly (readonly [string, Partial<Step> | undefined])[] = [
    ['a sign', { to: negative(first.to) }],
    ['a factor of two', { to: times(2, first.to) }],
    ['a constant that is not counted', { to: plus(first.to, 1e-6) }],
    ['a change that does not happen', { change: { kind: 'rewritten' } }],
    ['a term dropped that was never there', third && { ...third, from: third.to }],
    ['a side that is not a number', second && { ...second, to: log(negative(1)) }],
  ];

  for (const [what, change] of wrong) {
    it(`is found out: ${what}`, () => {
      const derivation = getDerivation('gaussian-fixed-scale');
      for (const point of pointsOf(derivation)) {
        const step: Step = { ...first, ...change };
        assert.ok(tryStep(derivation, step, point).relative > 10 * tolerance);
      }
    });
  }
});

describe('the registry of derivations', () => {
  let verified = 0;

  after(() => {
    const steps = all.reduce((count, derivation) => count + derivation.steps.length, 0);
    process.stdout.write(
      `    ${verified} of ${steps} steps of ${all.length} derivations verified, each at ${pointsPerStep} points\n`,
    );
  });

  it('finds each derivation by its id, used once', () => {
    assert.equal(new Set(derivationIds).size, all.length);
    for (const id of derivationIds) assert.equal(getDerivation(id).id, id);
  });

  it('derives the loss of every family', () => {
    for (const id of familyIds) {
      const { likelihood } = getDerivation(derivationOfFamily[id]);
      if (likelihood !== 'none') assert.equal(likelihood.family, id);
    }
  });

  for (const derivation of all) {
    describe(derivation.title, () => {
      it('goes on at each step where the one before ended', () => {
        for (const [index, step] of derivation.steps.slice(1).entries()) {
          assert.equal(step.from, derivation.steps[index]?.to);
        }
      });

      it('states what every symbol is, and no symbol that it does not use', () => {
        const used = new Set(
          derivation.steps
            .flatMap(({ from, to, change }) => [from, to, changed(from, change)])
            .flatMap((line) => Array.from(freeSymbols(opened(line, derivation.definitions)))),
        );
        const stated = derivation.quantities.map(({ name }) => name);
        assert.deepEqual(stated.toSorted(), [...used].toSorted());
      });

      it('has a reason for each step, in at most two sentences, and questions that end as such', () => {
        assert.match(derivation.question, /\?$/u);
        for (const { why } of derivation.steps) {
          assert.match(why, /\.$/u, why);
          assert.ok(why.length <= 220, why);
        }
      });

      derivation.steps.forEach((step, index) => {
        it(`has the same value on both sides of step ${index + 1}, ${step.change.kind}`, () => {
          for (const point of pointsOf(derivation)) {
            const { relative, smallestGap } = tryStep(derivation, step, point);
            assert.ok(relative <= tolerance, `off by ${relative}`);
            assert.ok(smallestGap >= -tolerance, `a gap of ${smallestGap}`);
          }
          verified += 1;
        });
      });

      it('drops nothing that the decoder puts out, unless it says that gradients need it', () => {
        const outputs = /^(?:xHat|probs|logits|rate|mean|mu|loc|concentration[01])$/u;
        for (const { change } of derivation.steps) {
          if (change.kind !== 'dropped') continue;
          const free = [...freeSymbols(opened(change.term, derivation.definitions))];
          assert.equal(
            free.some((name) => outputs.test(name)),
            change.needed,
            toUnicode(change.term),
          );
        }
      });

      const { likelihood } = derivation;
      if (likelihood !== 'none') {
        it('starts from the log p of its family', () => {
          const family = getFamily(likelihood.family);
          const { logProb } = getParameterisation(family, likelihood.parameterisation);
          const stated = substitute(logProb, likelihood.parameters);
          const whole = family.event.of === 'datum' ? stated : sumOver('data', stated);
          for (const point of pointsOf(derivation)) {
            const read = (expr: typeof whole) =>
              evaluate(opened(expr, derivation.definitions), arrayOps, point).values;
            const scaled = { relative: 1e-11, absolute: 1e-11 };
            assertAllClose(read(log(derivation.steps[0].from)), read(whole), scaled);
          }
        });
      }
    });
  }
});
