import assert from 'node:assert/strict';
import { paintInterval, valueInterval } from '../../src/webview/painter.ts';

describe('the pace of drawing', () => {
  it('is ten charts and four numbers a second at most', () => {
    assert.equal(paintInterval(false, 2), 100);
    assert.equal(valueInterval(false), 250);
  });

  it('is one a second for those who asked for less motion', () => {
    assert.equal(paintInterval(true, 2), 1000);
    assert.equal(valueInterval(true), 1000);
  });

  it('gives way when drawing is slow', () => {
    assert.equal(paintInterval(false, 70), 700);
  });
});
