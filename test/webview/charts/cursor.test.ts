import assert from 'node:assert/strict';
import { cursorAfter } from '../../../src/webview/charts/cursor.ts';

describe('the keyboard cursor of the chart', () => {
  it('begins at the last step', () => {
    assert.equal(cursorAfter('ArrowLeft', false, null, 852), 852);
    assert.equal(cursorAfter('ArrowRight', false, null, 852), 852);
  });

  it('goes by about a hundredth of the run, ten times that with Shift', () => {
    assert.equal(cursorAfter('ArrowLeft', false, 500, 852), 491);
    assert.equal(cursorAfter('ArrowRight', true, 500, 852), 590);
    assert.equal(cursorAfter('ArrowRight', false, 5, 20), 6);
  });

  it('stays on the run', () => {
    assert.equal(cursorAfter('ArrowLeft', true, 3, 852), 1);
    assert.equal(cursorAfter('ArrowRight', true, 850, 852), 852);
    assert.equal(cursorAfter('Home', false, 400, 852), 1);
    assert.equal(cursorAfter('End', false, 400, 852), 852);
  });

  it('goes away on Escape', () => assert.equal(cursorAfter('Escape', false, 9, 852), null));

  it('leaves other keys alone, and all keys before the first step', () => {
    assert.equal(cursorAfter('Tab', false, 9, 852), undefined);
    assert.equal(cursorAfter('Home', false, null, 0), undefined);
  });
});
