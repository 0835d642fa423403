// A format is told what happens in the order in which it happens, and answers with text for standard output. Nothing
// is kept for the end but what the format itself demands there.

import type { CheckedFile, Problem, Severity } from '../report.ts';

export interface Totals {
  readonly files: number;
  readonly terms: number;
  readonly losses: number;
  readonly findings: Readonly<Record<Severity, number>>;
  readonly problems: number;
}

export interface Formatter {
  /** Whether problems have a place in the output; otherwise they go to standard error. */
  readonly holdsProblems: boolean;
  begin(): string;
  file(file: CheckedFile): string;
  problem(problem: Problem): string;
  end(totals: Totals): string;
}
