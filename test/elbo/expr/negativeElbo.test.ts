import assert from 'node:assert/strict';
import { closedFormOf } from '../../../src/elbo/divergences/expressions.ts';
import { klNormalStandardNormal } from '../../../src/elbo/divergences/klNormalStandardNormal.ts';
import { arrayOps, namedArray, scalar, type NamedArray } from '../../../src/elbo/expr/arrayOps.ts';
import { meanOver, negative, plus, sumOver } from '../../../src/elbo/expr/build.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import type { Expr } from '../../../src/elbo/expr/expr.ts';
import { toUnicode } from '../../../src/elbo/expr/unicode.ts';
import { getFamily, getParameterisation, type FamilyId } from '../../../src/elbo/families/index.ts';
import { assertClose } from '../../support/numbers.ts';
import { readReference } from '../../support/references.ts';

interface Reference {
  readonly shape: { readonly batch: number; readonly data: number; readonly latent: number };
  readonly binary: readonly number[];
  readonly real: readonly number[];
  readonly output: readonly number[];
  readonly sigma: number;
  readonly logvarOfX: readonly number[];
  readonly mu: readonly number[];
  readonly logvar: readonly number[];
  readonly kl: number;
  readonly reconstructionLoss: Readonly<Record<string, number>>;
}

const reference = readReference('negativeElbo') as Reference;
const { batch, data, latent } = reference.shape;
const overData = (values: readonly number[]): NamedArray =>
  namedArray(['batch', 'data'], [batch, data], values);
const overLatent = (values: readonly number[]): NamedArray =>
  namedArray(['batch', 'latent'], [batch, latent], values);

const klPerDatum = sumOver('latent', closedFormOf(klNormalStandardNormal));

function reconstructionLossOf(family: FamilyId, form: string): Expr {
  return negative(sumOver('data', getParameterisation(getFamily(family), form).logProb));
}

/** The value of a scalar formula over the batch. */
function total(perDatum: Expr, bindings: Readonly<Record<string, NamedArray>>): number {
  const { axes, values } = evaluate(meanOver('batch', perDatum), arrayOps, bindings);
  assert.deepEqual(axes, []);
  return values[0] ?? Number.NaN;
}

function checkReconstruction(
  name: string,
  perDatum: Expr,
  bindings: Readonly<Record<string, NamedArray>>,
): void {
  const expected = reference.reconstructionLoss[name] ?? Number.NaN;
  assertClose(total(perDatum, bindings), expected, { relative: 1e-13 }, name);
}

describe('the negative ELBO, summed over event axes and averaged over the batch', () => {
  const output = overData(reference.output);
  const real = overData(reference.real);

  it('has the KL that PyTorch sums', () => {
    const posterior = { mu: overLatent(reference.mu), logvar: overLatent(reference.logvar) };
    assertClose(total(klPerDatum, posterior), reference.kl, { relative: 1e-13 });
  });

  it('has the Bernoulli reconstruction that PyTorch sums', () => {
    const bindings = { x: overData(reference.binary), logits: output };
    checkReconstruction('bernoulli', reconstructionLossOf('bernoulli', 'logits'), bindings);
  });

  it('has the Gaussian reconstruction that PyTorch sums, at a fixed scale', () => {
    const bindings = { x: real, loc: output, scale: scalar(reference.sigma) };
    checkReconstruction('normalFixedScale', reconstructionLossOf('normal', 'scale'), bindings);
  });

  it('has the Gaussian reconstruction that PyTorch sums, with a variance per dimension', () => {
    const variance = namedArray(['data'], [data], reference.logvarOfX);
    const bindings = { x: real, loc: output, logvar: variance };
    checkReconstruction('normalPerDimension', reconstructionLossOf('normal', 'logvar'), bindings);
  });

  it('is one expression, which prints with its sums and bounds', () => {
    const whole = plus(reconstructionLossOf('bernoulli', 'logits'), klPerDatum);
    assert.equal(
      toUnicode(meanOver('batch', whole)),
      '1/B Σₙ₌₁ᴮ (−Σᵢ₌₁ᴰ (xₙᵢ ℓₙᵢ − log(1 + exp(ℓₙᵢ))) + Σⱼ₌₁ᵈ ½ (μₙⱼ² + σₙⱼ² − 1 − log σₙⱼ²))',
    );
    const bindings = {
      x: overData(reference.binary),
      logits: output,
      mu: overLatent(reference.mu),
      logvar: overLatent(reference.logvar),
    };
    const expected = (reference.reconstructionLoss['bernoulli'] ?? Number.NaN) + reference.kl;
    assertClose(total(whole, bindings), expected, { relative: 1e-13 });
  });
});
