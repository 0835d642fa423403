// The steps to squared or absolute errors with a constant beside them: the constant of a density tells its scale.

import type { ToldSteps } from '../../../elbo/derivations/toldSteps.ts';
import { minus, squared, symbol, times } from '../../../elbo/expr/build.ts';
import { substitute } from '../../../elbo/expr/walk.ts';
import { clean, tidyNumber } from '../toExpr.ts';
import { keptPerDimension } from './dropped.ts';
import { exactNumber } from './inNames.ts';
import { furtherOf, throughBatch } from './ownTerm.ts';
import { exactSteps, type Telling } from './telling.ts';
import { isUnit, weightOfProduct } from './weight.ts';
import { Product } from '../../recognition/product.ts';

export function withOwnScale(telling: Telling, name: string): ToldSteps | null {
  const { context, match, names, piece, own, form } = telling;
  const sizes = context.loss?.sizes ?? [];
  const isGaussian = form.derivation === 'gaussian-fixed-scale';
  /** 1/sigma^2, or 1/b. */
  const precision = Math.abs(piece.coefficient * match.scale);
  const value = isGaussian ? 1 / Math.sqrt(precision) : 1 / precision;
  const shown = isGaussian ? squared(symbol(name)) : symbol(name);
  const exact = exactSteps(telling);
  const chosen = exact.step(
    {
      kind: 'chosen',
      symbol: name,
      value: exactNumber(value),
      shown: [shown, tidyNumber(isGaussian ? value * value : value)],
    },
    substitute(exact.end, { [name]: exactNumber(value) }),
    'The scale that the factor of the error states.',
    ['C'],
  );
  const full = isGaussian ? 0.5 * Math.log(2 * Math.PI * value * value) : Math.log(2 * value);
  const left = clean(full - precision * keptPerDimension(telling));
  const kernel = names.kernel(precision / match.scale, 'sum');
  const term = times(symbol('D'), exactNumber(left));
  const kept =
    left === 0
      ? chosen.restated(kernel)
      : chosen.step(
          {
            kind: 'dropped',
            term,
            needed: false,
            effect: 'The value moves by this much.',
          },
          minus(chosen.end, term),
          'What is missing of the constant.',
        );
  // What is left to multiply by: a sign, a mean, weights.
  const rest = new Product();
  rest.number = precision;
  const weight = weightOfProduct(own.over(rest), sizes);
  if (!weight) return null;
  const stated = left === 0 ? kept : kept.restated(kernel);
  const scaled = isUnit(weight)
    ? stated
    : stated.step(
        { kind: 'scaled', factor: weight.expr },
        times(weight.expr, stated.end),
        'What the code multiplies by.',
        ['C'],
      );
  return throughBatch(scaled, context, furtherOf(context, weightOfProduct(telling.further, sizes)));
}
