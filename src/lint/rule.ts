// What a rule states, and what it finds. A rule is one file: what people read of it, how it decides, and examples that
// are its documentation and its tests.

import type { Expr } from '../elbo/expr/expr.ts';
import type { Source } from '../analysis/neighbours.ts';
import type { Span } from '../analysis/syntax/ast.ts';
import type { Context } from './context.ts';

/** Gravest first. */
export const severities = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof severities)[number];

export interface Rule {
  /** `ELBO301`: never used again for anything else. */
  readonly id: `ELBO${number}`;
  /** The bad pattern, in the words of its file's name: reads well after "ignore". */
  readonly name: string;
  /** Of its gravest finding. */
  readonly severity: Severity;
  /** One sentence for lists. Markdown, as are the next two. */
  readonly what: string;
  readonly why: string;
  /** What to do instead, and where the pattern is right. */
  readonly instead: string;
  /** The number behind the rule. */
  readonly quantity: { readonly name: string; readonly formula: Expr } | null;
  readonly sources: readonly string[];
  /** What it would need to know where it stays silent; null where code alone decides. */
  readonly needs: string | null;
  readonly check: (context: Context) => Iterable<Draft>;
}

/** What a rule finds, in offsets of the text. */
export interface Draft {
  readonly span: Span;
  /** The function it is in. */
  readonly symbol: string;
  /** What, why and what now, with the number. */
  readonly message: string;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  /** Values at which the code and the claim differ, or the call that raises. Every error has one. */
  readonly proof?: string;
  readonly related?: readonly Related[];
  /** Worked out when somebody asks. */
  readonly fixes?: () => Iterable<FixDraft>;
}

/** Another place the finding rests on. */
export interface Related {
  readonly span: Span;
  /** The file it is in; null for the file being read. */
  readonly source: Source | null;
  readonly message: string;
}

export interface Edit extends Span {
  readonly text: string;
}

export interface FixDraft {
  /** What it does: `Divide by the batch size`. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** A refactoring changes what is optimised, and says by how much. */
  readonly kind: 'fix' | 'refactoring';
  /** What is the same before and after, which is verified; null where neither is. */
  readonly keeps: 'value' | 'gradient' | null;
  /** The effective beta it is for: verified too. */
  readonly beta?: number;
}

export interface Finding extends Omit<Draft, 'severity' | 'fixes'> {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly related: readonly Related[];
  readonly fixes: () => readonly FixDraft[];
}

/** Examples of a rule: its documentation and its tests. */
export interface Examples {
  readonly invalid: readonly Invalid[];
  /** Code that looks like it and is right. */
  readonly traps: readonly Trap[];
}

export interface Invalid {
  /** `PyTorch`, `Keras`, `TensorFlow.js`: a language follows from it. */
  readonly framework: string;
  /** Carets in comments below a line mark what the finding underlines. */
  readonly code: string;
  /** Part of the message. */
  readonly says?: string;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  /** One place changed, and the rule is silent. */
  readonly twin: readonly [before: string, after: string];
}

export interface Trap {
  readonly why: string;
  readonly framework: string;
  readonly code: string;
}
