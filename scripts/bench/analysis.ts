// `npm run bench -- analysis [--json FILE]`: how long a file of 5 000 lines of loss code takes to analyse, in full and
// after a keystroke. The file is put together from the programs of the tests, each copy under names of its own, so that
// no line can be answered from another. Warm; interleaved rounds; median and 95th percentile.

import { writeFileSync } from 'node:fs';
import { analyze } from '../../src/analysis/analyze.ts';
import { arrayPrograms } from './analysisPrograms/arrays.ts';
import { kerasPrograms } from './analysisPrograms/keras.ts';
import { torchPrograms } from './analysisPrograms/torch.ts';

const lines = 5000;
const rounds = 40;
const keystrokes = 3;

export interface Spread {
  readonly median: number;
  readonly p95: number;
}

export interface AnalysisTimings {
  readonly fullMs: Spread;
  readonly linesPerSecond: Spread;
  readonly editMs: Spread;
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

export function measureAnalysis(): AnalysisTimings {
  const text = lossCode(lines);
  const full: number[] = [];
  const edits: number[] = [];
  for (let warm = 0; warm < 6; warm += 1) analyze(text, 'python');
  for (let round = 0; round < rounds; round += 1) {
    full.push(timed(() => analyze(text, 'python')));
    for (let key = 0; key < keystrokes; key += 1) {
      const at = text.indexOf(
        '\n',
        Math.floor(((round * keystrokes + key) / (rounds * keystrokes)) * text.length),
      );
      const edited = `${text.slice(0, at)} ${text.slice(at)}`;
      edits.push(timed(() => analyze(edited, 'python')));
    }
  }
  const whole = spread(full);
  return {
    fullMs: whole,
    linesPerSecond: { median: (1000 * lines) / whole.median, p95: (1000 * lines) / whole.p95 },
    editMs: spread(edits),
  };
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

export function runAnalysisBench(args: readonly string[]): void {
  const timings = measureAnalysis();
  const file = args[args.indexOf('--json') + 1];
  if (args.includes('--json') && file !== undefined)
    writeFileSync(file, `${JSON.stringify(timings, null, 2)}\n`);
  const show = ({ median, p95 }: Spread, digits: number) =>
    `${median.toFixed(digits)} (p95 ${p95.toFixed(digits)})`;
  console.log(`${lines} lines in full        ${show(timings.fullMs, 1)} ms`);
  console.log(`lines per second          ${show(timings.linesPerSecond, 0)}`);
  console.log(`after one keystroke       ${show(timings.editMs, 1)} ms`);
}
