// The table of the last evaluation: every number with its unit, both splits measured with the same weights, so
// that their difference is a gap and not a matter of time.

import { html, nothing, type TemplateResult } from 'lit';
import { bitsPerDim } from '../../elbo/metrics/bitsPerDim.ts';
import type { RunSnapshot } from '../../protocol/run.ts';
import { decimate } from '../../protocol/decimate.ts';
import { sparkline } from '../charts/sparkline.ts';
import { lossesOf, type Losses, type LossTerm } from '../../elbo/losses.ts';
import * as numbers from '../numbers.ts';
import { linkButton } from './button.ts';
import type { Room, RunPage } from '../page.ts';
import type { RunReading } from '../reading.ts';
import { totalsOf } from '../../protocol/stepTotals.ts';

/** `term` is also the colour class; `quantity` names the number in the DOM (`data-term`). */
interface Row {
  readonly term: LossTerm;
  readonly name: string;
  readonly quantity: 'negativeElbo' | 'reconstructionLoss' | 'kl';
}

const rows: readonly Row[] = [
  { term: 'total', name: '−ELBO', quantity: 'negativeElbo' },
  { term: 'reconstruction', name: 'Reconstruction', quantity: 'reconstructionLoss' },
  { term: 'kl', name: 'KL', quantity: 'kl' },
];

/** Below this width the table has room for the values of both splits and nothing else. */
const fullTableFrom = 272;

export function valuesPart(page: RunPage, room: Room, width: number): TemplateResult {
  const { evaluation, run } = page.values;
  const validation = evaluation?.validation ?? null;
  const show = {
    spark: width >= fullTableFrom,
    train: room !== 'narrow' || (evaluation !== null && validation === null),
    validation: evaluation === null || validation !== null,
    gap: room === 'wide' && validation !== null,
    bits: width >= fullTableFrom && run.data?.bitsPerDimUndefinedBecause === null,
  };
  const train = evaluation === null ? null : lossesOf(evaluation.train);
  const held = validation === null ? null : lossesOf(validation);
  const decimals = numbers.decimalsOfTable(
    [train, held]
      .filter((losses) => losses !== null)
      .map(({ reconstruction, kl, total }) => ({ parts: [reconstruction, kl], total })),
  );
  return html`<section class="values" aria-label="Current values" data-testid="values">
    <table>
      <thead>
        <tr>
          <th scope="col">nats per datum</th>
          ${show.spark ? html`<td></td>` : nothing}
          ${show.train ? html`<th scope="col">train</th>` : nothing}
          ${show.validation ? html`<th scope="col">${room === 'narrow' ? 'valid.' : 'validation'}</th>` : nothing}
          ${show.gap ? html`<th scope="col">gap</th>` : nothing}
          ${show.bits ? html`<th scope="col">bits/dim</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr class="row-${row.term}">
              <th scope="row" class=${row.term}>${nameOf(page, row)}</th>
              ${show.spark ? html`<td class="spark">${spark(page.reading, row.term, room)}</td>` : nothing}
              ${show.train ? cell(row, 'train', train, decimals) : nothing}
              ${show.validation ? cell(row, 'validation', held, decimals) : nothing}
              ${show.gap ? gap(row, train, held, decimals) : nothing}
              ${show.bits ? bits(page.values, row) : nothing}
            </tr>`,
        )}
        ${boundRow(page.values, show, decimals)}
      </tbody>
    </table>
    ${caption(page)}
  </section>`;
}

/** A density changes with the units of what it is of: which ones these are is said beside its numbers. */
function unitsNote({ data }: RunSnapshot): TemplateResult | typeof nothing {
  const sumLogScale = data?.sumLogScale ?? null;
  if (sumLogScale === null) return nothing;
  return html`<p class="caption dim" data-testid="units-note" data-value=${sumLogScale}>
    In data units: the model sees (x − mean) / sd, and log p(x|z) is that of the standardised data
    less Σ log sd = ${numbers.nats(sumLogScale)} nats.
  </p>`;
}

/** Leads to the line of code, where the config names the code. */
function nameOf({ values: { run }, act }: RunPage, { term, name }: Row): TemplateResult | string {
  const { code } = run.experiment;
  if (code === undefined) return name;
  return linkButton(
    `reveal-${term}`,
    name,
    () => act.command('elboLens.revealTerm', `${run.id} ${term}`),
    `${name}: show its line in ${code}`,
  );
}

