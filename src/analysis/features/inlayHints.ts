// Facts behind each term: its unit, the axes it runs over, and at the total what the weights amount to. Never advice.

import type { Analysis } from '../analyze.ts';
import type { Term } from '../recognition/term.ts';
import { lossOf } from './hover.ts';
import { absorbedScale, type Line, lineOfTerm } from './hoverEquation.ts';
import { num } from '../../elbo/expr/build.ts';
import { shortReading } from './objective.ts';
import { print } from './toExpr.ts';
import { axisLetter, reductionText } from './wordsOfNumbers.ts';

export interface InlayHintView {
  /** Behind the code it speaks of. */
  readonly at: number;
  readonly label: string;
}

export function inlayHintsOf(analysis: Analysis): readonly InlayHintView[] {
  return analysis.terms.flatMap((term) => {
    const label = labelFor(analysis, term);
    return label === null ? [] : [{ at: endOf(term, analysis.program.text), label }];
  });
}

/** Behind the semicolon, where there is one. */
const endOf = ({ span }: Term, text: string): number =>
  text[span.to] === ';' ? span.to + 1 : span.to;

function labelFor(analysis: Analysis, term: Term): string | null {
  const loss = lossOf(analysis, term);
  switch (term.kind) {
    case 'elbo_total':
      return loss && shortReading(loss);
    case 'reconstruction':
    case 'kl':
    case 'discrete_kl': {
      const parts = [unit(term), reductionText(term, loss)];
      return parts.filter((part) => part !== null).join(', ');
    }
    case 'reparameterize':
    case 'tc':
    case 'mmd':
    case 'regulariser':
      return null;
  }
}

/** `nats`, `½ nats`, `nats at σ² = D/2`, `nats/D`; null where the scale is not known. */
export function unit(term: Term): string | null {
  const line = lineOfTerm(term);
  if (!line || line.match.wrong.length > 0) return null;
  const sign = line.factor < 0 ? '\u2212' : '';
  const scale = absorbedScale(line);
  if (scale) {
    const isOne = scale.kind === 'number' && scale.value === 1;
    const letter = line.match.basis.id === 'gaussianFixed' ? (isOne ? 'σ' : 'σ²') : 'b';
    return `${sign}nats at ${letter} = ${print(scale).text}`;
  }
  return `${sign}${multiple(line)}nats${line.reduction === 'mean' ? `/${axisLetter(term)}` : ''}`;
}

function multiple({ factor, weight }: Line): string {
  const absolute = Math.abs(factor);
  const number = absolute === 1 ? '' : `${print(num(absolute)).text} `;
  return `${weight ? `${print(weight).text} · ` : ''}${number}`;
}
