// `npm run bench`: how long activation takes, and how long a person waits between choosing Train and the first
// picture; with `panels`, how fast the panels that explain open and follow a slider. Prints and never judges. Every round is a fresh window, and has a command that does nothing for scale:
// on a busy machine only ratios mean anything.

import { execFileSync } from 'node:child_process';
import { runAnalysisBench } from './bench/analysis.ts';
import { runPanelsBench } from './bench/panels.ts';
import { build } from './build.ts';
import { provideEditor } from './editor/cache.ts';
import { runInCodeServer } from './editor/codeServer.ts';
import { runMain } from './fail.ts';
import { inRepository, scratchFolder } from './paths.ts';
import type { TimingsOrProblem, Timings } from './bench/timings.ts';

const rounds = 5;

runMain(async () => {
  if (process.argv[2] === 'analysis') {
    await runAnalysisBench(process.argv.slice(3));
    return 0;
  }
  if (process.argv[2] === 'panels') {
    await build({ tests: false });
    await runPanelsBench(process.argv.slice(3));
    return 0;
  }
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
  print('loading the extension in a fresh Node', await loadTimes());
  for (const [name, of] of [
    ['activate()', (t: Timings) => t.activate],
    ['Train to first picture of the dashboard', (t: Timings) => t.firstPaint],
    ['a command that does nothing', (t: Timings) => t.emptyCommand],
  ] as const) {
    print(name, measured.map(of));
  }
  return 0;
});

/** Compiling and running the bundle's top level, which an editor does before it calls `activate`. */
async function loadTimes(): Promise<readonly number[]> {
  const { node } = await provideEditor();
  const script = inRepository('scripts', 'bench', 'loadExtension.cjs');
  return Array.from({ length: rounds }, () =>
    Number(
      execFileSync(node, [script, inRepository('dist', 'extension.cjs')], { encoding: 'utf8' }),
    ),
  );
}

function print(name: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const figures = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  console.log(
    `${name.padEnd(40)}${figures.map((ms) => (ms ?? Number.NaN).toFixed(1).padStart(9)).join('')}`,
  );
}
