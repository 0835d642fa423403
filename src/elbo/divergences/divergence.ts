// What a divergence between two families must state, keyed by (family of q, family of p).

import type { Expr } from '../expr/expr.ts';
import type { Parameters, Source } from '../families/family.ts';
import type { Random } from '../random.ts';

export interface DivergenceParameter {
  readonly name: string;
  readonly of: 'q' | 'p';
  /** Of each entry. */
  readonly domain: 'real' | 'positive';
  readonly meaning: string;
}

/**
 * Formulas that are read as numbers, tensors and text. Both are of one latent dimension, elementwise in the
 * parameters, or of one categorical variable.
 */
export interface ExpressionForm {
  readonly kind: 'expression';
  /** KL(q || p) in nats, in the parameters; `none` where no closed form is known. */
  readonly closedForm: Expr | 'none';
  /**
   * log q(z|x) - log p(z) at one draw, in `z` and the parameters: unbiased for the KL when z ~ q(z|x); a single draw
   * may be negative.
   */
  readonly monteCarlo: Expr;
}

/** Numbers only: matrices, or functions that no engine has. */
export interface FunctionForm {
  readonly kind: 'function';
  /** KL(q || p) in nats. */
  readonly closedForm: (parameters: Parameters) => number;
  /** log q(z|x) - log p(z) at one draw. */
  readonly monteCarlo: (z: readonly number[], parameters: Parameters) => number;
}

export interface Divergence<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
  /** Family of the approximate posterior q(z|x). */
  readonly q: string;
  /** Family of the prior p(z). */
  readonly p: string;
  readonly summary: string;
  readonly parameters: readonly DivergenceParameter[];
  readonly form: ExpressionForm | FunctionForm;
  /** One draw z ~ q: a number, or a list for what has several entries. */
  readonly draw: (parameters: Parameters, random: Random) => number | readonly number[];
  readonly sources: readonly [Source, ...Source[]];
}
