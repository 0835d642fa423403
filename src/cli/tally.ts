// The counts of a run, and what they mean for the exit status.

import type { Totals } from './formats/formatter.ts';
import { type CheckedFile, type Problem, type Severity, severities } from './report.ts';

interface Counted {
  readonly checked?: CheckedFile;
  readonly problems: readonly Problem[];
  readonly isMissing: boolean;
}

export class Tally {
  readonly #findings: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  #files = 0;
  #terms = 0;
  #losses = 0;
  #problems = 0;
  /** Targets of every kind, and those among them that do not exist. */
  targets = 0;
  missing = 0;

  get totals(): Totals {
    return {
      files: this.#files,
      terms: this.#terms,
      losses: this.#losses,
      findings: this.#findings,
      problems: this.#problems,
    };
  }

  add({ checked, problems, isMissing }: Counted): void {
    this.targets += 1;
    this.missing += isMissing ? 1 : 0;
    this.#problems += problems.length;
    if (!checked) return;
    this.#files += 1;
    this.#terms += checked.report.terms.length;
    this.#losses += checked.report.losses.length;
    for (const { severity } of checked.report.findings) this.#findings[severity] += 1;
  }

  /** Whether any finding is at this level or a graver one. */
  isAtLeast(level: Severity | 'never'): boolean {
    if (level === 'never') return false;
    return severities
      .slice(0, severities.indexOf(level) + 1)
      .some((severity) => this.#findings[severity] > 0);
  }
}
