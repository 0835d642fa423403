import assert from 'node:assert/strict';
import { klCategoricalUniform } from '../../../src/elbo/divergences/klCategoricalUniform.ts';
import { closedFormOf } from '../../../src/elbo/divergences/expressions.ts';
import { klMultivariateNormal } from '../../../src/elbo/divergences/klMultivariateNormal.ts';
import { klNormalNormal } from '../../../src/elbo/divergences/klNormalNormal.ts';
import { klVonMisesFisherUniform } from '../../../src/elbo/divergences/klVonMisesFisherUniform.ts';
import { klVonMisesUniform } from '../../../src/elbo/divergences/klVonMisesUniform.ts';
import { namedArray, scalar } from '../../../src/elbo/expr/arrayOps.ts';
import { langevin } from '../../../src/elbo/special/hyperbolic.ts';
import type { Divergence } from '../../../src/elbo/divergences/divergence.ts';
import type { Parameters } from '../../../src/elbo/families/family.ts';
import { valueOf } from '../../support/dualOps.ts';
import { assertClose } from '../../support/numbers.ts';

const functionOf = ({ form }: Divergence) =>
  form.kind === 'function' ? form.closedForm : assert.fail('not a function');

describe('KL between Gaussians with full covariances', () => {
  it('is the sum over dimensions where both are diagonal', () => {
    const [mu, sigma, priorMu, priorSigma] = [
      [0.3, -1],
      [0.5, 2],
      [0, 0.4],
      [1, 1.5],
    ];
    const diagonal = ([a = 0, b = 0]: readonly number[]) => [a, 0, 0, b];
    const whole = functionOf(klMultivariateNormal)({
      loc: mu,
      scaleTril: diagonal(sigma),
      priorLoc: priorMu,
      priorScaleTril: diagonal(priorSigma),
    });
    const dimension = (j: number): number =>
      valueOf(closedFormOf(klNormalNormal), {
        mu: mu[j] ?? 0,
        logvar: 2 * Math.log(sigma[j] ?? 0),
        priorMu: priorMu[j] ?? 0,
        priorLogvar: 2 * Math.log(priorSigma[j] ?? 0),
      });
    assertClose(whole, dimension(0) + dimension(1), { relative: 1e-14 });
  });
});

describe('KL of directions to the uniform distribution', () => {
  const kl = functionOf(klVonMisesFisherUniform);
  const along = (dimension: number, concentration: number): Parameters => ({
    loc: [1, ...Array.from({ length: dimension - 1 }, () => 0)],
    concentration,
  });

  it('is that of a von Mises in two dimensions', () => {
    for (const concentration of [0.1, 3, 40]) {
      const circle = valueOf(closedFormOf(klVonMisesUniform), { concentration });
      assertClose(kl(along(2, concentration)), circle, { relative: 1e-12 });
    }
  });

  it('has elementary functions in three dimensions', () => {
    for (const kappa of [0.1, 3, 40]) {
      const expected = kappa * langevin(kappa) - Math.log(Math.sinh(kappa) / kappa);
      assertClose(kl(along(3, kappa)), expected, { relative: 1e-11 });
    }
  });

  it('is 0 without concentration and grows with it', () => {
    for (const dimension of [2, 3, 20]) {
      const values = [0, 1e-3, 1, 10, 100].map((kappa) => kl(along(dimension, kappa)));
      assert.equal(values[0], 0);
      for (const [index, value] of values.slice(1).entries()) {
        assert.ok(value > (values[index] ?? 0), `${dimension}: ${values.join()}`);
      }
    }
  });
});

describe('KL of a categorical to the uniform one', () => {
  const kl = (logits: readonly number[]): number =>
    valueOf(closedFormOf(klCategoricalUniform), {
      logits: namedArray(['category'], [logits.length], logits),
      categories: scalar(logits.length),
    });

  it('lies between 0 and log L, and does not see what all logits share', () => {
    assertClose(kl([3, 3, 3, 3]), 0, { absolute: 1e-15 });
    assertClose(kl([60, 0, 0, 0]), Math.log(4), { relative: 1e-14 });
    assertClose(kl([0.2, -1, 3]), kl([100.2, 99, 103]), { relative: 1e-12 });
  });
});
