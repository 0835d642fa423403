// Several runs side by side: first the sentence, then one chart of all of them, then what differs, then each on the
// same axes.

import { html, nothing, type TemplateResult } from 'lit';
import { compareRuns } from '../comparison.ts';
import type { ComparePage } from '../page.ts';
import { button } from '../parts/button.ts';
import { overlayPart } from '../parts/compare/overlayPart.ts';
import { picturesPart } from '../parts/compare/picturesPart.ts';
import { ratePart } from '../parts/compare/ratePart.ts';
import { settingsTable } from '../parts/compare/settingsTable.ts';
import { stacksPart, type Columns } from '../parts/compare/stacksPart.ts';
import { valuesTable } from '../parts/compare/valuesTable.ts';
import { verdict } from '../parts/compare/verdict.ts';
import type { ComparisonPanel } from './panel.ts';

const gap = 32;
/** Narrower than this a chart is too small for its labels. */
const columnFrom = 360;

/** Equal columns for `count` charts, and their width. */
function columnsFor(count: number, width: number): Columns {
  const fit = Math.max(1, Math.floor((width + gap) / (columnFrom + gap)));
  const columns = Math.min(count, fit, count === 4 ? 2 : 3);
  return { columns, each: Math.floor((width - gap * (columns - 1)) / columns) };
}

function empty({ act }: ComparePage): TemplateResult {
  return html`<div class="compare">
    <section class="empty" data-testid="compare-empty">
      <h1>Nothing to compare</h1>
      <p>Choose two or more runs. They are drawn on the same axes, and what differs is listed.</p>
      <div class="choices row">
        ${button({
          id: 'choose-runs',
          label: 'Choose runs',
          primary: true,
          onClick: () => act.command('elboLens.compareRuns'),
        })}
      </div>
    </section>
  </div>`;
}

export const compare: ComparisonPanel = {
  shows: 'comparison',
  inset: 24,
  draw: (page, width) => {
    if (page.readings.length === 0) return empty(page);
    const comparison = compareRuns(page.readings);
    const stacks = columnsFor(page.readings.length, width);
    const halves = columnsFor(2, width);
    // A column for each of many runs needs the whole width.
    const isPair = page.readings.length <= 2;
    return html`<div class="compare">
      <h1 class="hidden">Comparison of ${page.readings.length} runs</h1>
      <div class="verdict note info" role="status" data-testid="verdict">
        <span class="codicon codicon-info" aria-hidden="true"></span>
        <p>${verdict(comparison)}</p>
        <div class="controls">
          ${button({
            id: 'choose-runs',
            label: 'Choose runs',
            onClick: () => page.act.command('elboLens.compareRuns'),
          })}${button({ id: 'export', label: 'Export', icon: 'export', onClick: page.act.exportCharts })}
        </div>
      </div>
      ${overlayPart(page, comparison, width)}
      <div class="grid columns-${isPair ? halves.columns : 1}">
        ${valuesTable(comparison)} ${settingsTable(page, comparison)}
      </div>
      ${stacksPart(page, comparison, stacks)}
      <div class="grid columns-${halves.columns}">
        ${picturesPart(comparison, halves.each)}
        ${comparison.obstacle === null ? ratePart(page, comparison, halves.each) : nothing}
      </div>
    </div>`;
  },
};
