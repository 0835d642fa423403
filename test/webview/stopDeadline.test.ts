import assert from 'node:assert/strict';
import type { TrainingEvent } from '../../src/elbo/trainingEvent.ts';
import { StopDeadline } from '../../src/webview/stopDeadline.ts';

const stepped: TrainingEvent = {
  kind: 'stepped',
  stepsPerSecond: 1,
  columns: {
    firstStep: 8,
    reconstructionLoss: new Float64Array(3),
    kl: new Float64Array(3),
    beta: new Float64Array(3),
  },
};

const limitMs = 60;

/** Resolves with the last words, or with `undefined` if there were none long after the limit. */
function watch(happens: (deadline: StopDeadline) => void) {
  return new Promise<readonly TrainingEvent[] | undefined>((resolve) => {
    happens(new StopDeadline(limitMs, resolve));
    setTimeout(() => resolve(undefined), limitMs * 5);
  });
}

describe('A worker that was asked to stop', () => {
  it('is ended when it keeps silent, and the run stops at the step it had reported', async () => {
    const words = await watch((deadline) => {
      deadline.heard([{ kind: 'stateChanged', state: 'training', step: 0 }, stepped]);
      deadline.stopWished();
    });
    assert.deepEqual(
      words?.map(({ kind }) => kind),
      ['noted', 'stateChanged'],
    );
    assert.deepEqual(words?.at(-1), { kind: 'stateChanged', state: 'stopped', step: 10 });
    const [note] = words ?? [];
    assert.ok(note?.kind === 'noted');
    assert.equal(
      note.what,
      `The trainer did not answer within ${limitMs / 1000} s of Stop, so it was ended.`,
    );
  });

  it('is ended no later because it is asked again', async () => {
    let asked = 0;
    const words = await watch((deadline) => {
      deadline.stopWished();
      const timer = setInterval(() => {
        deadline.stopWished();
        if (++asked === 8) clearInterval(timer);
      }, limitMs / 4);
    });
    assert.ok(words !== undefined && asked < 8, `asked ${asked} times`);
  });

  it('is ended too when it falls silent after a last report', async () => {
    const words = await watch((deadline) => {
      deadline.stopWished();
      deadline.heard([stepped]);
    });
    assert.deepEqual(words?.at(-1), { kind: 'stateChanged', state: 'stopped', step: 10 });
  });

  it('is left alone once it has stopped', async () => {
    const words = await watch((deadline) => {
      deadline.stopWished();
      deadline.cancel();
    });
    assert.equal(words, undefined);
  });

  it('is left alone before it was asked', async () => {
    assert.equal(await watch((deadline) => deadline.heard([stepped])), undefined);
  });
});
