// The steps from an exact formula to what a statement computes of it: a factor, a reduction over the batch, and what the
// whole loss weighs it with further on.

import { times } from '../../../elbo/expr/build.ts';
import type { ToldSteps } from '../../../elbo/derivations/toldSteps.ts';
import { reductionOf } from '../../recognition/reductions.ts';
import { codeLine } from './codeLines.ts';
import type { TellingContext } from './context.ts';
import { isUnit, pieceIn, type Weight } from './weight.ts';

/** What the loss does to a term after its statement. */
export interface Further {
  readonly weight: Weight | null;
  readonly batch: 'sum' | 'mean' | null;
}

export function furtherOf({ term, loss }: TellingContext, weight: Weight | null): Further {
  const piece = loss && pieceIn(loss, term);
  const { batch } = piece ? reductionOf(piece) : term.reduction;
  const isOpen = term.reduction.batch === 'none' || term.reduction.batch === 'na';
  return {
    weight: weight && !isUnit(weight) ? weight : null,
    batch: isOpen && (batch === 'sum' || batch === 'mean') ? batch : null,
  };
}

export const batchWords = {
  mean: 'Mean over the batch, as the average over the data set.',
  sum: 'Sum over the batch: the gradient grows with its size, and so does the KL beside it.',
} as const;

/** Ends in the statement of the term, then in that of the loss if it does more. */
export function throughBatch(
  steps: ToldSteps,
  context: TellingContext,
  further: Further,
): ToldSteps {
  const { analysis, term, loss, where } = context;
  const { batch } = term.reduction;
  const own =
    batch === 'mean' || batch === 'sum' ? steps.reducedOver(batch, batchWords[batch]) : steps;
  const ended = own.endingIn(codeLine(analysis, term.span, where));
  if (loss === null || (further.weight === null && further.batch === null)) return ended;
  const weighed = further.weight
    ? ended.step(
        { kind: 'scaled', factor: further.weight.expr },
        times(further.weight.expr, ended.end),
        'The whole loss weighs it with this.',
        ['W'],
      )
    : ended;
  const whole = further.batch
    ? weighed.reducedOver(further.batch, batchWords[further.batch])
    : weighed;
  return whole.endingIn(codeLine(analysis, loss.span, where));
}
