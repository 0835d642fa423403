// `npm run bench`: how long activation takes, and how long a person waits between choosing Train and the first
// picture. Prints and never judges. Every round is a fresh window, and has a command that does nothing for scale:
// on a busy machine only ratios mean anything.

import { build } from './build.ts';
import { runInCodeServer } from './editor/codeServer.ts';
import { runMain } from './fail.ts';
import { inRepository, scratchFolder } from './paths.ts';
import type { TimingsOrProblem, Timings } from './bench/timings.ts';

const rounds = 5;

runMain(async () => {
  await build({ tests: true });
  const measured: Timings[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await runInCodeServer({
      suite: inRepository('dist', 'test', 'bench.cjs'),
      folder: scratchFolder('bench'),
      onLine: (line) => {
        const said = JSON.parse(line) as TimingsOrProblem;
        if ('problem' in said) console.error(`Round ${round + 1}: ${said.problem}`);
        else measured.push(said);
      },
    });
  }
  console.log(`${measured.length} fresh windows; milliseconds: least, median, most`);
  for (const [name, of] of [
    ['activation', (t: Timings) => t.activation],
    ['Train to first picture of the dashboard', (t: Timings) => t.firstPaint],
    ['a command that does nothing', (t: Timings) => t.emptyCommand],
  ] as const) {
    const sorted = measured
      .map(of)
      .filter((ms) => ms !== null)
      .toSorted((a, b) => a - b);
    const figures = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
    console.log(
      `${name.padEnd(40)}${figures.map((ms) => (ms ?? NaN).toFixed(1).padStart(9)).join('')}`,
    );
  }
  return 0;
});
