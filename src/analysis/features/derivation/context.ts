// What telling a derivation of code needs to know around its term.

import type { LossModel, Term } from '../../recognition/term.ts';
import type { Analysis } from '../../analyze.ts';

export interface TellingContext {
  readonly analysis: Analysis;
  readonly term: Term;
  /** The loss the term is part of, if any. */
  readonly loss: LossModel | null;
  /** How a place is named: `line 7`. */
  readonly where: (offset: number) => string;
}
