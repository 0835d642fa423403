import assert from 'node:assert/strict';
import { nextSteps, syntheticRuns } from '../../../scripts/gallery/syntheticRuns.ts';
import { ComparisonFeed } from '../../../src/extension/panels/comparisonFeed.ts';
import type { ToWebview } from '../../../src/protocol/messages.ts';
import type { RunSnapshot } from '../../../src/protocol/run.ts';

describe('The feed of a page that compares', () => {
  const runs = new Map<string, RunSnapshot>([
    ['a', { ...syntheticRuns.finished(), id: 'a' }],
    ['b', { ...syntheticRuns.training(), id: 'b' }],
  ]);
  let sent: ToWebview[];
  let feed: ComparisonFeed;

  beforeEach(() => {
    sent = [];
    feed = new ComparisonFeed(
      (id) => runs.get(id),
      (message) => sent.push(message),
    );
  });
  afterEach(() => feed.dispose());

  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  it('is all runs in their order, but those that are gone', () => {
    feed.choose(['b', 'gone', 'a']);
    feed.show();
    const [message] = sent;
    assert.ok(message?.type === 'comparisonShown');
    assert.deepEqual(
      message.runs.map(({ id }) => id),
      ['b', 'a'],
    );
  });

  it('collects what happens to each run for a tenth of a second', async () => {
    feed.choose(['a', 'b']);
    for (let step = 852; step < 856; step += 1) feed.push('b', nextSteps(step, step + 1));
    feed.push('a', nextSteps(1420, 1421));
    assert.equal(sent.length, 0);
    await pause(150);
    assert.deepEqual(
      sent.map(
        (message) => message.type === 'runChanged' && [message.runId, message.events.length],
      ),
      [
        ['b', 4],
        ['a', 1],
      ],
    );
  });

  it('says nothing twice: what is shown whole is not sent again', async () => {
    feed.choose(['b']);
    feed.push('b', nextSteps(852, 853));
    feed.show();
    await pause(150);
    assert.deepEqual(
      sent.map(({ type }) => type),
      ['comparisonShown'],
    );
  });

  it('is silent once it is over', async () => {
    feed.choose(['b']);
    feed.push('b', nextSteps(852, 853));
    feed.dispose();
    await pause(150);
    assert.deepEqual(sent, []);
  });
});
