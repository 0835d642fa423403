// Formulas that hold no name of anybody's code, for terms whose call was not opened. They are drawn when the extension
// is built, so that showing one takes no mathematics.

import { closedForms, logLikelihoods } from './standardFormulas.ts';
import type { Printed } from './toExpr.ts';
import { divergenceFamilies, divergenceWords } from './words.ts';

/** log p of a family; null for one that is recognised by its formula, or has none. */
export const likelihoodFormula = (family: string): Printed | null => logLikelihoods[family] ?? null;

/** The divergence, and what it is equal to where that is known in closed form. */
export function divergenceFormula(family: string): Printed {
  const { latex, text } = divergenceWords(family);
  const closed = closedForms[family];
  return closed
    ? { latex: `${latex} \\;=\\; ${closed.latex}`, text: `${text} = ${closed.text}` }
    : { latex, text };
}

/** All of them, each once. */
export const fixedFormulas: readonly Printed[] = [
  ...new Map(
    [...divergenceFamilies.map(divergenceFormula), ...Object.values(logLikelihoods)].map(
      (formula) => [formula.latex, formula],
    ),
  ).values(),
];
