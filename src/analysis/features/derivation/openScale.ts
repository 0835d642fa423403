// The steps to squared or absolute errors, which leave the scale of the likelihood open: any value of it makes the code a
// likelihood, beside another weight of the KL.

import type { ScaleChoice } from '../../../elbo/derivations/told.ts';
import type { ToldSteps } from '../../../elbo/derivations/toldSteps.ts';
import { sqrt, squared, symbol, times } from '../../../elbo/expr/build.ts';
import { Product } from '../../recognition/product.ts';
import { droppedIn } from './dropped.ts';
import { furtherOf, throughBatch } from './ownTerm.ts';
import { exactSteps, type Telling } from './telling.ts';
import { isUnit, type LossProducts, weightOfProduct, weightsAlone } from './weight.ts';

export function withOpenScale(
  telling: Telling,
  name: string,
): { readonly steps: ToldSteps; readonly scale: ScaleChoice } | null {
  const { context, names, piece, own, further: extra } = telling;
  const dropped = droppedIn(telling);
  if (!dropped) return null;
  const sizes = context.loss?.sizes ?? [];
  const products = agreeing(telling.products);
  const exponent = telling.form.derivation === 'gaussian-fixed-scale' ? 2 : 1;
  const power = exponent === 2 ? squared(symbol(name)) : symbol(name);

  const before = exactSteps(telling).step(
    { ...dropped.change, term: dropped.term },
    dropped.rest,
    dropped.why,
  );
  const isMean = context.term.reduction.features === 'mean';
  const line = names.kernel(piece.coefficient, isMean ? 'mean' : 'sum');
  const alone = weightOfProduct(weightsAlone(own, context.term, 'D'), sizes);
  // What the statement multiplies by, at the scale at which the KL has weight 1.
  const rest = products ? products.divergence.over(extra) : new Product();
  const fitted = weightOfProduct(rest.over(own), sizes);
  const factorAtFit = weightOfProduct(rest, sizes);
  const inverse = weightOfProduct(new Product().over(rest), sizes);
  const ownWeight = weightOfProduct(own, sizes);
  const beta = products && weightOfProduct(products.divergence.over(products.likelihood), sizes);
  if (!fitted || !factorAtFit || !inverse || !ownWeight || !alone) return null;
  const stated = isUnit(alone) ? line : times(alone.expr, line);

  const value = exponent === 2 ? sqrt(fitted.expr) : fitted.expr;
  const chosen = before.step(
    { kind: 'chosen', symbol: name, value, shown: [power, fitted.expr] },
    isUnit(factorAtFit) ? stated : times(inverse.expr, stated),
    products
      ? 'The one scale at which the KL beside it has weight 1.'
      : 'The one scale at which nothing is left to multiply by.',
    ['C'],
  );
  const scaled = isUnit(factorAtFit)
    ? chosen
    : chosen.step(
        { kind: 'scaled', factor: factorAtFit.expr },
        stated,
        'The factor that the loss multiplies both of its terms by.',
        ['C'],
      );
  const given = before.step(
    {
      kind: 'scaled',
      factor: isUnit(ownWeight) ? power : times(ownWeight.expr, power),
    },
    stated,
    'What the code multiplies by at this scale; the KL beside it keeps its own factor.',
    ['C'],
  );
  const further = furtherOf(context, weightOfProduct(extra, sizes));
  return {
    steps: throughBatch(scaled, context, further),
    scale: {
      symbol: name,
      exponent,
      fitted: value,
      betaAtOne: beta?.expr ?? null,
      givenSteps: throughBatch(given, context, further).steps,
    },
  };
}

/** With the KL subtracted no scale makes the loss a negative ELBO. */
const agreeing = (products: LossProducts | null): LossProducts | null =>
  products && products.likelihood.number * products.divergence.number > 0 ? products : null;
