// The stacked chart as a part of the page: heading, picture, keyboard cursor and the same numbers as rows.

import { html, nothing, svg, type TemplateResult } from 'lit';
import { stackFrame, type LabelStyle, type StackFrame } from '../charts/stackFrame.ts';
import { stackedTerms } from '../charts/stackedTerms.ts';
import { lossesOf } from '../../elbo/losses.ts';
import * as numbers from '../numbers.ts';
import type { Room, RunPage } from '../page.ts';
import { tableToggle } from './button.ts';
import { rowsTable } from './rowsTable.ts';
import { stackRows } from './stackRows.ts';
import { stepChart } from './stepChart.ts';

const labelStyles: Record<Room, LabelStyle> = { narrow: 'none', medium: 'names', wide: 'formulas' };

export interface StackSize {
  readonly width: number;
  readonly height: number;
  readonly room: Room;
}

/** The frame is also what the beta track below takes its step axis from. */
export function stackOf(page: RunPage, { width, height, room }: StackSize): StackFrame {
  // Labels print the numbers of the last value change, the areas are as fresh as the painting.
  const reading = { ...page.reading, recent: page.values.recent };
  const labels = room === 'wide' && width < 560 ? 'names' : labelStyles[room];
  return stackFrame(reading, { width, height, labels }, page.ui.cursorStep);
}

export function stackPart(page: RunPage, frame: StackFrame, room: Room): TemplateResult {
  const toggle = tableToggle('stack', '−ELBO and its parts', page);
  const asTable = page.ui.tables.has('stack');
  return html`<section class="stack" data-testid="stack">
    <h2>
      <span class="title">−ELBO and its parts</span>
      <span class="unit"
        >${room === 'wide' ? 'nats per datum · lower is better' : 'nats per datum'}</span
      >
      <span class="right">${toggle}</span>
    </h2>
    ${
      asTable
        ? rowsTable('−ELBO and its parts by step', stackRows(page.reading.run, room === 'wide'))
        : picture(page, frame)
    }
    <p class="caption dim cursor-line" aria-live="polite" data-testid="cursor-values">
      ${asTable ? tableLegend : (cursorWords(page) ?? legend(frame))}
    </p>
  </section>`;
}

function picture(page: RunPage, frame: StackFrame): TemplateResult {
  return stepChart(page, {
    ...frame,
    chart: 'terms',
    testId: 'stack-chart',
    last: page.reading.run.columns.kl.length,
    label: pictureLabel(page),
    content: svg`${stackedTerms(frame)}`,
  });
}

function pictureLabel({ values: { recent, evaluation, run } }: RunPage): string {
  const what = 'Stacked areas of KL and reconstruction loss over training steps, nats per datum';
  if (recent === null) return `${what}. No steps yet`;
  const validation = evaluation?.validation ?? null;
  const held =
    validation === null ? '' : `, validation −ELBO ${numbers.nats(lossesOf(validation).total)}`;
  return (
    `${what}. At step ${numbers.count(run.step)}: −ELBO ${numbers.nats(recent.total)}, ` +
    `reconstruction loss ${numbers.nats(recent.reconstructionLoss)}, KL ${numbers.nats(recent.kl)}${held}`
  );
}

function cursorWords({ ui, reading: { run } }: RunPage): TemplateResult | undefined {
  const step = ui.cursorStep;
  if (step === null) return undefined;
  const reconstruction = run.columns.reconstructionLoss[step - 1] ?? Number.NaN;
  const kl = run.columns.kl[step - 1] ?? Number.NaN;
  const beta = run.columns.beta[step - 1] ?? Number.NaN;
  const evaluated = run.evaluations.find((evaluation) => evaluation.step === step)?.validation;
  return html`Step ${numbers.count(step)}, its batch:
    <span class="total strong">−ELBO ${numbers.nats(reconstruction + kl)}</span> =
    <span class="reconstruction">reconstruction ${numbers.nats(reconstruction)}</span> +
    <span class="kl">KL ${numbers.nats(kl)}</span> · β
    ${numbers.weight(beta)}${
      evaluated ? html` · validation ${numbers.nats(lossesOf(evaluated).total)}` : nothing
    }`;
}

const tableLegend =
  'Training: means over equal spans of steps. Validation: the last evaluation in a span.';

function legend(frame: StackFrame): string {
  if (frame.now === null) return 'The first step draws the first point.';
  const validation = frame.validation.length > 0 ? ', dashed: validation' : '';
  const values =
    frame.window === 1
      ? 'values of the last step'
      : `values are means of the last ${numbers.count(frame.window)} steps`;
  return frame.labels === 'none'
    ? `Areas: training${validation}.`
    : `Areas: training, ${values}${validation}.`;
}
