// Sentences several rules share: what a weight amounts to, and the lines its sizes come from.

import { placeWords } from '../analysis/features/excerpt.ts';
import { betaReading, coefficient, quantity } from '../analysis/features/wordsOfNumbers.ts';
import type { Size } from '../analysis/recognition/sizes.ts';
import type { Ratio } from '../analysis/recognition/term.ts';
import type { Where } from './context.ts';
import type { LossView } from './lossView.ts';
import type { Related } from './rule.ts';

/** `effective β = ½ D w = 1.54 at σ = 1, which is σ = 1.24 at β = 1 (D = 12 288 from line 41)` */
export function betaWords({ loss, beta }: LossView, where: Where): string {
  const reading = betaReading(loss);
  if (!beta || reading === null) return 'its effective β could not be followed';
  const effective = reading
    .replace(/^β(?:_eff)? = /u, `effective β = ${formulaWords(beta)}`)
    .replace(/, or (.) = /u, ', which is $1 = ');
  return effective + sizeWords(loss.sizes, beta, where);
}

/** `½ D w = `, where that says more than the number behind it. */
export function formulaWords(ratio: Ratio): string {
  if (ratio.value === null || ratio.powers.size === 0) return '';
  return `${quantity({ ...ratio, value: null }).text} = `;
}

/** The sizes a formula rests on, each with its line; those nobody states are said to be unknown. */
export function sizeWords(sizes: readonly Size[], { powers }: Ratio, where: Where): string {
  const used = sizes.filter(({ symbol }) => powers.has(symbol));
  const known = used.map(
    (size) => `${size.symbol} = ${coefficient(size.value)} from ${placeWords(size, where)}`,
  );
  return known.length === 0 ? '' : ` (${known.join(', ')})`;
}

/** Both terms of a loss, as places beside a finding. */
export function bothTerms({ likelihood, divergence }: LossView): readonly Related[] {
  const place = (side: LossView['likelihood'], name: string): readonly Related[] =>
    side?.term
      ? [{ span: side.term.span, source: null, message: `${name}: ${reductionWords(side)}` }]
      : [];
  return [...place(likelihood, 'The reconstruction'), ...place(divergence, 'The KL')];
}

function reductionWords({
  reduction: { features, batch },
}: NonNullable<LossView['likelihood']>): string {
  const axis = (kind: string, over: string): string => {
    switch (kind) {
      case 'sum':
        return `summed over ${over}`;
      case 'mean':
        return `averaged over ${over}`;
      default:
        return `not reduced over ${over}`;
    }
  };
  return `${axis(features, 'its dimensions')}, ${axis(batch, 'the batch')}`;
}
