// Divergences that are formulas, for whoever prints or computes formulas.

import type { Expr } from '../expr/expr.ts';
import type { Divergence, ExpressionForm } from './divergence.ts';
import { divergences } from './index.ts';

export interface FormulaDivergence extends Divergence {
  readonly form: ExpressionForm;
}

const isFormula = (divergence: Divergence): divergence is FormulaDivergence =>
  divergence.form.kind === 'expression';

/** The registered divergences that have formulas. */
export const formulaDivergences: readonly FormulaDivergence[] = (
  divergences as readonly Divergence[]
).filter(isFormula);

/** The closed form of a divergence that has one. */
export function closedFormOf({ id, form }: Divergence): Expr {
  if (form.kind === 'function' || form.closedForm === 'none') {
    throw new Error(`${id} has no formula in closed form`);
  }
  return form.closedForm;
}
