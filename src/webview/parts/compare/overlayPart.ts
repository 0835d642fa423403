// One term of all runs in one chart, which term a person chooses; and the same numbers as rows.

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Comparison } from '../../comparison.ts';
import { overlay } from '../../charts/overlay.ts';
import { overlayFrame, seriesOf, valueAt } from '../../charts/overlayFrame.ts';
import type { OverlayFrame, Series } from '../../charts/overlayFrame.ts';
import type { LossTerm } from '../../../elbo/losses.ts';
import * as numbers from '../../numbers.ts';
import { stepChart } from '../stepChart.ts';
import type { ComparePage } from '../../page.ts';
import { tableToggle } from '../button.ts';
import { rowsTable } from '../rowsTable.ts';

const terms: readonly (readonly [LossTerm, string])[] = [
  ['total', '−ELBO'],
  ['reconstruction', 'Reconstruction'],
  ['kl', 'KL'],
];
const height = 240;
const rowCount = 20;

function frameOf(page: ComparePage, { runs, split }: Comparison, width: number): OverlayFrame {
  const { comparedTerm: term, cursorStep } = page.ui;
  const series = runs.map((run, i) => seriesOf(run, i, term, split, Math.floor(width / 2)));
  const planned = Math.max(0, ...runs.map(({ run }) => run.plannedSteps));
  const labelWidth = width < 480 ? 76 : width < 800 ? 150 : 220;
  return overlayFrame(series, planned, { width, height, term, labelWidth, cursorStep });
}

export function overlayPart(
  page: ComparePage,
  comparison: Comparison,
  width: number,
): TemplateResult {
  const frame = frameOf(page, comparison, width);
  const asTable = page.ui.tables.has('overlay');
  return html`<section data-testid="overlay">
    <h2>
      <span class="title">All runs</span>
      <span class="unit">${comparison.split}, nats per datum · lower is better</span>
      <span class="right">${tableToggle('overlay', 'all runs', page)}</span>
    </h2>
    ${termChoice(page)} ${asTable ? table(frame) : picture(page, frame)}
    <p class="caption dim cursor-line" aria-live="polite">
      ${asTable ? nothing : (cursorWords(frame) ?? captionOf(comparison))}
    </p>
  </section>`;
}

const captionOf = ({ split }: Comparison): string =>
  split === 'validation'
    ? 'Each line joins the evaluations of the validation split.'
    : 'Each line joins means of training steps.';

function termChoice({ ui, act }: ComparePage): TemplateResult {
  return html`<fieldset class="choice">
    <legend class="hidden">Term that is drawn</legend>
    ${terms.map(
      ([term, name]) =>
        html`<label
          ><input
            type="radio"
            name="term"
            data-testid=${`term-${term}`}
            .checked=${ui.comparedTerm === term}
            @change=${() => act.changeUi({ comparedTerm: term })}
          /><span class=${term}>${name}</span></label
        >`,
    )}
  </fieldset>`;
}

function picture(page: ComparePage, frame: OverlayFrame): TemplateResult {
  const last = Math.max(0, ...frame.series.map((series) => series.last?.step ?? 0));
  const values = frame.series.map(
    ({ letter, last: end }) =>
      `${letter} ${end === null ? 'no value yet' : numbers.nats(end.value)}`,
  );
  return stepChart(page, {
    ...frame,
    chart: 'all-runs',
    testId: 'overlay-chart',
    last,
    label: `Lines of ${frame.series.length} runs over training steps, nats per datum. Now ${values.join(', ')}`,
    content: svg`${overlay(frame)}`,
  });
}

function cursorWords({ cursorStep, series }: OverlayFrame): string | undefined {
  if (cursorStep === null) return undefined;
  const values = series.map((each) => {
    const value = valueAt(each, cursorStep);
    return `${each.letter} ${value === undefined ? 'not yet' : numbers.nats(value)}`;
  });
  return `Step ${numbers.count(cursorStep)}: ${values.join(' · ')}`;
}

function table({ series }: OverlayFrame): TemplateResult {
  const steps = [
    ...new Set(series.flatMap(({ points }) => points.map(({ step }) => Math.round(step)))),
  ].toSorted((a, b) => a - b);
  const pitch = Math.max(1, Math.ceil(steps.length / rowCount));
  const shown = steps.filter((_, i) => (steps.length - 1 - i) % pitch === 0);
  return rowsTable('Values of all runs by step', {
    columns: ['Step', ...series.map(({ letter }) => letter)],
    rows: shown.map((step) => [numbers.count(step)].concat(series.map((each) => cell(each, step)))),
  });
}

/** Nothing behind the end of a run. */
function cell(series: Series, step: number): string {
  const value = step > (series.last?.step ?? 0) ? undefined : valueAt(series, step);
  return value === undefined ? '' : numbers.nats(value);
}
