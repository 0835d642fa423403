// The two central types: a term of an ELBO as code states it, and the loss its terms make.

import type { Code } from '../lowering/code.ts';
import type { Fact } from '../lowering/unit.ts';
import type { Source } from '../neighbours.ts';
import type { Span } from '../syntax/ast.ts';
import type { ScaleParameter, TermKind } from './bases.ts';
import type { Match } from './match.ts';
import type { ReductionState } from './reductions.ts';
import type { Size } from './sizes.ts';
import type { Piece } from './piece.ts';

export type Certainty = 'exact' | 'likely' | 'hint';

export interface Term {
  readonly kind: TermKind;
  readonly family: string;
  readonly parameter: ScaleParameter | null;
  readonly symbol: string;
  readonly functionSpan: Span;
  readonly span: Span;
  readonly reduction: ReductionState;
  readonly weight: string;
  readonly sign: '+' | '-';
  /** Factor against the exact negative log density or KL; null if unknown. */
  readonly scale: number | null;
  readonly droppedConstant: string | null;
  readonly certainty: Certainty;
  readonly summary: string;
  readonly match: Match | null;
  readonly piece: Piece | null;
}

/** A ratio of weights as a formula, with its value where every symbol is known. */
export interface Quantity {
  readonly formula: string;
  readonly value: number | null;
}

/** The same with what it is made of: a number, and powers of sizes and of the code's own names. */
export interface Ratio extends Quantity {
  readonly factor: number;
  readonly powers: ReadonlyMap<string, number>;
}

/**
 * What the terms are put together to, beside their weights. `importance`: K draws under one logarithm; `weighted`: terms weighed by
 * importance; `freeBits` and `capacity`: the KL passes a threshold, or its distance from a capacity counts.
 */
export type ObjectiveKind = 'elbo' | 'importance' | 'weighted' | 'freeBits' | 'capacity';

export interface LossModel {
  readonly symbol: string;
  readonly span: Span;
  readonly effectiveBeta: Ratio | null;
  /** What multiplies −log p of a datum, averaged over the batch, at scale 1. */
  readonly factor: Quantity | null;
  readonly impliedScale: (Quantity & { readonly parameter: 'sigma' | 'b' }) | null;
  readonly betaKind: 'const' | 'schedule' | 'threshold';
  readonly objective: ObjectiveKind;
  /** Names of the parts beside the likelihood and KLs that are read; empty text for one that has none. */
  readonly further: readonly string[];
  readonly sumOverBatch: boolean;
  /** Sizes the formulas rest on, with where each is stated. */
  readonly sizes: readonly Size[];
  /** '-' where the value is the bound itself, to be maximised. */
  readonly sign: '+' | '-';
  readonly terms: readonly Term[];
  /** The addends as the total weighs and reduces them. */
  readonly parts: readonly Part[];
  /** The branches of the code this is the loss of; none where it has only one. */
  readonly when: readonly Outcome[];
  /** What the same statement is in other branches. */
  readonly alternatives: readonly LossModel[];
}

/** A piece of a loss, and the terms that state it. */
export interface Part {
  readonly piece: Piece;
  readonly terms: readonly Term[];
}

/** A test of the code, and how it comes out. */
export interface Outcome {
  readonly span: Span;
  /** The file it is in; null for the file being read. */
  readonly source: Source | null;
  readonly holds: boolean;
}

/** A loss before its terms are known: they may stand in other functions. */
export type LossDraft = Omit<LossModel, 'terms' | 'parts' | 'alternatives'> & {
  /** By their kernels. */
  readonly drafts: ReadonlyMap<Code, { readonly piece: Piece; readonly fact: Fact }>;
  readonly alternatives: readonly LossDraft[];
};
