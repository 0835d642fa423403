import assert from 'node:assert/strict';
import { fileStem } from '../../src/extension/fileStem.ts';

describe("A run's name as part of a file name", () => {
  it('is the name where every system takes it', () =>
    assert.equal(fileStem('mnist β 4'), 'mnist β 4'));

  it('has dashes for what some system forbids', () =>
    assert.equal(fileStem('a/b\\c: "d"\n*?'), 'a-b-c- -d-'));

  it('is short, and never nothing', () => {
    assert.equal(fileStem('x'.repeat(300)).length, 80);
    assert.equal(fileStem(' '), 'run');
  });
});
