// Workers that behave and workers that do not, as scripts on disk.

import assert from 'node:assert/strict';
import type { Answer } from '../../src/cli/analyser.ts';
import { WorkerPool } from '../../src/cli/pool.ts';
import { temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();

/** Does as the text of the job says; otherwise answers with its thread and how many jobs it had. */
const script = `
const { parentPort, threadId } = require('node:worker_threads');
let jobs = 0;
parentPort.on('message', ({ text }) => {
  jobs += 1;
  if (text === 'hang') for (;;);
  if (text === 'throw') throw new RangeError('out of breath');
  if (text === 'exit') process.exit(3);
  if (text === 'exhaust') for (const all = []; ; ) all.push(new Array(1e5).fill(all.length));
  parentPort.postMessage({ problem: threadId + ' ' + jobs });
});`;

async function answersOf(
  texts: readonly string[],
  size: number,
  secondsPerFile: number,
): Promise<readonly string[]> {
  const pool = new WorkerPool({
    script: folder.path('worker.cjs'),
    size,
    secondsPerFile,
    heapMegabytes: 64,
  });
  const answers = await Promise.all(
    texts.map((text): Promise<Answer> => pool.analyse({ path: 'a.py', kind: 'python', text })),
  );
  await pool.close();
  return answers.map(({ problem = '' }) => problem);
}

describe('the worker pool', () => {
  before(() => folder.write({ 'worker.cjs': script }));
  after(() => folder.remove());

  it('gives one worker job after job', async () => {
    const answers = await answersOf(['', '', ''], 1, 20);
    assert.deepEqual(
      answers.map((answer) => answer.split(' ')[1]),
      ['1', '2', '3'],
    );
  });

  it('starts no more workers than its size, and none without a job', async () => {
    const threads = (answers: readonly string[]) =>
      new Set(answers.map((answer) => answer.split(' ')[0])).size;
    assert.equal(threads(await answersOf(['', '', '', '', '', ''], 2, 20)), 2);
    assert.equal(threads(await answersOf([''], 4, 20)), 1);
  });

  function checkLoss(sentence: string, text: string, seconds: number, expected: RegExp): void {
    it(sentence, async () => {
      const [before, lost, next] = await answersOf(['', text, ''], 1, seconds);
      assert.match(before ?? '', /^\d+ 1$/u);
      assert.match(lost ?? '', expected);
      // The file after it has a new worker.
      assert.match(next ?? '', /^\d+ 1$/u);
    });
  }

  checkLoss('stops what takes too long', 'hang', 1.5, /^The analysis took longer than 1\.5 s/u);
  checkLoss('survives an exception', 'throw', 20, /stopped unexpectedly \(RangeError: out of/u);
  checkLoss('survives an exit', 'exit', 20, /^The analysis stopped unexpectedly\./u);

  it('survives a worker without memory', async () => {
    const [answer] = await answersOf(['exhaust'], 1, 20);
    assert.match(answer ?? '', /needed more than 64 MB of memory/u);
  });
});
