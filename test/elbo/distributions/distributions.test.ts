// Distributions of one dimension as numbers: probabilities of intervals, quantiles, areas, other units, grey levels, each
// against something else that must give the same.

import assert from 'node:assert/strict';
import { curveOf } from '../../../src/elbo/distributions/curve.ts';
import { distributionOf } from '../../../src/elbo/distributions/distribution.ts';
import {
  greyModel,
  levels,
  readLevel,
  totals,
} from '../../../src/elbo/distributions/greyLevels.ts';
import { intervalAround, probabilityBetween } from '../../../src/elbo/distributions/interval.ts';
import { expectation, klByQuadrature, quantile } from '../../../src/elbo/distributions/quantile.ts';
import { binSamples, checkBin, drawSamples } from '../../../src/elbo/distributions/samples.ts';
import {
  dimensionFamily,
  dimensionFamilyIds,
  knobsOf,
  knobValue,
  problemOf,
  starts,
  turned,
} from '../../../src/elbo/distributions/starts.ts';
import { inUnits } from '../../../src/elbo/distributions/units.ts';
import { assertClose } from '../../support/numbers.ts';

const start = (id: (typeof dimensionFamilyIds)[number]) =>
  distributionOf(dimensionFamily(id), starts[id].parameters);
const normal = (loc: number, scale: number) =>
  distributionOf(dimensionFamily('normal'), { loc, scale });

describe('a family of one dimension', () => {
  for (const id of dimensionFamilyIds) {
    const distribution = start(id);
    const isMass = distribution.values.kind === 'atoms';

    it(`has probability 1 in all: ${id}`, () => {
      if (isMass) {
        const { probability } = probabilityBetween(distribution, -1, 400);
        assertClose(probability, 1, { absolute: 1e-10 });
      } else
        assertClose(
          expectation(distribution, () => 1),
          1,
          { absolute: 1e-10 },
        );
    });

    it(`has the quantiles that its distribution function says: ${id}`, () => {
      for (const level of [0.001, 0.1, 0.5, 0.9, 0.999]) {
        const x = quantile(distribution, level);
        const reached = distribution.cdf(x);
        if (isMass) assert.ok(reached >= level);
        else assertClose(reached, level, { absolute: 1e-10 });
      }
    });

    it(`gives a probability to an interval that a density times its width tends to: ${id}`, () => {
      const { x, width } = starts[id];
      const wide = intervalAround(distribution, x, width);
      const short = intervalAround(distribution, x, width / 1024);
      assert.ok(wide.probability >= 0 && wide.probability <= 1);
      if (isMass) assertClose(short.probability, short.density, { relative: 1e-12 });
      else assertClose(short.ratio, 1, { absolute: 1e-4 });
    });

    it(`is drawn at points that include its peak: ${id}`, () => {
      const { from, to } = starts[id];
      const { xs, ps } = curveOf(distribution, from, to);
      assert.equal(xs.length, ps.length);
      assert.ok(xs.every((x, at) => at === 0 || x > (xs[at - 1] ?? x)));
    });

    it(`has samples in bins as often as their probabilities say: ${id}`, () => {
      const { x, width, from, to } = starts[id];
      const samples = drawSamples(distribution, 20_000, 7);
      for (const bin of binSamples(samples, x, width, from, to)) {
        const { share, probability, standardError } = checkBin(distribution, bin, samples.length);
        assert.ok(Math.abs(share - probability) <= 5 * standardError + 1e-4, `${bin.from}`);
      }
    });

    it(`has parameters that move one at a time, and refuse what is outside: ${id}`, () => {
      for (const knob of knobsOf(id)) {
        const value = knobValue(starts[id].parameters, knob);
        assert.equal(problemOf(knob, value), null);
        assert.equal(knobValue(turned(starts[id].parameters, knob, value), knob), value);
        if (knob.domain !== 'real') assert.match(problemOf(knob, -1) ?? '', /must/u);
        assert.match(problemOf(knob, Number.NaN) ?? '', /must be a number/u);
      }
    });
  }
});

describe('an interval', () => {
  it('keeps its digits far out in a tail', () => {
    // Of the standard normal beyond 10, by the complementary error function of C.
    const { probability } = probabilityBetween(normal(0, 1), 10, 11);
    assertClose(probability, 7.619661958203143e-24, { relative: 1e-9 });
    const other = probabilityBetween(normal(0, 1), -11, -10).probability;
    assertClose(probability, other, { relative: 1e-10 });
  });

  it('has no probability outside the support', () => {
    assert.equal(intervalAround(start('beta'), 1.5, 0.1).probability, 0);
    assert.equal(start('beta').logProb(1.5), -Infinity);
  });
});

describe('another unit of x', () => {
  it('moves log p by log a and leaves probabilities and the KL', () => {
    const [p, q] = [normal(0.5, 0.1), normal(0.4, 0.2)];
    const [scaledP, scaledQ] = [inUnits(p, 255), inUnits(q, 255)];
    assert.ok(scaledP && scaledQ);
    assertClose(scaledP.logProb(255 * 0.55), p.logProb(0.55) - Math.log(255), { absolute: 1e-12 });
    const here = probabilityBetween(p, 0.5, 0.6).probability;
    assertClose(probabilityBetween(scaledP, 127.5, 153).probability, here, { relative: 1e-12 });
    const closed = Math.log(2) + (0.01 + 0.01) / (2 * 0.04) - 0.5;
    assertClose(klByQuadrature(p, q), closed, { relative: 1e-9 });
    assertClose(klByQuadrature(scaledP, scaledQ), closed, { relative: 1e-9 });
  });

  it('is not offered where values have a unit of their own', () => {
    assert.equal(inUnits(start('poisson'), 255), null);
  });
});

describe('grey levels', () => {
  const model = greyModel(127.5, 25);

  it('have probabilities under the discretised logistic that sum to 1', () => {
    assertClose(totals(model).discretised, 1, { absolute: 1e-12 });
  });

  it('cost at least as many bits dequantised as binned', () => {
    for (const level of levels.filter((at) => at % 17 === 0)) {
      const { dequantisedBits, binnedBits } = readLevel(model, level);
      assert.ok(dequantisedBits >= binnedBits - 1e-9, `${level}`);
    }
  });
});
