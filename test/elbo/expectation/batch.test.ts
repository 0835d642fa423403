import assert from 'node:assert/strict';
import {
  batchError,
  batchMeans,
  dataMoments,
  drawDataSet,
} from '../../../src/elbo/expectation/batch.ts';
import { expectationOf, momentsOf } from '../../../src/elbo/expectation/expectation.ts';
import type { SmallModel } from '../../../src/elbo/expectation/model.ts';
import { drawNoise, runningMeans, standardError } from '../../../src/elbo/expectation/samples.ts';
import { assertAllClose, assertClose } from '../../support/numbers.ts';

const model: SmallModel = {
  family: 'normal',
  decoder: 'linear',
  latent: 1,
  weight: 1.3,
  bias: 0.2,
  scale: 0.7,
};

describe('a batch of data with draws of z', () => {
  for (const latent of [1, 2] as const) {
    it(`has the moments that each datum's own integral gives, d = ${latent}`, () => {
      const small: SmallModel = { ...model, latent };
      const sigma = [0.5, 0.3].slice(0, latent);
      const data = drawDataSet(small, 12, 3);
      const each = Array.from(data.x, (x, at) => {
        const mu = data.mu.map((values) => values[at] ?? NaN);
        return expectationOf(small, x, { mu, sigma }).value;
      });
      const alike = new Float64Array(12).fill(1 / 12);
      const means = momentsOf(
        Float64Array.from(each, ({ mean }) => mean),
        alike,
      );
      const within = momentsOf(
        Float64Array.from(each, ({ variance }) => variance),
        alike,
      );
      const found = dataMoments(small, data, sigma);
      assertClose(found.mean, means.mean, { relative: 1e-10 });
      assertClose(found.betweenData, means.variance, { relative: 1e-9 });
      assertClose(found.withinDatum, within.mean, { relative: 1e-9 });
    });
  }

  it('scatters about the mean of the data by its standard error, however its draws are spread', () => {
    const data = drawDataSet(model, 64, 1);
    const moments = dataMoments(model, data, [0.5]);
    for (const split of [
      { data: 32, samples: 1 },
      { data: 8, samples: 4 },
      { data: 1, samples: 32 },
    ]) {
      const repeats = 2000;
      const means = batchMeans(model, data, [0.5], split, repeats, 7);
      const error = batchError(moments, split);
      const found = momentsOf(means, new Float64Array(repeats).fill(1 / repeats));
      assert.ok(Math.abs(found.mean - moments.mean) < (4 * error) / Math.sqrt(repeats));
      assertClose(Math.sqrt(found.variance), error, { relative: 0.08 }, JSON.stringify(split));
    }
  });

  it('draws data from the model itself', () => {
    const { x } = drawDataSet(model, 20_000, 2);
    const alike = new Float64Array(x.length).fill(1 / x.length);
    const { mean, variance } = momentsOf(x, alike);
    assert.ok(Math.abs(mean - 0.2) < 4 * Math.sqrt(variance / x.length));
    assertClose(variance, 1.3 ** 2 + 0.7 ** 2, { relative: 0.05 });
  });
});

describe('draws of z', () => {
  it('are the same for the same seed, and keep their first when more are drawn', () => {
    assert.deepEqual(drawNoise(4, 8, 2), drawNoise(4, 8, 2));
    assert.notDeepEqual(drawNoise(4, 8, 1), drawNoise(5, 8, 1));
    assert.deepEqual(drawNoise(4, 16, 1)[0]?.slice(0, 8), drawNoise(4, 8, 1)[0]);
  });

  it('have running averages that end in their mean', () => {
    assertAllClose(runningMeans(Float64Array.of(3, 5, -2, 6)), [3, 4, 2, 3], { absolute: 1e-15 });
    assert.equal(standardError(9, 4), 1.5);
  });
});
