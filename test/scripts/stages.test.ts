import assert from 'node:assert/strict';
import { closingLine, mochaCounts } from '../../scripts/stages/stage.ts';

describe('the counts of npm test', () => {
  it('are read from what mocha prints', () => {
    assert.deepEqual(mochaCounts('\n  12 passing (3s)\n  2 failing\n'), { passed: 12, failed: 2 });
    assert.deepEqual(mochaCounts('\n  7 passing (90ms)\n'), { passed: 7, failed: 0 });
  });

  it('are unknown if mocha did not get that far', () => {
    assert.equal(mochaCounts('Error: cannot find module'), undefined);
    assert.equal(mochaCounts('    ✔ says 12 passing things\n'), undefined);
  });

  it('close in one plain line', () => {
    const stages = [
      { passed: 40, failed: 0 },
      { passed: 2, failed: 1 },
    ];
    assert.equal(closingLine(stages), '42 passed, 1 failed');
    assert.equal(closingLine([]), '0 passed, 0 failed');
  });
});
