// The binary cross-entropy on grey values: exp(-BCE) is no density on [0, 1], and C(lambda) makes it one, the
// continuous Bernoulli.

import { evaluate } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { numberOps } from '../expr/numberOps.ts';
import { bernoulli } from '../families/bernoulli.ts';
import { continuousBernoulli } from '../families/continuousBernoulli.ts';

const value = (expr: Expr, bindings: Readonly<Record<string, number>>): number =>
  evaluate(expr, numberOps, bindings);

const [bernoulliForm] = bernoulli.parameterisations;
const [continuousForm] = continuousBernoulli.parameterisations;
const normaliser = continuousBernoulli.constants.find(
  ({ parameterisation }) => parameterisation === continuousForm.id,
);

/** -BCE(lambda, x) in nats: x log lambda + (1 - x) log(1 - lambda). */
export const minusCrossEntropy = (x: number, lambda: number): number =>
  value(bernoulliForm.logProb, { x, probs: lambda });

/** log C(lambda), the constant that BCE leaves out; at least log 2. */
export const logNormaliserOf = (lambda: number): number =>
  normaliser === undefined ? Number.NaN : value(normaliser.term, { probs: lambda });

/** The integral of exp(-BCE) over x from 0 to 1, which would be 1 for a density: 1 / C(lambda). */
export const crossEntropyArea = (lambda: number): number => Math.exp(-logNormaliserOf(lambda));

/** log p(x) of the continuous Bernoulli: -BCE + log C(lambda). */
export const continuousLogProb = (x: number, lambda: number): number =>
  value(continuousForm.logProb, { x, probs: lambda });

/** E[x] of the continuous Bernoulli, which is not lambda. */
export const continuousMean = (lambda: number): number =>
  value(continuousForm.mean, { probs: lambda });

/** The least BCE that any lambda gives at x: the entropy of x, reached at lambda = x. 0 for black and white alone. */
export const entropyFloor = (x: number): number =>
  x <= 0 || x >= 1 ? 0 : -minusCrossEntropy(x, x);

/** The lambda under which x is most likely: the one whose mean is x, found by bisection on logits. */
export function likeliestLambda(x: number): number {
  if (x <= 0 || x >= 1) return Math.min(1, Math.max(0, x));
  let [low, high] = [-1e4, 1e4];
  const at = (logits: number): number => 1 / (1 + Math.exp(-logits));
  const [, logitsForm] = continuousBernoulli.parameterisations;
  const mean = (logits: number): number =>
    logitsForm === undefined ? Number.NaN : value(logitsForm.mean, { logits });
  for (let turn = 0; turn < 100; turn++) {
    const middle = (low + high) / 2;
    if (mean(middle) < x) low = middle;
    else high = middle;
  }
  return at((low + high) / 2);
}
