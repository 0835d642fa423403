// MathJax: LaTeX to SVG, in a chunk of its own that is read when the first formula is drawn. The only file that
// imports it. Pure JavaScript without a DOM, so that it runs in both extension hosts.

import { liteAdaptor } from 'mathjax-full/js/adaptors/liteAdaptor.js';
import { RegisterHTMLHandler } from 'mathjax-full/js/handlers/html.js';
import { TeX } from 'mathjax-full/js/input/tex.js';
import 'mathjax-full/js/input/tex/ams/AmsConfiguration.js';
import 'mathjax-full/js/input/tex/base/BaseConfiguration.js';
import { mathjax } from 'mathjax-full/js/mathjax.js';
import { SVG } from 'mathjax-full/js/output/svg.js';
import { toDrawing, type Drawing } from './svg.ts';

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const page = mathjax.document('', {
  InputJax: new TeX({
    packages: ['base', 'ams'],
    // A formula that cannot be read is no formula: the caller falls back to text.
    formatError: (_: unknown, error: Error) => {
      throw error;
    },
  }),
  OutputJax: new SVG({ fontCache: 'local' }),
});

/** The formula, or null where it cannot stand in a hover. Throws on LaTeX it cannot read. */
export function draw(tex: string): Drawing | null {
  return toDrawing(adaptor.innerHTML(page.convert(closely(tex), { display: true })));
}

/** TeX sets `\\left(` apart from the name of a function; people write `log(x)`. */
const closely = (tex: string): string => tex.replaceAll(/\\left(?![a-z])/giu, '\\mathopen{}\\left');
