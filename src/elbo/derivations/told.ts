// A derivation as a panel tells it: of formulas alone, or of the code it ends in. Plain data, so that it can be sent;
// numbers are not in it, since whoever shows it computes them from the expressions.

import type { Expr } from '../expr/expr.ts';
import type { Source } from '../families/family.ts';
import type { Derivation, Quantity, Step } from './derivation.ts';

/** Offsets into the text of the code. */
export interface CodeSpan {
  readonly from: number;
  readonly to: number;
}

/** Code that formulas refer to by a letter. */
export interface CodeLink {
  readonly letter: string;
  readonly label: string;
  readonly spans: readonly CodeSpan[];
  /** Symbols of the formulas that stand for it. */
  readonly symbols: readonly string[];
}

/** A statement that a step ends in. */
export interface CodeLine {
  readonly text: string;
  /** `line 27` */
  readonly where: string;
  readonly span: CodeSpan;
}

export interface ToldStep extends Step {
  /** Letters of the code it accounts for. */
  readonly links: readonly string[];
  readonly code: CodeLine | null;
}

/** A scale that the code leaves open: the one that fits it, and what it is at any other. */
export interface ScaleChoice {
  /** The symbol of the derivation. */
  readonly symbol: string;
  /** beta = betaAtOne / scale^exponent */
  readonly exponent: 1 | 2;
  /** The scale at which the loss is a negative ELBO. */
  readonly fitted: Expr;
  /** The weight of the KL at scale 1; null where the loss has no KL that could be followed. */
  readonly betaAtOne: Expr | null;
  /** The steps with the scale left as it is, to be given a value. */
  readonly givenSteps: readonly ToldStep[];
}

export interface Told {
  readonly title: string;
  readonly question: string;
  readonly subject: Expr;
  readonly quantities: readonly Quantity[];
  readonly definitions: Derivation['definitions'];
  readonly steps: readonly ToldStep[];
  readonly conclusion: string;
  readonly sources: readonly Source[];
}

/** Text with its important parts marked. */
export type MarkedText = readonly (string | { readonly strong: string })[];

/** A size or a weight of the code, and what says so. */
export interface StatedSize {
  readonly symbol: string;
  readonly value: number;
  readonly where: string;
  readonly span: CodeSpan | null;
}

/** A term of a loss, to choose between. */
export interface TermChoice {
  readonly label: string;
  readonly where: string;
  /** An offset in its statement. */
  readonly at: number;
  readonly isChosen: boolean;
}

/** A likelihood of the code, and what takes its place in code for another. */
export interface LikelihoodReading {
  /** The derivation on show: the code's own, or the one asked for in its place. */
  readonly derivation: string;
  readonly isOther: boolean;
  /** What data and decoder output are called. */
  readonly data: string;
  readonly output: string;
  /** The name that the statement gives its value. */
  readonly target: string | null;
  /** What a likelihood in its place is multiplied by, so that the KL counts once; null where that is not known. */
  readonly factor: Expr | null;
  readonly batch: 'sum' | 'mean';
}

/** What is known of the code a derivation is told of, besides the derivation. */
export interface CodeReading {
  /** Of the function. */
  readonly name: string;
  readonly terms: readonly TermChoice[];
  readonly sizes: readonly StatedSize[];
  readonly links: readonly CodeLink[];
  readonly scale: ScaleChoice | null;
  /** What the code amounts to. */
  readonly verdict: {
    readonly kind: 'exact' | 'information' | 'warning';
    readonly text: MarkedText;
  };
  /** Of `elbo/source`. */
  readonly framework: string;
  /** What another likelihood would be told of; null where the term is none. */
  readonly likelihood: LikelihoodReading | null;
}

/** Something that cannot be told, in three sentences. */
export interface TellingProblem {
  readonly what: string;
  readonly why: string;
  readonly now: string;
}

/** What a derivation panel shows: of code, or of the registry alone, as far as it is known. */
export interface DerivationContent {
  readonly told: Told | null;
  /** The derivation of the registry that is shown where the code's own cannot be: its id. */
  readonly general: string | null;
  readonly code: CodeReading | null;
  readonly problem: TellingProblem | null;
}
