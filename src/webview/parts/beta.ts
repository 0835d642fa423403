// Beta: its history on the step axis of the stack, and the field that sets it from the next step on.

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ObjectiveConfig } from '../../config/experiment.ts';
import { betaStep, parseBeta } from '../betaField.ts';
import { betaTrack } from '../charts/betaTrack.ts';
import * as numbers from '../numbers.ts';
import type { RunPage } from '../page.ts';
import { iconButton, tableToggle } from './button.ts';
import { rowsTable } from './rowsTable.ts';

const trackHeight = 32;

/** In a side bar beta takes room only where it says something: it is not 1, or it has been changed. */
export function betaMatters({ reading: { run, beta } }: RunPage): boolean {
  const { kind } = run.experiment.objective;
  return beta !== 1 || run.betaMarks.length > 0 || (kind !== 'elbo' && kind !== 'iwae');
}

export function betaPart(page: RunPage, width: number, domainEnd: number): TemplateResult {
  return html`<section class="beta" aria-label="Beta, the weight of the KL" data-testid="beta-part">
    <div class="beta-row">
      <span class="kl strong">β</span>${control(page)}
      <span class="dim small">${explanation(page)}</span>
      <span class="right">${tableToggle('beta', 'β', page)}</span>
    </div>
    ${page.ui.tables.has('beta') ? table(page) : track(page, width, domainEnd)}
  </section>`;
}

const track = ({ reading: { run, beta } }: RunPage, width: number, domainEnd: number) =>
  html`<svg
    class="chart"
    data-chart="beta"
    width=${width}
    height=${trackHeight}
    role="img"
    aria-label=${`Beta over steps, now ${numbers.weight(beta)}`}
  >
    ${svg`${betaTrack({
      beta: run.columns.beta,
      marks: run.betaMarks,
      current: beta,
      domainEnd,
      width,
      height: trackHeight,
    })}`}
  </svg>`;

/** Steps with the same beta are one row; a beta that moves all the time is listed at equal distances. */
const listed = 20;

function table({ reading: { run } }: RunPage): TemplateResult {
  const { beta } = run.columns;
  const changes = Array.from(beta.keys()).filter((i) => beta[i] !== beta[i - 1]);
  const pitch = Math.max(1, Math.ceil(changes.length / listed));
  const shown = changes.filter((_, i) => i % pitch === 0);
  return rowsTable('Beta by step', {
    columns: ['From step', 'β'],
    rows: shown.map((i) => [numbers.count(i + 1), numbers.weight(beta[i] ?? Number.NaN)]),
  });
}

function explanation({ reading: { run, beta } }: RunPage): string {
  const open = run.live && (run.state === 'training' || run.state === 'paused');
  const objective = `objective = ${objectiveWords(run.experiment.objective, beta)}`;
  return open ? `from the next step on · ${objective}` : objective;
}

/** What is minimised while the KL has this weight. */
function objectiveWords(objective: ObjectiveConfig, beta: number): string {
  const weight = numbers.weight(beta);
  switch (objective.kind) {
    case 'elbo':
    case 'beta-elbo':
      return beta === 1 ? '−ELBO' : `reconstruction + ${weight} · KL`;
    case 'free-bits':
      return `reconstruction + ${weight} · Σ max(${numbers.weight(objective.freeNats)}, KLⱼ)`;
    case 'capacity':
      return `reconstruction + ${weight} · |KL − C|`;
    case 'as-written':
      return `${numbers.weight(objective.factor)} · (reconstruction + ${weight} · KL)`;
    case 'iwae':
      return beta === 1
        ? `−IWAE bound of ${objective.samples} draws`
        : `−IWAE bound of ${objective.samples} draws, KL · ${weight} in their weights`;
  }
}

function control(page: RunPage): TemplateResult | typeof nothing {
  const { run, beta } = page.reading;
  const open = run.live && (run.state === 'training' || run.state === 'paused');
  if (!open)
    return html`<span data-testid="beta" data-value=${beta}>${numbers.weight(beta)}</span>`;
  const set = (value: number): void => page.act.control({ kind: 'setBeta', beta: value });
  const typed = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const value = parseBeta(field.value);
    if (value !== undefined && value !== page.reading.beta) set(value);
    field.value = numbers.editable(value ?? page.reading.beta);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    set(betaStep(beta, event.key === 'ArrowUp' ? 1 : -1, event.shiftKey ? 10 : 1));
  };
  return html`${iconButton('beta-less', 'Lower β', 'remove', () => set(betaStep(beta, -1)), beta === 0)}
    <elbo-text-field
      class="beta-field"
      data-testid="beta"
      data-value=${beta}
      .value=${numbers.editable(beta)}
      @change=${typed}
      @keydown=${key}
      >β, weight of the KL</elbo-text-field
    >
    ${iconButton('beta-more', 'Raise β', 'add', () => set(betaStep(beta, 1)))}`;
}
