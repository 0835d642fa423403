// What is known of the values of the data a likelihood is of, and by what.

import { rangeFor } from '../analysis/recognition/dataRange.ts';
import type { Term } from '../analysis/recognition/term.ts';
import type { Span } from '../analysis/syntax/ast.ts';
import type { Context } from './context.ts';
import type { Step, Treatment } from './preparation.ts';
import type { Related } from './rule.ts';

/** grey: anywhere in [0, 1]. signed: below 0 too, or above 1. */
export type DataKind = 'binary' | 'grey' | 'signed';

export interface Data {
  readonly kind: DataKind;
  readonly treatment: Treatment | null;
  /** Where that is said or done. */
  readonly span: Span;
  /** `scaled to [0, 1] in line 12` */
  readonly words: string;
  /** A loader by its name alone: it may have been told otherwise. */
  readonly isGuess: boolean;
}

/** Null where nobody says, or the program does more than one thing to its data. */
export function dataOf(context: Context, term: Term): Data | null {
  const said = rangeFor(context.analysis.data, term.functionSpan);
  if (said) {
    const { low, high, isBinary, span } = said;
    const kind = isBinary ? 'binary' : low < 0 || high > 1 ? 'signed' : 'grey';
    const words = `said to lie in [${low}, ${high}] in ${context.where(span.from)}`;
    return { kind, treatment: null, span, words, isGuess: false };
  }
  return ofSteps(context, context.preparation());
}

function ofSteps(context: Context, steps: readonly Step[]): Data | null {
  const first = (treatment: Treatment) => steps.find((step) => step.treatment === treatment);
  if (first('binary') || first('dequantised')) return null;
  const signed = first('standardised') ?? first('symmetric');
  const step = signed ?? first('unit') ?? first('pictures');
  if (!step) return null;
  const { treatment, from, to } = step;
  return {
    kind: signed ? 'signed' : 'grey',
    treatment,
    span: { from, to },
    words: `${treatmentWords[treatment]} in ${context.where(from)}`,
    isGuess: treatment === 'pictures',
  };
}

const treatmentWords: Readonly<Record<Treatment, string>> = {
  unit: 'scaled to [0, 1]',
  pictures: 'grey levels as they are loaded',
  binary: 'binarised',
  symmetric: 'scaled to [−1, 1]',
  standardised: 'standardised',
  dequantised: 'dequantised',
};

export function dataPlace({ span, words }: Data): Related {
  return { span, source: null, message: `The data are ${words}` };
}
