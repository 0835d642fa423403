// The steps to a statement that states every parameter of its formula: a likelihood or a KL.

import type { ToldSteps } from '../../../elbo/derivations/toldSteps.ts';
import { minus, times } from '../../../elbo/expr/build.ts';
import type { Expr } from '../../../elbo/expr/expr.ts';
import { toUnicode } from '../../../elbo/expr/unicode.ts';
import { substitute } from '../../../elbo/expr/walk.ts';
import { withoutDropped } from './dropped.ts';
import { hasColumns } from './inNames.ts';
import { furtherOf, throughBatch } from './ownTerm.ts';
import { exactSteps, type Telling } from './telling.ts';
import { isUnit, type Weight, weightOfProduct, weightsAlone } from './weight.ts';

export function withStatedScale(telling: Telling): ToldSteps | null {
  const { context, match, names, piece, own } = telling;
  const { term, loss } = context;
  const sizes = loss?.sizes ?? [];
  const weight = weightOfProduct(own, sizes);
  if (!weight) return null;
  const kept = withoutDropped(inCodesQuantities(exactSteps(telling), telling), telling);
  const kernel = hasColumns(match) ? names.kernel(1 / match.scale, 'sum') : null;
  const stated = kernel ? asStated(kept, kernel, telling) : kept;
  const reduction = term.reduction.features === 'mean' ? 'mean' : 'sum';
  const alone = weightOfProduct(weightsAlone(own, term, names.letter), sizes);
  const line =
    kernel && alone
      ? timesWeight(alone, names.kernel(piece.coefficient, reduction))
      : times(weight.expr, stated.end);
  const scaled = isUnit(weight)
    ? stated
    : stated.step({ kind: 'scaled', factor: weight.expr }, line, scaleWords(telling), ['C']);
  return throughBatch(scaled, context, furtherOf(context, weightOfProduct(telling.further, sizes)));
}

const timesWeight = (weight: Weight, expr: Expr): Expr =>
  isUnit(weight) ? expr : times(weight.expr, expr);

function scaleWords({ context: { term }, names }: Telling): string {
  if (term.reduction.features !== 'mean') return 'What the code multiplies by.';
  return names.axis === 'latent'
    ? 'A mean over latent dimensions instead of a sum: nats per latent dimension.'
    : 'A mean over dimensions instead of a sum: nats per dimension, beside a KL that counts whole nats.';
}

/** Parameters in the quantities that the code has: log sigma^2, sigma, 1/sigma^2; a prior that is stated. */
function inCodesQuantities(steps: ToldSteps, { form, names }: Telling): ToldSteps {
  return form.chosen.reduce((before, { symbol, value, shown: [left, right] }) => {
    const inNames = names.inCode(value);
    const isPrior = value.kind === 'number';
    // The code has the very quantity, under the very name.
    const isSame = toUnicode(left) === toUnicode(names.inCode(right));
    return isSame
      ? before.restated(substitute(before.end, { [symbol]: inNames }))
      : before.step(
          { kind: 'chosen', symbol, value: inNames, shown: [left, names.inCode(right)] },
          substitute(before.end, { [symbol]: inNames }),
          isPrior ? 'What the code takes it to be.' : 'The quantity that the code has for it.',
          ['A'],
        );
  }, steps);
}

/** The same as the code writes it, or what it has instead. */
function asStated(steps: ToldSteps, kernel: Expr, { match, names }: Telling): ToldSteps {
  if (match.wrong.length === 0) {
    const last = steps.steps.at(-1)?.change.kind;
    if (last === 'chosen' || last === 'dropped') return steps.restated(kernel);
    if (toUnicode(kernel) === toUnicode(steps.end)) return steps;
    return steps.step({ kind: 'rewritten' }, kernel, 'As the code writes it.', ['A']);
  }
  const exact = names.axis === 'latent' ? 'KL' : 'negative log density';
  return steps.step(
    { kind: 'replaced', difference: minus(kernel, steps.end) },
    kernel,
    `What the code has instead. It is no ${exact}: the difference changes with its variables.`,
    ['A'],
  );
}
