// The only importer of KaTeX: formulas drawn into the page by way of the DOM, since the security policy allows no style
// attributes, each with MathML beside it for screen readers.

import { render } from 'katex';
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

export interface FormulaOptions {
  /** On a line of its own, with large sums and fractions. */
  readonly display?: boolean;
}

/** What each element shows now: drawing it again would cost a millisecond for nothing. */
const drawn = new WeakMap<Element, string>();

/** A formula in LaTeX. Classes that it sets are ours: `htmlClass` is the one command it may use beyond mathematics. */
export function formula(latex: string, { display = false }: FormulaOptions = {}): TemplateResult {
  return html`<span
    class=${display ? 'formula display' : 'formula'}
    ${ref((element) => {
      if (element instanceof HTMLElement) draw(element, latex, display);
    })}
  ></span>`;
}

function draw(element: HTMLElement, latex: string, display: boolean): void {
  if (drawn.get(element) === latex) return;
  drawn.set(element, latex);
  render(display ? `\\displaystyle ${latex}` : latex, element, {
    output: 'htmlAndMathml',
    throwOnError: false,
    strict: false,
    trust: ({ command }) => command === '\\htmlClass',
  });
}
