// What the pages about densities can be opened at: the family of the likelihood at a place, and its scale where the code
// decides it.

import type { Analysis } from '../analyze.ts';
import { familyIdOf } from './familyIds.ts';
import { lossOf, nearestTerm, termAt } from './hover.ts';

export type PageParameters = Readonly<Record<string, string | number>>;

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
  const family = term && familyIdOf(term.family);
  // A vector of counts has no density of one dimension.
  if (!family || family === 'multinomial') return null;
  const scale = lossOf(analysis, term)?.impliedScale?.value ?? null;
  return { family, ...(scale !== null && scale > 0 && { scale }) };
}
