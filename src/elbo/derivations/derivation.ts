// What a derivation must state: where it starts, its steps, what every symbol is. One derivation, one file, one line in
// `index.ts`; panels, exports and tests read these entries.

import type { Expr } from '../expr/expr.ts';
import type { Source } from '../families/family.ts';
import type { FamilyId } from '../families/index.ts';

/**
 * Values a symbol may take, which is all that is needed to try a step at random. `weights`: positive, with sum 1 along
 * the last axis. `oneHot`: 1 in one place of the last axis, else 0. `level`: one of five from -1 to 1. `nodes` and `nodeWeights`: of a rule that integrates polynomials up to degree 9 under the standard normal, along `state`.
 * `size`: how many entries an axis has; its letter is its name.
 */
export type QuantityDomain =
  | 'real'
  | 'positive'
  | 'openUnitInterval'
  | 'unitInterval'
  | 'zeroOrOne'
  | 'naturalNumber'
  | 'circle'
  | 'level'
  | 'weights'
  | 'oneHot'
  | 'nodes'
  | 'nodeWeights'
  | 'size';

/** A free symbol of a derivation. `fixed`: a setting that the other values go with. */
export type Quantity = { readonly name: string; readonly meaning: string } & (
  { readonly domain: QuantityDomain } | { readonly domain: 'fixed'; readonly value: number }
);

/**
 * How the second expression of a step follows from the first. Nothing is approximate: whatever leaves is named and has
 * a value, so that both sides can be compared at any point.
 */
export type Change =
  /** The same value in another form. */
  | { readonly kind: 'rewritten' }
  /** Minus the logarithm of it. */
  | { readonly kind: 'minusLog' }
  /** Without an addend. `needed`: a gradient needs it, so that leaving it out makes another model. */
  | {
      readonly kind: 'dropped';
      readonly term: Expr;
      readonly needed: boolean;
      readonly effect: string;
    }
  /** Without an addend that is never negative: a lower bound. `bound` is what it is called. */
  | { readonly kind: 'bounded'; readonly gap: Expr; readonly gapName: string; readonly bound: Expr }
  /** Where a symbol has a value; `shown` are the two sides of the equation that says so. */
  | {
      readonly kind: 'chosen';
      readonly symbol: string;
      readonly value: Expr;
      readonly shown: readonly [Expr, Expr];
    }
  /** Times a factor that no data enter. */
  | { readonly kind: 'scaled'; readonly factor: Expr }
  /** One draw in place of a mean: `to` has the axis of z, and its mean under the measure is what was there. */
  | { readonly kind: 'sampled'; readonly measure: Expr }
  /** Something else in its place: what code has where the formula has another value. */
  | { readonly kind: 'replaced'; readonly difference: Expr }
  /** Averaged or summed over the batch. */
  | { readonly kind: 'reduced'; readonly reduction: 'sum' | 'mean' };

export interface Step {
  readonly from: Expr;
  readonly to: Expr;
  readonly change: Change;
  /** One or two sentences. */
  readonly why: string;
  /** Where it is published; null for arithmetic. */
  readonly source: Source | null;
}

export type DerivationKind =
  'bound' | 'divergence' | 'likelihood' | 'scale' | 'estimator' | 'objective';

/** Which family's log p a derivation starts from, and that family's parameters in the derivation's symbols. */
export interface Likelihood {
  readonly family: FamilyId;
  readonly parameterisation: string;
  readonly parameters: Readonly<Record<string, Expr>>;
  /** The symbol of a scale that may be fixed; null where there is none. */
  readonly scale: string | null;
}

export interface Derivation<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  readonly kind: DerivationKind;
  /** The question it answers, as people ask it. */
  readonly question: string;
  /** What is derived: the left side of the first line. */
  readonly subject: Expr;
  readonly likelihood: Likelihood | 'none';
  readonly quantities: readonly Quantity[];
  /** Symbols that abbreviate expressions of other symbols. */
  readonly definitions: Readonly<Record<string, Expr>>;
  /** At least one; each begins where the one before ends. */
  readonly steps: readonly [Step, ...Step[]];
  /** What follows from it for somebody's code, in a sentence or two. */
  readonly conclusion: string;
  readonly sources: readonly [Source, ...Source[]];
}
