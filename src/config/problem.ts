// What a config file can be told about itself: a place in its text, what was found there, what was expected,
// and what to do. Offsets count UTF-16 units, as editors do; `end` is exclusive.

export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'information';

/** An edit that would solve the problem, for a quick fix titled `title`. */
export interface Replacement extends Span {
  readonly text: string;
  readonly title: string;
}

export interface Problem extends Span {
  readonly severity: Severity;
  readonly message: string;
  /** Kebab-case, stable, e.g. `unknown-key`. */
  readonly code: string;
  /** Dotted path of the key it concerns, e.g. `likelihood.family`; empty for the whole file. */
  readonly path: string;
  readonly replacement?: Replacement;
}

export type ConfigFormat = 'yaml' | 'json';
