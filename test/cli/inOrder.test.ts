import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { inOrder } from '../../src/cli/inOrder.ts';

async function* stream<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) yield item;
}

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await turn();
}

describe('work in order', () => {
  it('gives results in the order of the items, at most width of them under way', async () => {
    const delays = fc.array(fc.nat(5), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(delays, fc.integer({ min: 1, max: 6 }), async (items, width) => {
        let running = 0;
        let most = 0;
        const results: number[] = [];
        const work = async (count: number) => {
          running += 1;
          most = Math.max(most, running);
          await turns(count);
          running -= 1;
          return count;
        };
        for await (const result of inOrder(stream(items), width, work)) results.push(result);
        assert.deepEqual(results, items);
        assert.equal(most <= width, true);
      }),
      { numRuns: 50, seed: 3 },
    );
  });

  it('does several items at once', async () => {
    let startSecond = () => {};
    const isSecondStarted = new Promise<void>((resolve) => (startSecond = resolve));
    const work = async (item: number) => {
      if (item === 1) startSecond();
      else await isSecondStarted;
      return item;
    };
    const results: number[] = [];
    for await (const result of inOrder(stream([0, 1]), 2, work)) results.push(result);
    assert.deepEqual(results, [0, 1]);
  });
});
