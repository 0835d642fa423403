// `npm run bench`: how long activation takes, and how long a person waits between choosing Train and the first
// picture. Prints and never judges. Every round is a fresh window, and has a command that does nothing for scale:
// on a busy machine only ratios mean anything.

import { build } from './build.ts';
import { runInCodeServer } from './editor/codeServer.ts';
import { runMain } from './fail.ts';
import { inRepository, scratchFolder } from './paths.ts';

const rounds = 5;

export interface Timings {
  /** Milliseconds of our `activate`. */
  readonly activation: number;
  /** Milliseconds from the Train command to the first picture of the run in the dashboard. */
  readonly firstPaint: number;
  /** Milliseconds of a command that does nothing, for scale. */
  readonly emptyCommand: number;
}

runMain(async () => {
  await build({ tests: true });
  const measured: Timings[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { exitCode } = await runInCodeServer({
      suite: inRepository('dist', 'test', 'bench.cjs'),
      folder: scratchFolder('bench'),
      onLine: (line) => measured.push(JSON.parse(line) as Timings),
    });
    if (exitCode !== 0) throw new Error(`Round ${round + 1} ended with exit code ${exitCode}.`);
  }
  console.log(`${measured.length} fresh windows; milliseconds: least, median, most`);
  for (const [name, of] of [
    ['activation', (t: Timings) => t.activation],
    ['Train to first picture of the dashboard', (t: Timings) => t.firstPaint],
    ['a command that does nothing', (t: Timings) => t.emptyCommand],
  ] as const) {
    const sorted = measured.map(of).toSorted((a, b) => a - b);
    const figures = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
    console.log(
      `${name.padEnd(40)}${figures.map((ms) => (ms ?? NaN).toFixed(1).padStart(9)).join('')}`,
    );
  }
  return 0;
});
