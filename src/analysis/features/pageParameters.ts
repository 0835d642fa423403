// What the pages about densities can be opened at: the family of the likelihood at a place, and its scale where the code
// decides it.

import type { FamilyId } from '../../elbo/families/index.ts';
import type { Analysis } from '../analyze.ts';
import { lossOf, nearestTerm, termAt } from './hover.ts';

export type PageParameters = Readonly<Record<string, string | number>>;

const families: Readonly<Record<string, FamilyId>> = {
  bernoulli: 'bernoulli',
  bernoulli_logits: 'bernoulli',
  categorical: 'categorical',
  continuous_bernoulli: 'continuous-bernoulli',
  discretized_logistic: 'discretised-logistic',
  gaussian_fixed: 'normal',
  gaussian_learned_var: 'normal',
  laplace: 'laplace',
  student_t: 'student-t',
  poisson: 'poisson',
  negbin: 'negative-binomial',
  zinb: 'zero-inflated-negative-binomial',
  beta: 'beta',
  lognormal: 'log-normal',
  von_mises: 'von-mises',
};

/** Null where no likelihood of a family that the pages know is near, or with `exact`, right there. */
export function pageParameters(
  analysis: Analysis,
  offset: number,
  exact = false,
): PageParameters | null {
  const likelihoods = analysis.terms.filter(({ kind }) => kind === 'reconstruction');
  const here = termAt(analysis, offset);
  const nearest = exact ? null : nearestTerm({ terms: likelihoods }, offset);
  const term = here?.kind === 'reconstruction' ? here : nearest;
  const family = term && families[term.family];
  if (!family) return null;
  const scale = lossOf(analysis, term)?.impliedScale?.value ?? null;
  return { family, ...(scale !== null && scale > 0 && { scale }) };
}