function cell(
  { term, quantity }: Row,
  split: 'train' | 'validation',
  losses: Losses | null,
  decimals: number,
): TemplateResult {
  return losses === null
    ? html`<td class="number dim">not yet</td>`
    : html`<td class="number" data-term=${quantity} data-split=${split} data-value=${losses[term]}>
        ${numbers.fixed(losses[term], decimals)}
      </td>`;
}

/** The bound that an importance-weighted objective maximises, as a loss under those of the ELBO. */
function boundRow(
  { evaluation, run }: RunReading,
  show: Readonly<Record<'spark' | 'train' | 'validation' | 'gap' | 'bits', boolean>>,
  decimals: number,
): TemplateResult | typeof nothing {
  const { objective } = run.experiment;
  const bounds = [evaluation?.train, evaluation?.validation].map((split) => split?.importanceBound);
  if (objective.kind !== 'iwae' || bounds[0] == null) return nothing;
  const bound = (value: number | null | undefined, split: 'train' | 'validation') =>
    value == null
      ? html`<td class="number dim"></td>`
      : html`<td
          class="number"
          data-term="negativeImportanceBound"
          data-split=${split}
          data-value=${-value}
        >
          ${numbers.fixed(-value, decimals)}
        </td>`;
  return html`<tr class="row-bound">
    <th scope="row">−IWAE-${objective.samples}</th>
    ${show.spark ? html`<td></td>` : nothing} ${show.train ? bound(bounds[0], 'train') : nothing}
    ${show.validation ? bound(bounds[1], 'validation') : nothing}
    ${show.gap ? html`<td></td>` : nothing} ${show.bits ? html`<td></td>` : nothing}
  </tr>`;
}

function gap(
  { term, quantity }: Row,
  train: Losses | null,
  held: Losses | null,
  decimals: number,
): TemplateResult | typeof nothing {
  if (train === null || held === null) return nothing;
  const value = held[term] - train[term];
  return html`<td class="number" data-term=${quantity} data-split="gap" data-value=${value}>
    ${numbers.withSign(numbers.fixed(value, decimals))}
  </td>`;
}

/**
 * Bits per dimension belong to the whole bound; the KL's share is its nats over D ln 2. The offset of the data's
 * scale is a matter of the likelihood, so the reconstruction carries it and the parts still add up.
 */
function bits({ evaluation, run }: RunReading, { term, quantity }: Row): TemplateResult {
  const split = evaluation?.validation ?? evaluation?.train;
  const total = split?.bitsPerDim ?? null;
  if (split === undefined || total === null || run.data === null) {
    return html`<td class="number dim"></td>`;
  }
  const kl = bitsPerDim(split.kl, run.data.dimensions, 0);
  const value = { total, kl, reconstruction: total - kl }[term];
  return html`<td class="number" data-term=${quantity} data-unit="bits/dim" data-value=${value}>
    ${numbers.bitsPerDim(value)}
  </td>`;
}

function spark({ run }: RunReading, term: LossTerm, room: Room): TemplateResult {
  const { reconstructionLoss, kl } = run.columns;
  const series = { total: totalsOf(run.columns), reconstruction: reconstructionLoss, kl };
  return sparkline(decimate(series[term], 40), term, room === 'wide' ? 56 : 28);
}

function caption({ values }: RunPage): TemplateResult {
  const { evaluation, run, beta } = values;
  const split = evaluation?.validation ?? evaluation?.train ?? null;
  const which = evaluation?.validation ? 'validation' : 'train';
  const facts = [
    'Losses: lower is better',
    ...(evaluation === null ? [] : [`evaluated at step ${numbers.count(evaluation.step)}`]),
    ...(split?.elboStandardError == null
      ? []
      : [`${which} ±\u00a0${numbers.error(split.elboStandardError)}`]),
    `β\u00a0${numbers.weight(beta)}`,
  ];
  const undefinedBits = run.data?.bitsPerDimUndefinedBecause ?? null;
  return html`<p class="caption dim" data-testid="values-caption">${facts.join('\u00a0· ')}</p>
    ${
      split !== null && split.reconstruction > 0
        ? html`<p class="caption dim" data-testid="density-note">
            A reconstruction loss can be below 0: p(x|z) is a density, and a density may exceed 1.
          </p>`
        : nothing
    }
    ${unitsNote(run)}
    ${
      undefinedBits === null
        ? nothing
        : html`<p class="caption dim" data-testid="bits-note">No bits/dim: ${undefinedBits}</p>`
    }`;
}
