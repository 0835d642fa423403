// Config texts with their problems written under them, as the fixtures in `problems/` hold them:
//
//   | likelihood:
//   |   family: bernouli
//   #           ^^^^^^^^ error unknown-value likelihood.family: `family` cannot be `bernouli`. ...
//
// Lines with `|` are the text; a line with `#` marks what stands above it.

import type { Problem } from '../../src/config/problem.ts';

export interface Case {
  readonly title: string;
  readonly annotated: string;
}

/** The cases of a fixture: `== title`, then annotated lines. */
export function readCases(fixture: string): readonly Case[] {
  return fixture
    .split(/^== /mu)
    .slice(1)
    .map((part) => {
      const [title = '', ...lines] = part.trimEnd().split('\n');
      return { title, annotated: lines.join('\n') };
    });
}

export const writeCases = (cases: readonly Case[]): string =>
  cases.map(({ title, annotated }) => `== ${title}\n${annotated}\n`).join('\n');

/** The text alone. */
export const plainText = (annotated: string): string =>
  annotated
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.slice(2))
    .join('\n');

/** The text with its problems under their lines; one that spans lines is marked on its first. */
export function annotate(text: string, problems: readonly Problem[]): string {
  let lineStart = 0;
  const annotated: string[] = [];
  for (const line of text.split('\n')) {
    const lineEnd = lineStart + line.length;
    annotated.push(`| ${line}`.trimEnd());
    for (const problem of problems) {
      if (problem.start < lineStart || problem.start > lineEnd) continue;
      const length = Math.min(problem.end, lineEnd) - problem.start;
      const gap = ' '.repeat(problem.start - lineStart + 1);
      annotated.push(`#${gap}${'^'.repeat(length)} ${describe(problem)}`);
    }
    lineStart = lineEnd + 1;
  }
  return annotated.join('\n');
}

function describe({ severity, code, path, message, replacement }: Problem): string {
  const fix = replacement ? ` [fix: ${replacement.title}]` : '';
  return `${severity} ${code}${path === '' ? '' : ` ${path}`}: ${message}${fix}`;
}
