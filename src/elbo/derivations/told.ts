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

/** Of the registry, without code. */
export const toldOf = (derivation: Derivation): Told => ({
  title: derivation.title,
  question: derivation.question,
  subject: derivation.subject,
  quantities: derivation.quantities,
  definitions: derivation.definitions,
  steps: derivation.steps.map((step) => Object.assign({}, step, { links: [], code: null })),
  conclusion: derivation.conclusion,
  sources: derivation.sources,
});
