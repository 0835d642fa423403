import assert from 'node:assert/strict';
import { RunFeed } from '../../../src/extension/panels/runFeed.ts';
import { newRun, reduceRun } from '../../../src/protocol/reduceRun.ts';
import type { RunSnapshot } from '../../../src/protocol/run.ts';
import { sampleRun, stepped } from '../../protocol/samples.ts';

type Message = Parameters<ConstructorParameters<typeof RunFeed>[1]>[0];

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 250));

function feedOf(run: RunSnapshot): { feed: RunFeed; messages: Message[] } {
  const messages: Message[] = [];
  const feed = new RunFeed(
    (id) => (id === run.id ? run : undefined),
    (message) => messages.push(message),
  );
  return { feed, messages };
}

describe('The feed of a page', () => {
  it('sends a snapshot whose buffers are no larger than its columns', () => {
    const run = reduceRun(newRun(sampleRun()), {
      elapsedMs: 0,
      live: true,
      events: [stepped(1, 3, 2)],
    });
    const { feed, messages } = feedOf(run);
    feed.show(run);
    const [shown] = messages;
    assert.ok(shown?.type === 'runShown' && shown.run);
    assert.equal(shown.run.columns.kl.buffer.byteLength, 16);
  });

  it('says so when there is no run', () => {
    const { feed, messages } = feedOf(newRun(sampleRun()));
    feed.show(undefined);
    assert.deepEqual(messages, [{ type: 'runShown', run: null }]);
  });

  it('joins what happens quickly into one message, in order', async () => {
    const run = newRun(sampleRun());
    const { feed, messages } = feedOf(run);
    feed.show(run);
    for (let step = 1; step <= 50; step += 1) feed.push('r1', [stepped(step, step)]);
    await settled();
    const [, changed, ...more] = messages;
    assert.deepEqual(more, []);
    assert.ok(changed?.type === 'runChanged');
    assert.deepEqual(
      changed.events.map((event) => event.kind === 'stepped' && event.columns.firstStep),
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
  });

  it('says nothing about other runs', async () => {
    const run = newRun(sampleRun());
    const { feed, messages } = feedOf(run);
    feed.show(run);
    feed.push('r2', [stepped(1, 1)]);
    await settled();
    assert.equal(messages.length, 1);
  });

  it('drops what a new snapshot already holds', async () => {
    const run = newRun(sampleRun());
    const { feed, messages } = feedOf(run);
    feed.show(run);
    feed.push('r1', [stepped(1, 1)]);
    feed.show(run);
    await settled();
    assert.deepEqual(
      messages.map(({ type }) => type),
      ['runShown', 'runShown'],
    );
  });
});
