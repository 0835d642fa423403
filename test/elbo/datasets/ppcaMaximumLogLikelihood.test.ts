import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  ppcaMaximumLogLikelihood,
  sampleCovariance,
} from '../../../src/elbo/datasets/ppcaMaximumLogLikelihood.ts';
import { linearGaussian } from '../../../src/elbo/datasets/linearGaussian.ts';
import { createRandom } from '../../../src/elbo/random.ts';
import { symmetricEigen } from '../../../src/elbo/special/symmetricEigen.ts';

interface Reference {
  readonly cases: readonly {
    readonly dimensions: number;
    readonly latent: number;
    readonly data: readonly number[];
    readonly eigenvalues: readonly number[];
    readonly averageLogLikelihood: number;
  }[];
}

const reference = JSON.parse(
  readFileSync(new URL('../../fixtures/references/ppca.json', import.meta.url), 'utf8'),
) as Reference;

describe('the probabilistic-PCA maximum', () => {
  for (const { dimensions, latent, data, eigenvalues, averageLogLikelihood } of reference.cases) {
    it(`agrees with SciPy for D = ${dimensions}, d = ${latent}`, () => {
      const { values } = symmetricEigen(sampleCovariance(data, dimensions), dimensions);
      for (const [j, value] of values.entries()) {
        assert.ok(Math.abs(value - eigenvalues[j]!) < 1e-10 * eigenvalues[0]!);
      }
      const found = ppcaMaximumLogLikelihood(data, dimensions, latent);
      assert.ok(Math.abs(found - averageLogLikelihood) < 1e-9, `${found}`);
    });
  }

  it('grows with the latent size on the same data', () => {
    const { values } = linearGaussian.generate(500, {}, createRandom(5));
    const found = [1, 2, 3, 4, 5].map((latent) => ppcaMaximumLogLikelihood(values, 10, latent));
    for (let j = 1; j < found.length; j += 1) assert.ok(found[j]! > found[j - 1]!);
    // The data have three latent dimensions: a fourth helps only by fitting noise.
    assert.ok(found[2]! - found[1]! > 0.2);
    assert.ok(found[3]! - found[2]! < 0.05);
  });

  it('shifts by D ln c when the data are divided by c, as a density does', () => {
    const { values } = linearGaussian.generate(300, {}, createRandom(6));
    const shifted = ppcaMaximumLogLikelihood(
      Float64Array.from(values, (x) => x / 4),
      10,
      3,
    );
    const expected = ppcaMaximumLogLikelihood(values, 10, 3) + 10 * Math.log(4);
    assert.ok(Math.abs(shifted - expected) < 1e-9);
  });

  it('is infinite for data that fill no more than the latent dimensions', () => {
    assert.equal(ppcaMaximumLogLikelihood([0, 0, 1, 1, 2, 2, 5, 5], 2, 1), Infinity);
  });

  it('needs a latent size below the data dimensions', () => {
    assert.throws(() => ppcaMaximumLogLikelihood([0, 1, 1, 0], 2, 2), /latent must be from 1 to 1/);
  });
});
