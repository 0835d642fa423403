// Distributions of one dimension against SciPy: intervals, the constant of cross-entropy, grey levels, KLs, samples, units.

import assert from 'node:assert/strict';
import {
  areaAlong,
  areaAlongX,
  conditionalFamilies,
  conditionsOf,
  densitiesAlong,
  densityOf,
  type Conditional,
  type ConditionId,
} from '../../../src/elbo/distributions/conditional.ts';
import {
  continuousLogProb,
  continuousMean,
  crossEntropyArea,
  entropyFloor,
  likeliestLambda,
  logNormaliserOf,
  minusCrossEntropy,
} from '../../../src/elbo/distributions/crossEntropy.ts';
import { curveOf } from '../../../src/elbo/distributions/curve.ts';
import { distributionOf } from '../../../src/elbo/distributions/distribution.ts';
import { greyModel, readLevel, totals } from '../../../src/elbo/distributions/greyLevels.ts';
import { intervalAround } from '../../../src/elbo/distributions/interval.ts';
import { expectation, klByQuadrature, quantile } from '../../../src/elbo/distributions/quantile.ts';
import { binSamples, checkBin, drawSamples } from '../../../src/elbo/distributions/samples.ts';
import {
  dimensionFamily,
  dimensionFamilyIds,
  knobsOf,
  problemOf,
  starts,
  turned,
  type DimensionFamilyId,
} from '../../../src/elbo/distributions/starts.ts';
import { inUnits } from '../../../src/elbo/distributions/units.ts';
import type { Parameters } from '../../../src/elbo/families/family.ts';
import { assertClose } from '../../support/numbers.ts';
import { readReference } from '../../support/references.ts';

interface Reference {
  readonly intervals: readonly {
    readonly family: DimensionFamilyId;
    readonly parameters: Parameters;
    readonly points: readonly { x: number; width: number; probability: number }[];
  }[];
  readonly crossEntropy: readonly { lambda: number; area: number; mean: number }[];
  readonly levels: readonly {
    readonly mean: number;
    readonly deviation: number;
    readonly level: number;
    readonly density: number;
    readonly binned: number;
    readonly discretised: number;
    readonly dequantisedBits: number;
  }[];
  readonly likelihoods: readonly (Conditional & {
    readonly along: ConditionId;
    readonly x: number;
    readonly from: number;
    readonly to: number;
    readonly area: number;
  })[];
  readonly laplaceKl: number;
}

const reference = readReference('distributions') as Reference;

const at = (id: DimensionFamilyId, parameters: Parameters = starts[id].parameters) =>
  distributionOf(dimensionFamily(id), parameters);

const continuous = dimensionFamilyIds.filter((id) => dimensionFamily(id).measure === 'density');

describe('an interval around x', () => {
  it('has the probability that SciPy gives, to 1e-10, far out in the tail too', () => {
    for (const { family, parameters, points } of reference.intervals) {
      for (const { x, width, probability } of points) {
        const found = intervalAround(at(family, parameters), x, width).probability;
        const what = `${family} at ${x}, ${width}`;
        assertClose(found, probability, { absolute: 1e-10, relative: 0 }, what);
        assertClose(found, probability, { relative: 1e-8 }, what);
      }
    }
  });

  it('has a box that becomes its probability as it shrinks, for every density', () => {
    for (const id of continuous) {
      const { x } = starts[id];
      const off = [0.1, 0.01, 0.001].map((width) =>
        Math.abs(intervalAround(at(id), x, width).ratio - 1),
      );
      assert.ok((off[2] ?? 1) < 1e-5, `${id}: ${off.join(' ')}`);
      assert.ok(intervalAround(at(id), x, 1e-9).probability < 1e-7);
    }
  });

  it('keeps the mass of its value as it shrinks, where values are countable', () => {
    const poisson = at('poisson');
    const { probability, density } = intervalAround(poisson, 3, 1e-9);
    assert.equal(probability, density);
    assert.equal(intervalAround(poisson, 3.5, 0.5).probability, 0);
  });

  it('has no log p outside the support, whatever the formula gives there', () => {
    assert.equal(at('bernoulli').logProb(0.3), -Infinity);
    assert.equal(at('poisson').logProb(-1), -Infinity);
    assert.equal(at('beta').logProb(1.5), -Infinity);
    assert.equal(at('log-normal').logProb(0), -Infinity);
    assert.equal(intervalAround(at('beta'), 1.5, 0.1).probability, 0);
  });
});

