// How pages have KaTeX draw formulas, for tests that want it to complain of nothing.

import type { LineStyle } from '../../src/elbo/derivations/lines.ts';

/** Pages strike out by a class. */
export const drawn: LineStyle = { dropped: (latex) => `\\htmlClass{dropped}{${latex}}` };

/** Classes are the one thing beyond LaTeX. */
export const strict = (code: string): 'ignore' | 'error' =>
  code === 'htmlExtension' ? 'ignore' : 'error';
