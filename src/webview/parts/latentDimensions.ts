// The latent dimensions of one evaluation, largest KL first, each active or not; and their part of the page.

import { descending, sort } from 'd3-array';
import { html, svg, type TemplateResult } from 'lit';
import { activeUnitThreshold, isActiveUnit } from '../../elbo/metrics/activeUnits.ts';
import type { Evaluation } from '../../elbo/trainingEvent.ts';
import { klBars, klBarsHeight, shownDimensions } from '../charts/klBars.ts';
import type { LatentDimension } from '../charts/klBars.ts';
import * as numbers from '../numbers.ts';
import type { RunPage } from '../page.ts';
import { tableToggle } from './button.ts';
import { rowsTable } from './rowsTable.ts';

/** The split the bars show: validation where there is one. */
const shownSplit = (evaluation: Evaluation) => evaluation.validation ?? evaluation.train;

export function latentDimensions(evaluation: Evaluation): readonly LatentDimension[] {
  const { klPerDimension, varianceOfMean } = shownSplit(evaluation);
  const dimensions = Array.from(klPerDimension, (kl, index) => ({
    index,
    kl,
    active: isActiveUnit(varianceOfMean[index] ?? 0),
  }));
  return sort(dimensions, (a, b) => descending(a.kl, b.kl));
}

export function latentDimensionsPart(page: RunPage, width: number): TemplateResult {
  const { evaluation } = page.values;
  if (evaluation === null) return html``;
  const dimensions = latentDimensions(evaluation);
  const active = dimensions.filter((dimension) => dimension.active).length;
  const sum = shownSplit(evaluation).kl;
  const split = evaluation.validation === null ? 'train' : 'validation';
  const frame = { dimensions, width };
  const rest = dimensions.slice(shownDimensions);
  const toggle = tableToggle('bars', 'KL per latent dimension', page);
  return html`<section data-testid="kl-per-dimension">
    <h2>
      <span class="title">KL per latent dimension</span>
      <span class="unit">${width < 380 ? 'nats' : `nats · ${split}`}</span>
      <span class="right">${toggle}</span>
    </h2>
    ${
      page.ui.tables.has('bars')
        ? dimensionsTable('KL per latent dimension', dimensions)
        : html`<svg
            class="chart"
            data-chart="kl-per-dimension"
            width=${width}
            height=${klBarsHeight(frame)}
            role="img"
            aria-label=${`KL per latent dimension, largest first: ${active} of ${dimensions.length} active, sum ${numbers.nats(sum)} nats`}
          >
            ${svg`${klBars(frame)}`}
          </svg>`
    }
    <p class="caption split dim">
      <span
        ><span class="mark-key" data-testid="active-units" data-value=${active}
          >${active} of ${dimensions.length} active ●</span
        >
        Var μ > ${activeUnitThreshold}</span
      >
      <span data-testid="kl-sum" data-value=${sum}>sum ${numbers.nats(sum)} = KL, ${split}</span>
    </p>
    ${
      rest.length === 0
        ? ''
        : html`<p class="caption dim">
            and ${numbers.count(rest.length)} more, sum
            ${numbers.nats(rest.reduce((total, { kl }) => total + kl, 0))}
          </p>`
    }
  </section>`;
}

export const dimensionsTable = (
  label: string,
  dimensions: readonly LatentDimension[],
): TemplateResult =>
  rowsTable(label, {
    columns: ['Dimension', 'KL, nats', 'State'],
    rows: dimensions.map(({ index, kl, active }) => [
      `z${index}`,
      numbers.natsPerDimension(kl),
      active ? 'active' : 'inactive',
    ]),
  });
