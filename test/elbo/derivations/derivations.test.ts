// The one property suite that every derivation passes by being listed in the registry.

import assert from 'node:assert/strict';
import { arrayOps } from '../../../src/elbo/expr/arrayOps.ts';
import { log, sumOver } from '../../../src/elbo/expr/build.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import { freeSymbols, substitute } from '../../../src/elbo/expr/walk.ts';
import { getFamily, getParameterisation } from '../../../src/elbo/families/index.ts';
import type { Derivation } from '../../../src/elbo/derivations/derivation.ts';
import { derivationIds, derivations, getDerivation } from '../../../src/elbo/derivations/index.ts';
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
          assert.match(why, /^[^a-z].*\.$/u, why);
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
