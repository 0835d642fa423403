import assert from 'node:assert/strict';
import { bernoulli } from '../../../src/elbo/families/bernoulli.ts';
import { normal } from '../../../src/elbo/families/normal.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import { numberOps } from '../../../src/elbo/expr/numberOps.ts';
import { bitsPerDim, bitsPerDimRule, type Targets } from '../../../src/elbo/metrics/bitsPerDim.ts';
import { assertClose } from '../../support/numbers.ts';

const dequantised = (binWidth: number): Targets => ({ kind: 'dequantised', binWidth });
const offsetOf = (rule: ReturnType<typeof bitsPerDimRule>): number | string =>
  rule.defined ? rule.offset : rule.because;

describe('bits per dimension', () => {
  it('divide nats by D ln 2 for a mass on its own support', () => {
    assert.equal(offsetOf(bitsPerDimRule(bernoulli, { kind: 'binary' })), 0);
    assertClose(bitsPerDim(113.5, 784, 0), 0.208_859_55, { absolute: 1e-8 });
    // A fair coin takes one bit.
    assertClose(bitsPerDim(10 * Math.LN2, 10, 0), 1, { relative: 1e-15 });
  });

  it('take the bits of the scale from a density on dequantised bytes', () => {
    assert.equal(offsetOf(bitsPerDimRule(normal, dequantised(1 / 256))), 8);
    assert.equal(offsetOf(bitsPerDimRule(normal, dequantised(2 / 256))), 7);
    assert.equal(offsetOf(bitsPerDimRule(normal, dequantised(1))), 0);
  });

  it('are the same whatever the scaling of the same bytes', () => {
    const logProb = normal.parameterisations[0].logProb;
    const perScaling = [1 / 256, 2 / 256, 1].map((binWidth) => {
      const nats = -evaluate(logProb, numberOps, {
        x: 70.3 * binWidth,
        loc: 64 * binWidth,
        scale: 20 * binWidth,
      });
      const rule = bitsPerDimRule(normal, dequantised(binWidth));
      return bitsPerDim(nats, 1, rule.defined ? rule.offset : Number.NaN);
    });
    for (const bits of perScaling) assertClose(bits, perScaling[2] ?? 0, { absolute: 1e-12 });
  });

  it('are undefined, with the reason and what to do, everywhere else', () => {
    const cases: readonly [typeof normal | typeof bernoulli, Targets, RegExp][] = [
      [bernoulli, { kind: 'levels' }, /Bernoulli .* 0 and 1, .* grey levels .* Binarise/],
      [bernoulli, dequantised(1 / 256), /Bernoulli .* real numbers\. Binarise/],
      [bernoulli, { kind: 'continuous' }, /Bernoulli .* real numbers/],
      [normal, { kind: 'levels' }, /Gaussian .* discrete.* Use uniform dequantisation/],
      [normal, { kind: 'binary' }, /Gaussian .* discrete/],
      [normal, { kind: 'continuous' }, /Gaussian .* depends on their units/],
    ];
    for (const [family, targets, expected] of cases) {
      const rule = bitsPerDimRule(family, targets);
      assert.equal(rule.defined, false);
      assert.match(String(offsetOf(rule)), expected);
    }
  });
});
