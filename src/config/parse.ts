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
  if (!root || (root.kind === 'scalar' && root.isBlank)) {
    return refuse(syntaxProblems.length > 0 ? syntaxProblems : [emptyConfig]);
  }
  const found = validate(root, text, format);
  if (syntaxProblems.length > 0) {
    // Half-typed text lacks keys by nature; saying so would bury what is wrong with it.
    const isNews = (problem: Problem) =>
      problem.code !== 'missing-key' && !syntaxProblems.some((other) => overlap(problem, other));
    return refuse([...syntaxProblems, ...found.filter(isNews)]);
  }
  if (found.length > 0) return refuse(found);
  const experiment = fillExperiment(root, fileName);
  const problems = inTextOrder(crossCheck({ experiment, root, text }));
  const hasError = problems.some(({ severity }) => severity === 'error');
  return { experiment: hasError ? null : experiment, problems };
}

const refuse = (problems: readonly Problem[]): ParsedExperiment => ({
  experiment: null,
  problems: inTextOrder(problems),
});

const overlap = (a: Span, b: Span) => a.start < b.end && b.start < a.end;

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
