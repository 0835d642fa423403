import assert from 'node:assert/strict';
import { betaStep, parseBeta } from '../../src/webview/betaField.ts';

describe('the beta field', () => {
  it('steps by a tenth of the decade, up and down alike', () => {
    assert.equal(betaStep(1, 1), 1.1);
    assert.equal(betaStep(1.1, -1), 1);
    assert.equal(betaStep(10, 1), 11);
    assert.equal(betaStep(10, -1), 9.9);
    assert.equal(betaStep(0, 1), 0.1);
    assert.equal(betaStep(0.05, 1, 10), 0.15);
  });

  it('never goes below 0', () => {
    assert.equal(betaStep(0, -1), 0);
    assert.equal(betaStep(0.02, -1, 10), 0);
  });

  for (const [text, beta] of [
    ['4', 4],
    [' 0.5 ', 0.5],
    ['0,5', 0.5],
    ['1e-2', 0.01],
    ['', undefined],
    ['-1', undefined],
    ['four', undefined],
    ['Infinity', undefined],
  ] as const) {
    it(`reads ${JSON.stringify(text)} as ${String(beta)}`, () =>
      assert.equal(parseBeta(text), beta));
  }
});
