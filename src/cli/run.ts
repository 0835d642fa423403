// The command from arguments to exit status, with everything of the process handed in.

import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { kindOf } from './files/kinds.ts';
import { maximumBytes, maximumNotebookBytes, readSource, readStream } from './files/read.ts';
import { SettingsProblems } from './files/projectSettings.ts';
import { type Target, findTargets } from './files/targets.ts';
import { printable } from './formats/excerpt.ts';
import { createFormatter } from './formats/index.ts';
import { help } from './help.ts';
import { inOrder } from './inOrder.ts';
import { type CheckOptions, parseCommandLine } from './options.ts';
import type { Analyser } from './pool.ts';
import { writtenBaseline } from './writeBaseline.ts';
import { Progress, type Terminal } from './progress.ts';
import type { CheckedFile, FileReport, Problem } from './report.ts';
import { explanation, rulesText } from './rulePages.ts';
import { Tally } from './tally.ts';

export interface Surroundings {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: Writable;
  readonly stderr: Terminal;
  readonly version: string;
  /** How many files are worked on at once. */
  readonly width: number;
  readonly openAnalyser: (secondsPerFile: number) => Analyser;
}

export type ExitStatus = 0 | 1 | 2;

export async function run(args: readonly string[], around: Surroundings): Promise<ExitStatus> {
  const options = parseCommandLine(args);
  if (options.kind === 'check') {
    const analyser = around.openAnalyser(options.secondsPerFile);
    return check(options, around, analyser).finally(() => analyser.close());
  }
  if (options.kind === 'wrong') {
    around.stderr.write(`elbo-lens: ${printable(options.message)}\n`);
    return 2;
  }
  if (options.kind === 'explain') return explain(options.rule, around);
  await write(around.stdout, textOf(options.kind, around));
  return 0;
}

function textOf(kind: 'help' | 'version' | 'rules', { version }: Surroundings): string {
  if (kind === 'rules') return rulesText();
  return kind === 'help' ? help : `${version}\n`;
}

async function explain(rule: string, { stdout, stderr }: Surroundings): Promise<ExitStatus> {
  const found = explanation(rule);
  if ('complaint' in found) {
    stderr.write(`elbo-lens: ${printable(found.complaint)}\n`);
    return 2;
  }
  await write(stdout, found.text);
  return 0;
}

/** What became of one target. A file read with reservations has both a result and a problem. */
interface Outcome {
  readonly path: string;
  readonly checked?: CheckedFile;
  readonly problems: readonly Problem[];
  readonly isMissing: boolean;
}

async function check(options: CheckOptions, around: Surroundings, analyser: Analyser) {
  const { stdout, stderr } = around;
  const formatter = createFormatter(options.format, around.version);
  const progress = new Progress(stderr);
  const tally = new Tally();
  const settings = new SettingsProblems();
  const reports: FileReport[] = [];
  const say = async (text: string) => {
    if (text === '') return;
    progress.clear();
    await write(stdout, text);
  };
  const reportProblem = async (problem: Problem) => {
    if (formatter.holdsProblems) return say(formatter.problem(problem));
    progress.clear();
    stderr.write(`${printable(problem.path)}: ${printable(problem.message)}\n`);
  };

  await say(formatter.begin());
  const targets = findTargets(options.paths, options.ignore);
  const work = (target: Target) => outcomeOf(target, options, around, analyser);
  for await (const outcome of inOrder(targets, around.width, work)) {
    tally.add(outcome);
    if (outcome.checked) await say(formatter.file(outcome.checked));
    if (outcome.checked && options.baseline !== undefined) reports.push(outcome.checked.report);
    for (const problem of [...settings.of(outcome.path), ...outcome.problems])
      await reportProblem(problem);
    progress.show(tally.totals.files, outcome.path);
  }
  await say(formatter.end(tally.totals));
  if (options.baseline !== undefined) {
    writtenBaseline(options.baseline, reports);
    return 0;
  }
  progress.clear();
  if (tally.missing > 0 && tally.missing === tally.targets) {
    stderr.write('elbo-lens: None of the paths leads to a file, so nothing was checked.\n');
    return 2;
  }
  if (tally.targets === 0) stderr.write('elbo-lens: No file to check below these paths.\n');
  return tally.isAtLeast(options.failOn) ? 1 : 0;
}

async function outcomeOf(
  target: Target,
  options: CheckOptions,
  around: Surroundings,
  analyser: Analyser,
): Promise<Outcome> {
  if (target.kind === 'problem' || target.kind === 'nothing') {
    const { problem } = target;
    return { path: problem.path, problems: [problem], isMissing: target.kind === 'nothing' };
  }
  const path = target.kind === 'file' ? target.path : (options.stdinPath ?? '<stdin>');
  const kind = kindOf(path) ?? 'python';
  const limit = kind === 'notebook' ? maximumNotebookBytes : maximumBytes;
  const reading =
    target.kind === 'file' ? await readSource(path, limit) : await readStream(around.stdin, limit);
  const answer =
    reading.text === undefined
      ? {}
      : await analyser.analyse({
          path,
          kind,
          text: reading.text,
          ...(options.baseline === undefined ? {} : { isBare: true }),
        });
  const messages = [reading.problem, answer.problem].filter((message) => message !== undefined);
  return {
    path,
    ...(answer.checked ? { checked: answer.checked } : {}),
    problems: messages.map((message) => ({ path, message })),
    isMissing: false,
  };
}

/** Waits until the reader has taken what there is: memory stays bounded however slow it is. */
async function write(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}
