// Letters that tie code to formulas: a badge, and the colour of the symbols it stands for.

import { html, type TemplateResult } from 'lit';
import type { CodeReading } from '../../../elbo/derivations/told.ts';
import type { SetApart } from '../../../elbo/expr/latex.ts';

const places: Readonly<Record<string, number>> = { A: 1, B: 2, C: 3 };

/** A, B, C in a circle of its colour; letters without a colour are not shown. */
export function letterBadge(letter: string): TemplateResult | '' {
  const place = places[letter];
  if (place === undefined) return '';
  return html`<span class="letter link-${place}" title=${`Code ${letter}`}>${letter}</span>`;
}

/** Symbols carry the colour of the letter that stands for them. */
export function linkStyle(code: CodeReading | null): SetApart {
  const letters = new Map(
    (code?.links ?? []).flatMap(({ letter, symbols }) =>
      symbols.map((name) => [name, places[letter]] as const),
    ),
  );
  return (name, latex) => {
    const place = letters.get(name);
    return place === undefined ? latex : `\\htmlClass{link-${place}}{${latex}}`;
  };
}

export const linksLegend = (code: CodeReading): TemplateResult =>
  html`${code.links.map(
    ({ letter, label }) => html`<span class="legend">${letterBadge(letter)} ${label}</span>`,
  )}`;
