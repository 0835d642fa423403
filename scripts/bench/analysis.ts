// `npm run bench -- analysis [--json FILE]`: how long a file of 5 000 lines of loss code takes to analyse, in full and
// after a keystroke, by the bundle that is shipped; and how long a hover takes to come in a real editor. The file is put
// together from the programs of the tests, each copy under names of its own, so that no line can be answered from
// another. Warm; interleaved rounds; median and 95th percentile.

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Analysis, analyze } from '../../src/analysis/analyze.ts';
import { build } from '../build.ts';
import { runInCodeServer } from '../editor/codeServer.ts';
import { runInWebHost } from '../editor/web/webHost.ts';
import { inRepository, scratchFolder } from '../paths.ts';
import type { HoverTimesOrProblem } from './hovers.ts';
import { arrayPrograms } from './analysisPrograms/arrays.ts';
import { kerasPrograms } from './analysisPrograms/keras.ts';
import { torchPrograms } from './analysisPrograms/torch.ts';

const lines = 5000;
const hoverLines = 1500;
const rounds = 40;
const keystrokes = 4;

export interface Spread {
  readonly median: number;
  readonly p95: number;
}

export interface AnalysisTimings {
  readonly fullMs: Spread;
  readonly linesPerSecond: Spread;
  readonly editMs: Spread;
  readonly hoverMs: Spread | null;
}

/** Loss code of so many lines, its names told apart by copy. */
export function lossCode(count: number): string {
  const programs = Object.values({ ...torchPrograms, ...kerasPrograms, ...arrayPrograms }).map(
    (text) => text.replaceAll(/ *#!.*$/gmu, '').trim(),
  );
  const parts: string[] = [];
  let total = 0;
  for (let copy = 0; total < count; copy += 1) {
    const text = numbered(programs[copy % programs.length] ?? '', copy);
    parts.push(text);
    total += text.split('\n').length + 1;
  }
  return parts.join('\n\n').split('\n').slice(0, count).join('\n');
}

function numbered(text: string, copy: number): string {
  const names = new Set(
    [...text.matchAll(/\b(?:def|class) (\w+)|^\s*(\w+)(?:, (\w+))* = /gmu)].flatMap(
      ([, defined, first, last]) => [defined, first, last].filter((name) => name !== undefined),
    ),
  );
  const kept = new Set([
    'forward',
    '__init__',
    'call',
    '__call__',
    'self',
    'model',
    'guide',
    'train_step',
  ]);
  return text.replaceAll(/(?<![.\w'"])[A-Za-z_]\w*/gu, (name) =>
    names.has(name) && !kept.has(name) ? `${name}_${copy}` : name,
  );
}

type Analyze = typeof analyze;

function shippedAnalysis(): Analyze {
  const bundle = createRequire(import.meta.url)(inRepository('dist', 'lossReading.cjs')) as {
    readonly analyze: Analyze;
  };
  return bundle.analyze;
}

/** Each keystroke goes in at another place, and out again. */
function measureAnalysis(read: Analyze): Omit<AnalysisTimings, 'hoverMs'> {
  const text = lossCode(lines);
  const full: number[] = [];
  const edits: number[] = [];
  for (let warm = 0; warm < 6; warm += 1) read(text, 'python');
  let current: Analysis = read(text, 'python');
  for (let round = 0; round < rounds; round += 1) {
    full.push(timed(() => read(text, 'python')));
    for (let key = 0; key < keystrokes; key += 1) {
      const edited = withOneMore(text, (round * keystrokes + key) / (rounds * keystrokes));
      for (const version of [edited, text])
        edits.push(timed(() => (current = read(version, 'python', current))));
    }
  }
  const whole = spread(full);
  return {
    fullMs: whole,
    linesPerSecond: { median: (1000 * lines) / whole.median, p95: (1000 * lines) / whole.p95 },
    editMs: spread(edits),
  };
}

/** One more character in the first name or number behind a place. */
function withOneMore(text: string, share: number): string {
  const start = Math.floor(share * text.length);
  const found = /\b\w+\b/u.exec(text.slice(start));
  const at = start + (found ? found.index + found[0].length : 0);
  return `${text.slice(0, at)}1${text.slice(at)}`;
}

/** In the Node host, and in the web worker host. */
async function measureHovers(): Promise<readonly (Spread | null)[]> {
  const folder = scratchFolder('hovers');
  writeFileSync(join(folder, 'hovers.py'), lossCode(hoverLines));
  const suite = inRepository('dist', 'test', 'hovers.cjs');
  return [
    await hoverTimes((onLine) => runInCodeServer({ suite, folder, onLine })),
    await hoverTimes((onLine) =>
      runInWebHost({ suite: 'dist/test/webHovers.cjs', folder, onLine }),
    ),
  ];
}

async function hoverTimes(
  run: (onLine: (line: string) => void) => Promise<unknown>,
): Promise<Spread | null> {
  const times: number[] = [];
  await run((line) => {
    const said = JSON.parse(line) as HoverTimesOrProblem;
    if ('problem' in said) console.error(said.problem);
    else times.push(...said.hovers);
  });
  return times.length === 0 ? null : spread(times);
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Median, and the value that one in twenty is worse than: larger for times. */
function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

export async function runAnalysisBench(args: readonly string[]): Promise<void> {
  await build({ tests: true });
  const [hoverMs = null, webHoverMs = null] = await measureHovers();
  const timings: AnalysisTimings = { ...measureAnalysis(shippedAnalysis()), hoverMs };
  const file = args[args.indexOf('--json') + 1];
  if (args.includes('--json') && file !== undefined)
    writeFileSync(file, `${JSON.stringify(timings, null, 2)}\n`);
  const show = (times: Spread | null, digits: number) =>
    times ? `${times.median.toFixed(digits)} (p95 ${times.p95.toFixed(digits)})` : 'not measured';
  console.log(`${lines} lines in full        ${show(timings.fullMs, 1)} ms`);
  console.log(`lines per second          ${show(timings.linesPerSecond, 0)}`);
  console.log(`after one keystroke       ${show(timings.editMs, 1)} ms`);
  console.log(`a hover in the editor     ${show(timings.hoverMs, 1)} ms`);
  console.log(`the same in a web worker  ${show(webHoverMs, 1)} ms`);
}
