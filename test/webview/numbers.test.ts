import assert from 'node:assert/strict';
import { editable, error, rate } from '../../src/webview/numbers.ts';

describe('numbers only a page prints', () => {
  it('writes a value as a person would type it back', () => {
    assert.equal(editable(1), '1.00');
    assert.equal(editable(12_345.5), '12345.50');
    assert.equal(editable(-0.5), '-0.500');
  });

  it('writes a standard error with one significant digit', () => {
    for (const [value, text] of [
      [0.93, '0.9'],
      [0.096, '0.1'],
      [0.021, '0.02'],
      [14, '14'],
      [0, '0.0'],
    ] as const) {
      assert.equal(error(value), text);
    }
  });

  it('writes steps per second whole from 10 on', () => {
    assert.equal(rate(41.2), '41');
    assert.equal(rate(9.95), '10');
    assert.equal(rate(4.72), '4.7');
  });
});
