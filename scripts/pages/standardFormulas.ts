// Formulas in the letters of textbooks, printed from the registries, for hovers on calls that were not opened. They are
// text in a file of their own: the registries are too much to read for a hover.

import type { Divergence } from '../../src/elbo/divergences/divergence.ts';
import { divergences } from '../../src/elbo/divergences/index.ts';
import { sumOver, times } from '../../src/elbo/expr/build.ts';
import type { Expr } from '../../src/elbo/expr/expr.ts';
import { toLatex } from '../../src/elbo/expr/latex.ts';
import { toUnicode } from '../../src/elbo/expr/unicode.ts';
import { getFamily, getParameterisation, type FamilyId } from '../../src/elbo/families/index.ts';

/** Families of code that are recognised by a call alone: their entry, and the parameters to state it in. */
const likelihoods: Readonly<Record<string, readonly [id: FamilyId, parameterisation: string]>> = {
  beta: ['beta', 'concentrations'],
  categorical: ['one-hot-categorical', 'logits'],
  continuous_bernoulli: ['continuous-bernoulli', 'logits'],
  multinomial: ['multinomial', 'probs'],
  negbin: ['negative-binomial', 'probs'],
  student_t: ['student-t', 'scale'],
  von_mises: ['von-mises', 'concentration'],
};

/** The same for divergences. */
const kls: Readonly<Record<string, (typeof divergences)[number]['id']>> = {
  diag_gaussian_vs_standard: 'kl-normal-standard-normal',
  diag_gaussian_vs_diag_gaussian: 'kl-normal-normal',
};

interface Formula {
  readonly latex: string;
  readonly text: string;
}

const print = (expr: Expr): Formula => ({ latex: toLatex(expr), text: toUnicode(expr) });

function logLikelihood([id, parameterisation]: readonly [FamilyId, string]): Formula {
  const family = getFamily(id);
  const { logProb } = getParameterisation(family, parameterisation);
  const isOfDatum = family.event.of === 'datum';
  const { latex, text } = print(isOfDatum ? logProb : sumOver('data', logProb));
  return { latex: `\\log p(x \\mid z) \\;=\\; ${latex}`, text: `log p(x|z) = ${text}` };
}

/** What the divergence is equal to. */
function closedForm(id: string): Formula {
  const entry: Divergence | undefined = divergences.find((divergence) => divergence.id === id);
  if (entry?.form.kind !== 'expression' || entry.form.closedForm === 'none')
    throw new Error(`${id} has no closed form that can be printed.`);
  return print(summed(entry.form.closedForm));
}

/** A number stands before the sum. */
function summed(expr: Expr): Expr {
  const [first, ...rest] = expr.kind === 'multiply' ? expr.factors : [];
  return first?.kind === 'number'
    ? times(first, sumOver('latent', times(...rest)))
    : sumOver('latent', expr);
}

const printed = <T>(entries: Readonly<Record<string, T>>, formula: (entry: T) => Formula): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, formula(entry)])),
  );

export const standardFormulas = (): string =>
  `// Formulas of families and closed forms of divergences in the letters of textbooks. Written by: npm run generate

import type { Printed } from './toExpr.ts';

/** log p of the datum, by the family of the code. */
export const logLikelihoods: Readonly<Record<string, Printed>> = ${printed(likelihoods, logLikelihood)};

/** What a KL is equal to, by the family of the code. */
export const closedForms: Readonly<Record<string, Printed>> = ${printed(kls, closedForm)};
`;
