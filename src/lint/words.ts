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

/** The effective beta where some sizes have these values; a formula where others are not known. */
export function betaAt({ beta }: LossView, values: Readonly<Record<string, number>>): string {
  if (!beta) return 'unknown';
  let { factor } = beta;
  const rest = new Map(beta.powers);
  for (const [name, value] of Object.entries(values)) {
    factor *= value ** (rest.get(name) ?? 0);
    rest.delete(name);
  }
  const others = [...rest].map(([name, power]) => (power === 1 ? name : `${name}^(${power})`));
  const formula = [String(Number(factor.toPrecision(6))), ...others].join('*');
  return quantity({ formula, value: rest.size === 0 ? factor : null }).text;
}

/** Of a weight that has the batch size in it: the same loss, two weights. */
export function batchProof(view: LossView): string {
  const [small, large] = [64, 128].map((B) => betaAt(view, { B }));
  return `effective β is ${small} for a batch of 64 and ${large} for one of 128`;
}

/** The loss itself, as a place beside a finding on one of its terms. */
export function lossPlace({ loss }: LossView): Related {
  return { span: loss.span, source: null, message: 'The loss it is part of' };
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
