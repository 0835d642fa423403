// Formulas that hold no name of anybody's code, for terms whose call was not opened. They are drawn when the extension
// is built, so that showing one takes no mathematics.

import { families } from '../../elbo/families/index.ts';
import type { Family } from '../../elbo/families/family.ts';
import { print, type Printed } from './toExpr.ts';
import { divergenceFormulas } from './words.ts';

/**
 * Where the registry states the log p of a family that is recognised by its call alone: the entry, and in which
 * parameters. A formula wider than a hover is left out.
 */
const statedIn: Readonly<Record<string, readonly [family: string, parameterisation: string]>> = {
  beta: ['beta', 'concentrations'],
  categorical: ['one-hot-categorical', 'logits'],
  continuous_bernoulli: ['continuous-bernoulli', 'logits'],
  multinomial: ['multinomial', 'probs'],
  negbin: ['negative-binomial', 'probs'],
  student_t: ['student-t', 'scale'],
  von_mises: ['von-mises', 'concentration'],
};

/** log p of one data dimension in the letters of textbooks; null for what the registry does not state. */
export function familyFormula(recognised: string): Printed | null {
  const [id, parameterisation] = statedIn[recognised] ?? [];
  const family: Family | undefined = families.find((entry) => entry.id === id);
  const stated = family?.parameterisations.find((entry) => entry.id === parameterisation);
  if (!stated) return null;
  const { latex, text } = print(stated.logProb);
  return { latex: `\\log p(x \\mid z) \\;=\\; ${latex}`, text: `log p(x|z) = ${text}` };
}

export const fixedFormulas: readonly Printed[] = [
  ...divergenceFormulas,
  ...Object.keys(statedIn).flatMap((family) => familyFormula(family) ?? []),
];
