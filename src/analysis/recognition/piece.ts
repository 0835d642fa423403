// A part of a value: weight x reductions x kernel.

import type { Code } from '../lowering/code.ts';
import type { Span } from '../syntax/ast.ts';
import type { TermKind } from './bases.ts';
import type { Match } from './match.ts';

/** What a piece is, by formula or by a known call. */
export interface Sense {
  readonly kind: TermKind;
  readonly family: string;
  readonly certainty: 'exact' | 'likely' | 'hint';
  /** The kernel is log p rather than its negative. */
  readonly isLog?: boolean;
}

export type ReduceNode = Extract<Code, { kind: 'reduce' }>;

/** Taken apart, not yet looked at. */
export interface BarePiece {
  readonly kernel: Code;
  readonly match: Match | null;
  /** Product of numbers passed on the way down. */
  readonly coefficient: number;
  /** Other factors passed on the way down, with the reductions already open when they were met. */
  readonly weights: readonly Code[];
  /** Outermost first. */
  readonly reductions: readonly ReduceNode[];
  readonly flags: ReadonlySet<'capacity' | 'freeBits' | 'importance'>;
  /** Branches taken, as node ids of the choices and their side. */
  readonly path: readonly (readonly [choice: Code, side: number])[];
  /** Helper functions whose result this is part of, outermost first. */
  readonly helpers: readonly string[];
  /** The outermost of them is in another file. */
  readonly isFromElsewhere: boolean;
  /** The calls of those helpers, as node ids. */
  readonly calls: readonly number[];
  /** What was met before the innermost helper was entered: what this use adds. */
  readonly outside: {
    /** Reductions, weights and numbers. */
    readonly added: number;
    readonly reduced: number;
    readonly isNegated: boolean;
  };
  /** Names on the way down. */
  readonly names: readonly string[];
  /** Where those names were given. */
  readonly spans: readonly Span[];
}

export interface Piece extends BarePiece {
  /** What it is by itself, if anything known. */
  readonly sense: Sense | null;
}
