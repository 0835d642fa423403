// The derivation of a term, told of its code.

import type { CodeLink, ScaleChoice, Told } from '../../../elbo/derivations/told.ts';
import type { ToldSteps } from '../../../elbo/derivations/toldSteps.ts';
import { linksOf } from './codeLines.ts';
import type { TellingContext } from './context.ts';
import { keptPerDimension } from './dropped.ts';
import { withOpenScale } from './openScale.ts';
import { withOwnScale } from './ownScale.ts';
import { quantitiesOf } from './quantities.ts';
import { withStatedScale } from './statedScale.ts';
import { inCode, type Telling, tellingOf } from './telling.ts';

export interface ToldOfCode {
  readonly told: Told;
  readonly scale: ScaleChoice | null;
  readonly links: readonly CodeLink[];
}

/** Null where the term's formula is not one whose derivation is known. */
export function tell(context: TellingContext): ToldOfCode | null {
  const telling = tellingOf(context);
  const found = telling && stepsOf(telling);
  if (!telling || !found) return null;
  const { derivation, symbols, names } = telling;
  const { steps } = found.steps;
  const definitions = Object.fromEntries(
    Object.entries(derivation.definitions).map(
      ([name, value]) => [name, inCode(telling, value)] as const,
    ),
  );
  const all = [...steps, ...(found.scale?.givenSteps ?? [])];
  return {
    told: {
      title: derivation.title,
      question: derivation.question,
      subject: derivation.subject,
      quantities: quantitiesOf({ ...derivation, definitions }, symbols, all, valuesOf(telling)),
      definitions,
      steps,
      conclusion: derivation.conclusion,
      sources: derivation.sources,
    },
    scale: found.scale,
    links: linksOf(context.analysis, context.term, labelsOf(telling), names.all),
  };
}

function stepsOf(
  telling: Telling,
): { readonly steps: ToldSteps; readonly scale: ScaleChoice | null } | null {
  const { likelihood } = telling.derivation;
  const open = likelihood === 'none' || telling.form.chosen.length > 0 ? null : likelihood.scale;
  if (open !== null && keptPerDimension(telling) === 0) return withOpenScale(telling, open);
  const steps = open === null ? withStatedScale(telling) : withOwnScale(telling, open);
  return steps && { steps, scale: null };
}

const reductionWords = { sum: 'sum', mean: 'mean', none: null, na: null } as const;

function labelsOf({ names, context: { term } }: Telling): {
  readonly values: string;
  readonly reduction: string;
} {
  const isLatent = names.axis === 'latent';
  const { features, batch } = term.reduction;
  const over = [
    ...(reductionWords[features] === null
      ? []
      : [`${reductionWords[features]} over ${isLatent ? 'd' : 'D'}`]),
    ...(reductionWords[batch] === null ? [] : [`${reductionWords[batch]} over B`]),
  ];
  return {
    values: isLatent ? 'posterior parameters' : 'data and decoder output',
    reduction: over.length > 0 ? over.join(', ') : 'reduction',
  };
}

/** Numbers that the code gives to the names of weights. */
function valuesOf({ products, own }: Telling): ReadonlyMap<string, number> {
  const all = [own, ...(products ? [products.likelihood, products.divergence] : [])];
  return new Map(all.flatMap(({ values }) => Array.from(values)));
}
