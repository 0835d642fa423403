// The derivation of the term at a place, told of its code.

import type { CodeLink, ScaleChoice, Told } from '../../../elbo/derivations/told.ts';
import { Product } from '../../recognition/product.ts';
import { linksOf } from './codeLines.ts';
import type { TellingContext } from './context.ts';
import { likelihoodSteps } from './likelihood.ts';
import { quantitiesOf } from './quantities.ts';
import { productsOf } from './weight.ts';

export interface ToldOfCode {
  readonly told: Told;
  readonly scale: ScaleChoice | null;
  readonly links: readonly CodeLink[];
}

/** Null where the term's formula is not one whose derivation is known. */
export function tell(context: TellingContext): ToldOfCode | null {
  const found = likelihoodSteps(context);
  if (!found) return null;
  const { derivation, names, scale } = found;
  const { steps } = found.steps;
  const values = valuesOf(context);
  const all = [...steps, ...(scale?.givenSteps ?? [])];
  return {
    told: {
      title: derivation.title,
      question: derivation.question,
      subject: derivation.subject,
      quantities: quantitiesOf(derivation, names, all, values),
      definitions: derivation.definitions,
      steps,
      conclusion: derivation.conclusion,
      sources: derivation.sources,
    },
    scale,
    links: linksOf(context.analysis, context.term, {
      values: 'data and decoder output',
      reduction: 'sum or mean',
    }),
  };
}

/** Numbers that the code gives to the names of weights. */
function valuesOf({ loss }: TellingContext): ReadonlyMap<string, number> {
  const products = loss && productsOf(loss);
  const own = [products?.likelihood, products?.divergence].filter((one) => one instanceof Product);
  return new Map(own.flatMap(({ values }) => Array.from(values)));
}
