import assert from 'node:assert/strict';
import { encodeArrayFile } from '../../../src/extension/runs/arrayFile.ts';
import { decodeRun, encodeRun } from '../../../src/extension/runs/runFile.ts';
import { newRun, reduceRun } from '../../../src/protocol/reduceRun.ts';
import type { RunSnapshot } from '../../../src/protocol/run.ts';
import { everyEvent, sampleRun, stepped } from '../../protocol/samples.ts';

const run = (...events: Parameters<typeof reduceRun>[1]['events']): RunSnapshot =>
  reduceRun(newRun(sampleRun()), { elapsedMs: 12, live: false, events });

function checkRoundTrip(snapshot: RunSnapshot): void {
  assert.deepEqual(decodeRun(encodeRun(snapshot)), { run: snapshot });
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
    assert.deepEqual(decodeRun(shifted.subarray(3)), { run: run(...everyEvent) });
  });

  it('is refused when it is cut at any byte, and never throws', () => {
    const file = encodeRun(run(...everyEvent));
    for (let length = 0; length < file.length; length += 1) {
      assert.ok('damage' in decodeRun(file.subarray(0, length)), `cut at ${length}`);
    }
  });

  it('is refused when any byte of it changes', () => {
    const file = encodeRun(run(...everyEvent));
    for (let at = 0; at < file.length; at += 1) {
      const changed = file.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x04;
      assert.ok('damage' in decodeRun(changed), `changed at ${at}`);
    }
  });

  it('is refused when it is something else, or lacks what a run has', () => {
    assert.deepEqual(decodeRun(new TextEncoder().encode('{"version": 1, "state": "finished"}')), {
      damage: 'is no file of ELBO Lens',
    });
    const { columns: _, ...rest } = run();
    assert.deepEqual(decodeRun(encodeArrayFile('ELBORUN2', rest)), {
      damage: 'was written by another version',
    });
    const uneven = { ...run(), columns: { ...run().columns, kl: Float64Array.of(1) } };
    assert.deepEqual(decodeRun(encodeArrayFile('ELBORUN2', uneven)), {
      damage: 'was written by another version',
    });
    assert.deepEqual(decodeRun(encodeArrayFile('ELBORUN1', run())), {
      damage: 'was written by another version',
    });
  });
});
