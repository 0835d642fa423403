import assert from 'node:assert/strict';
import { overflowOf, type Overflow } from '../../src/training/layerFinding.ts';

function check(name: string, range: readonly [number, number], expected: Overflow | null): void {
  const [lowest, highest] = range;
  assert.deepEqual(overflowOf({ name, lowest, highest, isFinite: true }), expected);
}

describe('a layer whose exponential overflows', () => {
  it('is a logarithm that grew, where the formula takes its exponential', () => {
    check('encoder.logvar', [-200, 90], { value: 90, exponent: 90 });
    check('decoder.lograte', [-200, 100], { value: 100, exponent: 100 });
    check('likelihood.logdispersion', [0, 89], { value: 89, exponent: 89 });
  });

  it('is a logarithm that fell, where the formula divides by it', () => {
    check('decoder.logvar', [-90, 5], { value: -90, exponent: 90 });
    check('likelihood.logscale', [-100, 200], { value: -100, exponent: 100 });
  });

  it('is no layer below that, and none that no exponential is taken of', () => {
    check('decoder.lograte', [-200, 88], null);
    check('decoder.logits', [-500, 500], null);
    check('decoder.loc', [-500, 500], null);
  });
});
