import assert from 'node:assert/strict';
import type { TrainingEvent } from '../../src/elbo/trainingEvent.ts';
import { EventOutbox } from '../../src/training/eventOutbox.ts';

const state = (step: number): TrainingEvent => ({ kind: 'stateChanged', state: 'training', step });

function outboxAt(time: { ms: number }) {
  const posts: { readonly steps: readonly number[]; readonly moved: number }[] = [];
  const clock = { nowMs: () => time.ms, yieldTurn: () => Promise.resolve() };
  const outbox = new EventOutbox(clock, (events, transfer) => {
    const steps = events.map((event) => ('step' in event ? event.step : -1));
    posts.push({ steps, moved: transfer.length });
  });
  return { outbox, posts };
}

describe('The outbox of the worker', () => {
  it('posts the first event at once and what follows within 100 ms together', () => {
    const time = { ms: 0 };
    const { outbox, posts } = outboxAt(time);
    outbox.add(state(1));
    time.ms = 40;
    outbox.add(state(2));
    outbox.add(state(3));
    time.ms = 100;
    outbox.add(state(4));
    assert.deepEqual(
      posts.map(({ steps }) => steps),
      [[1], [2, 3, 4]],
    );
  });

  it('posts by itself when nothing follows', async () => {
    const time = { ms: 0 };
    const { outbox, posts } = outboxAt(time);
    outbox.add(state(1));
    time.ms = 95;
    outbox.add(state(2));
    await new Promise((resolve) => {
      setTimeout(resolve, 30);
    });
    assert.deepEqual(posts.at(-1)?.steps, [2]);
  });

  it('moves the buffers of columns and pictures instead of copying them', () => {
    const { outbox, posts } = outboxAt({ ms: 0 });
    const ones = () => Float64Array.of(1);
    const columns = { firstStep: 1, reconstructionLoss: ones(), kl: ones(), beta: ones() };
    outbox.add({ kind: 'stepped', columns, stepsPerSecond: 1 });
    assert.equal(posts[0]?.moved, 3);
  });

  it('posts what is left when flushed, and nothing when there is nothing', () => {
    const { outbox, posts } = outboxAt({ ms: 0 });
    outbox.add(state(1));
    outbox.add(state(2));
    outbox.flush();
    outbox.flush();
    assert.equal(posts.length, 2);
  });
});
