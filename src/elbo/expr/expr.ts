// The one expression type: every formula of the product is a value of it and is read as a number,
// a tensor, LaTeX or Unicode. It holds no text, no source code and no rendering decisions.

import type { Axis } from '../axes.ts';

/** Elementwise functions. Each has one row in `functions.ts`: number reading, printers, domain. */
export type FunctionName =
  | 'exp'
  | 'log'
  | 'log1p'
  | 'sqrt'
  | 'abs'
  | 'sin'
  | 'cos'
  | 'tanh'
  | 'sigmoid'
  | 'softplus'
  | 'expm1MinusX'
  | 'log1mExp'
  | 'xLogY'
  | 'xLog1pMinusY'
  | 'klDiv'
  | 'devianceOfShift'
  | 'logGamma'
  | 'digamma'
  | 'logFactorialRemainder'
  | 'betainc'
  | 'logBesselI0'
  | 'logBesselI0e'
  | 'besselRatio'
  | 'xCothX'
  | 'langevin'
  | 'max'
  | 'greater'
  | 'equal';

export type Reduction = 'sum' | 'mean' | 'logSumExp';

export type Expr =
  /** A literal. */
  | { readonly kind: 'number'; readonly value: number }
  /** A named mathematical constant, kept exact in print. */
  | { readonly kind: 'constant'; readonly name: 'pi' }
  /** A named quantity; `axes` are the axes it varies along, outer to inner. */
  | { readonly kind: 'symbol'; readonly name: string; readonly axes: readonly Axis[] }
  | { readonly kind: 'add'; readonly terms: readonly Expr[] }
  | { readonly kind: 'multiply'; readonly factors: readonly Expr[] }
  | { readonly kind: 'divide'; readonly numerator: Expr; readonly denominator: Expr }
  | { readonly kind: 'power'; readonly base: Expr; readonly exponent: Expr }
  | { readonly kind: 'apply'; readonly fn: FunctionName; readonly args: readonly Expr[] }
  /** Reduces one axis of the body; `logSumExp` is log of the sum of exponentials, shifted by the maximum. */
  | {
      readonly kind: 'reduce';
      readonly reduction: Reduction;
      readonly axis: Axis;
      readonly body: Expr;
    };
