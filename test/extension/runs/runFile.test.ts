import assert from 'node:assert/strict';
import { decodeRun, encodeRun } from '../../../src/extension/runs/runFile.ts';
import { newRun, reduceRun } from '../../../src/protocol/reduceRun.ts';
import type { RunSnapshot } from '../../../src/protocol/run.ts';
import { everyEvent, sampleRun, stepped } from '../../protocol/samples.ts';

const run = (...events: Parameters<typeof reduceRun>[1]['events']): RunSnapshot =>
  reduceRun(newRun(sampleRun()), { elapsedMs: 12, live: false, events });

function checkRoundTrip(snapshot: RunSnapshot): void {
  assert.deepEqual(decodeRun(encodeRun(snapshot)), snapshot);
}

describe('A run file', () => {
  it('reads back a run nothing has happened to', () => checkRoundTrip(run()));

  it('reads back everything a run can hold', () => checkRoundTrip(run(...everyEvent)));

  it('reads back what is not finite', () =>
    checkRoundTrip(run(stepped(1, Number.NaN, Infinity, -Infinity))));

  it('reads back numbers outside arrays that are not finite', () =>
    checkRoundTrip({ ...run(), stepsPerSecond: Number.NaN, elapsedMs: Infinity }));

  it('reads back names in any script', () =>
    checkRoundTrip({ ...run(), name: 'β = 4 · прогон 試' }));

  it('holds columns at their length, not at their capacity', () => {
    const file = encodeRun(run(stepped(1, 1, 2, 3)));
    assert.ok(file.length < 4000, `${file.length} bytes`);
  });

  it('reads bytes that begin in the middle of a buffer', () => {
    const file = encodeRun(run(...everyEvent));
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    assert.deepEqual(decodeRun(shifted.subarray(3)), run(...everyEvent));
  });

  it('is refused when it is cut at any byte, and never throws', () => {
    const file = encodeRun(run(...everyEvent));
    for (let length = 0; length < file.length; length += 1) {
      assert.equal(decodeRun(file.subarray(0, length)), undefined, `cut at ${length}`);
    }
  });

  it('is refused when it is something else', () => {
    assert.equal(
      decodeRun(new TextEncoder().encode('{"version": 1, "state": "finished"}')),
      undefined,
    );
  });
});
