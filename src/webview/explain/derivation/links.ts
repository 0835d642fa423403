// Letters that tie code to formulas: a badge, and the colour of the symbols it stands for.

import { html, type TemplateResult } from 'lit';
import type { CodeReading, Told } from '../../../elbo/derivations/told.ts';
import type { SetApart } from '../../../elbo/expr/latex.ts';

const places: Readonly<Record<string, number>> = { A: 1, B: 2, C: 3 };

/** A, B, C in a circle of its colour; letters without a colour are not shown. */
export function letterBadge(letter: string): TemplateResult | '' {
  const place = places[letter];
  if (place === undefined) return '';
  return html`<span class="letter link-${place}" title=${`Code ${letter}`}>${letter}</span>`;
}

/** Data and decoder outputs carry the colour of letter A. */
export function linkStyle(code: CodeReading | null, told: Told): SetApart {
  const hasValues = code?.links.some(({ letter }) => letter === 'A') === true;
  if (!hasValues) return (_, latex) => latex;
  const values = new Set(
    told.quantities
      .filter(({ domain }) => domain !== 'size' && domain !== 'fixed')
      .map(({ name }) => name),
  );
  const scale = code?.scale?.symbol;
  return (name, latex) =>
    values.has(name) && name !== scale ? `\\htmlClass{link-1}{${latex}}` : latex;
}

export const linksLegend = (code: CodeReading): TemplateResult =>
  html`${code.links.map(
    ({ letter, label }) => html`<span class="legend">${letterBadge(letter)} ${label}</span>`,
  )}`;
