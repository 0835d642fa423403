// Config text to a complete experiment, or to what is wrong with it. The one entry for every shell.

import { crossCheck } from './crossChecks.ts';
import { fillExperiment } from './defaults.ts';
import type { Experiment } from './experiment.ts';
import type { ConfigFormat, Problem, Span } from './problem.ts';
import { parseSyntax } from './syntax.ts';
import { validate } from './validate.ts';

export interface ParseOptions {
  readonly format: ConfigFormat;
  /** Where the text is from; gives a nameless run its name. A full path will do. */
  readonly fileName: string;
}

export interface ParsedExperiment {
  /** Complete, every default filled in; null if and only if there is an error among the problems. */
  readonly experiment: Experiment | null;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
}

/** JSON for names that end in `.json`, else YAML. */
export const formatOf = (fileName: string): ConfigFormat =>
  fileName.toLowerCase().endsWith('.json') ? 'json' : 'yaml';

export function parseExperiment(
  text: string,
  { format, fileName }: ParseOptions,
): ParsedExperiment {
  const { root, problems: syntaxProblems } = parseSyntax(text, format);
  const isBroken = syntaxProblems.some(({ severity }) => severity === 'error');
  if (!root || (root.kind === 'scalar' && root.isBlank)) {
    // A mere warning, such as of an anchor without a value, does not say why there is no experiment.
    return refuse(isBroken ? syntaxProblems : [...syntaxProblems, emptyConfig]);
  }
  const found = validate(root, text, format);
  if (isBroken) {
    // Half-typed text lacks keys by nature; saying so would bury what is wrong with it.
    const isNews = (problem: Problem) =>
      problem.code !== 'missing-key' &&
      !syntaxProblems.some((other) => areNeighbours(problem, other, text));
    return refuse([...syntaxProblems, ...found.filter(isNews)]);
  }
  if (found.length > 0) return refuse([...syntaxProblems, ...found]);
  const experiment = fillExperiment(root, fileName);
  const problems = inTextOrder([...syntaxProblems, ...crossCheck({ experiment, root, text })]);
  const hasError = problems.some(({ severity }) => severity === 'error');
  return { experiment: hasError ? null : experiment, problems };
}

const refuse = (problems: readonly Problem[]): ParsedExperiment => ({
  experiment: null,
  problems: inTextOrder(problems),
});

/** On one line or on two that follow each other: what is said there is the syntax problem's echo. */
function areNeighbours(a: Span, b: Span, text: string): boolean {
  const [first, second] = a.start < b.start ? [a, b] : [b, a];
  const between = text.slice(first.end, second.start);
  return (between.match(/\n/gu)?.length ?? 0) <= 1;
}

const inTextOrder = (problems: readonly Problem[]) =>
  problems.toSorted((a, b) => a.start - b.start || a.end - b.end);

const emptyConfig: Problem = {
  start: 0,
  end: 0,
  severity: 'error',
  code: 'empty',
  path: '',
  message:
    'This config is empty. It needs at least `data` and `likelihood`; ' +
    'the command ELBO: New Config writes a commented starter.',
};
