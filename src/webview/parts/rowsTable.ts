// Rows of numbers in a box that scrolls: what a chart shows, for whoever would rather read it or has it read out.

import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { fillGrid } from '../toolkit.ts';

export interface Rows {
  readonly columns: readonly string[];
  /** The first cell names its row. */
  readonly rows: readonly (readonly string[])[];
}

/** `label` is what the table is of, spoken. */
export const rowsTable = (label: string, { columns, rows }: Rows): TemplateResult =>
  html`<elbo-data-grid
    class="grid-view"
    aria-label=${label}
    generate-header="sticky"
    ${ref((element) => fillGrid(element, columns, rows))}
  ></elbo-data-grid>`;