describe('a density of one dimension', () => {
  it('integrates to 1 to 1e-10', () => {
    for (const id of continuous)
      assertClose(
        expectation(at(id), () => 1),
        1,
        { absolute: 1e-10 },
        id,
      );
  });

  it('has quantiles that its distribution function takes back', () => {
    for (const id of continuous) {
      for (const level of [0.001, 0.3, 0.97]) {
        const found = at(id);
        assertClose(found.cdf(quantile(found, level)), level, { absolute: 1e-10 }, id);
      }
    }
    assert.equal(quantile(at('poisson'), 0.5), 4);
  });

  it('is drawn with its peak however narrow', () => {
    const { ps } = curveOf(at('normal', { loc: 0.503, scale: 1e-4 }), 0, 1);
    assertClose(Math.max(...ps), 1 / (1e-4 * Math.sqrt(2 * Math.PI)), { relative: 1e-3 });
  });

  it('loses log a in another unit, and its probabilities and KL stay', () => {
    for (const id of ['normal', 'laplace', 'student-t', 'log-normal'] as const) {
      const here = at(id);
      const other = at(id, { ...starts[id].parameters, loc: 0.4, scale: 0.2 });
      const [there, otherThere] = [inUnits(here, 255), inUnits(other, 255)];
      assert.ok(there && otherThere);
      const { x, width } = starts[id];
      const before = intervalAround(here, x, width);
      const after = intervalAround(there, 255 * x, 255 * width);
      assertClose(before.logProb - after.logProb, Math.log(255), { absolute: 1e-12 }, id);
      assertClose(after.probability, before.probability, { absolute: 1e-13 }, id);
      const [kl, klThere] = [klByQuadrature(here, other), klByQuadrature(there, otherThere)];
      assertClose(klThere, kl, { relative: 1e-9 }, `KL of ${id}`);
    }
    assert.equal(inUnits(at('beta'), 255), null);
  });

  it('has the KL of the closed form and of SciPy', () => {
    const kl = (id: 'normal' | 'laplace') =>
      klByQuadrature(at(id), at(id, { loc: 0.4, scale: 0.2 }));
    // log(0.2 / 0.1) + (0.1^2 + 0.1^2) / (2 * 0.2^2) - 1/2
    assertClose(kl('normal'), Math.log(2) + 0.25 - 0.5, { absolute: 1e-10 });
    assertClose(kl('laplace'), reference.laplaceKl, { absolute: 1e-10 });
  });
});

describe('samples in bins', () => {
  it('have shares within five standard errors of the probabilities, for every family', () => {
    const n = 20_000;
    for (const id of dimensionFamilyIds) {
      const { x, width, from, to } = starts[id];
      const samples = drawSamples(at(id), n, 7);
      const bins = binSamples(samples, x, width, from, to);
      for (const bin of bins.filter(({ count }) => count > 50)) {
        const { share, probability, standardError } = checkBin(at(id), bin, n);
        assert.ok(Math.abs(share - probability) < 5 * standardError, `${id} at ${bin.from}`);
      }
      const own = bins.find((bin) => bin.from < x && x < bin.to);
      assertClose(own?.from ?? 0, x - width / 2, { absolute: 1e-12 }, id);
    }
  });

  it('are the same for the same seed', () => {
    assert.deepEqual(drawSamples(at('normal'), 5, 3), drawSamples(at('normal'), 5, 3));
    assert.notDeepEqual(drawSamples(at('normal'), 5, 3), drawSamples(at('normal'), 5, 4));
  });
});

describe('cross-entropy on values between 0 and 1', () => {
  it('leaves an integral of 1/C, and the mean of the mended density is as SciPy integrates', () => {
    for (const { lambda, area, mean } of reference.crossEntropy) {
      assertClose(crossEntropyArea(lambda), area, { absolute: 1e-10 });
      assertClose(continuousMean(lambda), mean, { absolute: 1e-10 });
    }
  });

  it('is log p without its constant', () => {
    assertClose(continuousLogProb(0.3, 0.8), minusCrossEntropy(0.3, 0.8) + logNormaliserOf(0.8), {
      absolute: 1e-14,
    });
  });

  it('is least at lambda = x with the entropy, where the density has its best lambda further out', () => {
    assertClose(entropyFloor(0.5), Math.LN2, { absolute: 1e-15 });
    assert.equal(entropyFloor(1), 0);
    for (const x of [0.1, 0.3, 0.8]) {
      const best = likeliestLambda(x);
      assertClose(continuousMean(best), x, { absolute: 1e-10 });
      assert.ok(Math.abs(best - 0.5) > Math.abs(x - 0.5));
      assert.ok(continuousLogProb(x, best) > continuousLogProb(x, x));
    }
  });
});

