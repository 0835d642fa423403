// What `elbo-lens check` says about one file. The field names are the JSON contract that other tools read.

export const severities = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** 1-based lines; 1-based columns in UTF-16 units; the end is the first place after the span. */
export interface Place {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface TermReport extends Place {
  readonly term: string;
  readonly family: string;
  readonly param?: string | undefined;
  readonly symbol: string;
  readonly reduction: { readonly batch: string; readonly features: string };
  readonly weight: string;
  readonly sign: '+' | '-';
  readonly scale?: string;
  readonly droppedConstant?: string;
  readonly certainty: 'exact' | 'likely' | 'hint';
  readonly summary: string;
}

/** A formula in the sizes and weights of the code, and its number where all of them are known. */
interface Reading {
  readonly formula: string;
  readonly value: number | null;
  readonly assuming: string;
}

export interface Size {
  readonly symbol: string;
  readonly value: number;
  readonly line: number;
  readonly from: string;
  /** Where another file states it. */
  readonly file?: string;
}

export interface LossReport extends Place {
  readonly symbol: string;
  readonly effectiveBeta: (Reading & { readonly kind: string }) | null;
  readonly impliedScale: (Reading & { readonly param: 'sigma' | 'b' }) | null;
  readonly sizes: readonly Size[];
  readonly sumOverBatch: boolean;
}

export interface Finding extends Place {
  readonly rule: string;
  readonly name: string;
  readonly severity: Severity;
  readonly symbol: string;
  readonly message: string;
  /** Other places it rests on; `path` where they are in another file. */
  readonly related?: readonly (Place & { readonly message: string; readonly path?: string })[];
  /** `changes`: what it does to beta and sigma. */
  readonly fix?: { readonly title: string; readonly safe: boolean; readonly changes?: string };
  readonly proof?: string;
}

export interface FileReport {
  readonly path: string;
  readonly terms: readonly TermReport[];
  readonly losses: readonly LossReport[];
  readonly findings: readonly Finding[];
}

/** Why a file, or part of it, could not be read: one sentence. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** A report with the text its places point into: for a notebook, the joined code cells. */
export interface CheckedFile {
  readonly report: FileReport;
  readonly text: string;
  /** The report with places in the file itself, where that is another text. */
  readonly filed?: FileReport;
}
