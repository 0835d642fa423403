import assert from 'node:assert/strict';
import { EngineRecovery } from '../../../src/extension/runs/engineRecovery.ts';

describe('A run whose engine is lost', () => {
  it('goes on by itself the first time, and stops if it happens again within a minute', () => {
    let nowMs = 1000;
    const recovery = new EngineRecovery(() => nowMs);
    assert.equal(recovery.lost('a'), true);
    nowMs += 59_000;
    assert.equal(recovery.lost('a'), false);
    assert.equal(recovery.lost('b'), true);
    nowMs += 60_000;
    assert.equal(recovery.lost('a'), true);
  });
});