describe('a grey level', () => {
  it('has the density, binned mass, discretised mass and dequantised bits of SciPy', () => {
    for (const { mean, deviation, level, ...expected } of reference.levels) {
      const found = readLevel(greyModel(mean, deviation), level);
      const keys = ['density', 'binned', 'discretised', 'dequantisedBits'] as const;
      for (const key of keys) assertClose(found[key], expected[key], { absolute: 1e-10 }, key);
    }
  });

  it('needs at least the bits of its binned mass once dequantised, which a bare density may undercut', () => {
    for (const deviation of [0.1, 0.5, 2, 20]) {
      const one = readLevel(greyModel(10, deviation), 10);
      assert.ok(one.dequantisedBits >= one.binnedBits - 1e-12);
    }
    assert.ok(readLevel(greyModel(10, 0.1), 10).densityBits < 0);
  });

  it('shares 1 with all others under the discretised logistic alone', () => {
    const all = totals(greyModel(250, 8));
    assertClose(all.discretised, 1, { absolute: 1e-12 });
    assert.ok(all.binned < 0.9 && all.density < 0.9);
  });
});

describe('a conditional density', () => {
  const at = { decoder: 'linear', z: 0.6, w: 1.5, sigma: 0.4 } as const;
  const wide = { from: -20, to: 20 };

  for (const family of conditionalFamilies) {
    it(`adds up to 1 along x, whatever z is: ${family}`, () => {
      for (const z of [-2.5, 0, 0.6, 3])
        assertClose(areaAlongX({ ...at, family, z }), 1, { absolute: 1e-12 });
    });
  }

  for (const { area, from, to, x, along, ...model } of reference.likelihoods) {
    it(`has the area along ${along} of SciPy: ${model.family}, ${model.decoder}, x = ${x}`, () => {
      assertClose(areaAlong(model, along, x, { from, to }), area, {
        relative: 1e-10,
        absolute: 1e-10,
      });
    });
  }

  for (const family of ['normal', 'laplace'] as const) {
    it(`has the area along z that substitution gives under a linear decoder, however narrow: ${family}`, () => {
      // With h(z) = 1.5 z the integral over all z is 1 / 1.5, and nearly all of it lies within reach.
      for (const sigma of [0.3, 0.01, 0.001])
        assertClose(areaAlong({ ...at, family, sigma }, 'z', 0.2, wide), 1 / 1.5, {
          relative: 1e-10,
        });
    });
  }

  it('is, for a Bernoulli, two likelihoods that share what is drawn of z', () => {
    // p(1|z) + p(0|z) = 1 at every z, so their areas add up to the width.
    const model = { ...at, family: 'bernoulli', decoder: 'tanh' } as const;
    const areas = [0, 1].map((x) => areaAlong(model, 'z', x, { from: -3, to: 3 }));
    assertClose((areas[0] ?? 0) + (areas[1] ?? 0), 6, { absolute: 1e-10 });
  });

  it('has the same value on the slice along x and along each of its conditions', () => {
    for (const family of conditionalFamilies) {
      const model = { ...at, family } as const;
      for (const along of conditionsOf(family)) {
        const [value = NaN, other = NaN] = densitiesAlong(model, along, [model[along], 1.1], 1);
        assertClose(value, densityOf(model, 1), { relative: 1e-14 });
        assertClose(other, densityOf({ ...model, [along]: 1.1 }, 1), { relative: 1e-14 });
      }
    }
  });

  it('is 0 along all its conditions at an x outside the support', () => {
    const model = { ...at, family: 'poisson' } as const;
    assert.deepEqual([...densitiesAlong(model, 'z', [0, 1], 0.5)], [0, 0]);
  });
});

describe('what can be moved', () => {
  it('keeps the shares of a simplex at a sum of 1', () => {
    const [knob] = knobsOf('categorical');
    assert.ok(knob);
    const moved = turned(starts.categorical.parameters, knob, 0.7)['probs'];
    assert.ok(typeof moved === 'object');
    assertClose(
      moved.reduce((sum, share) => sum + share, 0),
      1,
      { absolute: 1e-15 },
    );
  });

  it('is refused outside its domain with the reason', () => {
    const scale = knobsOf('normal').find(({ name }) => name === 'scale');
    const probs = knobsOf('bernoulli')[0];
    assert.ok(scale && probs);
    assert.equal(problemOf(scale, 0), 'σ must be above 0; 0 is not.');
    assert.match(problemOf(probs, 1) ?? '', /^p must lie between 0 and 1/u);
    assert.equal(problemOf(scale, 0.1), null);
  });
});
