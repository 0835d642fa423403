// The numbers of the last evaluations side by side. Two runs: a row for each quantity, with the difference. More: a row
// for each run, with its difference from the first.

import { html, nothing, type TemplateResult } from 'lit';
import { countActiveUnits } from '../../../elbo/metrics/activeUnits.ts';
import { differenceOf, objectiveOf } from '../../comparison.ts';
import type { ComparedRun, Comparison } from '../../comparison.ts';
import type { LossTerm } from '../../../elbo/losses.ts';
import * as numbers from '../../numbers.ts';
import { badge } from './heading.ts';

const terms: readonly (readonly [LossTerm, string])[] = [
  ['total', '−ELBO'],
  ['reconstruction', 'Reconstruction'],
  ['kl', 'KL'],
];

const signed = (value: number): string => numbers.withSign(numbers.nats(value));
const nats = (value: number | null | undefined): string =>
  value == null ? 'not yet' : numbers.nats(value);
const bits = ({ last }: ComparedRun): number | null => last?.bitsPerDim ?? null;

export function valuesTable(comparison: Comparison): TemplateResult {
  const { runs, split, obstacle } = comparison;
  const compares = obstacle === null;
  const [a, b] = runs;
  const isPair = runs.length === 2 && a !== undefined && b !== undefined;
  return html`<section data-testid="compared-values">
    <h2>
      <span class="title">Last evaluation</span><span class="unit">${split}, nats per datum</span>
    </h2>
    <div class="rows" role="region" aria-label="Values of the runs" tabindex="0">
      ${isPair ? pairTable(a, b, compares) : listTable(runs, compares)}
    </div>
  </section>`;
}

function pairTable(a: ComparedRun, b: ComparedRun, compares: boolean): TemplateResult {
  const difference = compares ? differenceOf(a, b) : undefined;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Term</th>
        <th scope="col">${a.letter}</th>
        <th scope="col">${b.letter}</th>
        <th scope="col">${b.letter} − ${a.letter}</th>
      </tr>
    </thead>
    <tbody>
      ${terms.map(
        ([term, name]) =>
          html`<tr class="row-${term}">
            <th scope="row" class=${term}>${name}</th>
            <td class="number" data-term=${term} data-run=${a.letter}>${nats(a.losses?.[term])}</td>
            <td class="number" data-term=${term} data-run=${b.letter}>${nats(b.losses?.[term])}</td>
            <td class="number" data-term=${term} data-run="difference">
              ${difference === undefined ? '' : signed(difference[term])}
            </td>
          </tr>`,
      )}
      ${bitsRow(a, b, compares)} ${objectiveRow(a, b, compares)} ${activeRow(a, b)}
    </tbody>
  </table>`;
}

function bitsRow(
  a: ComparedRun,
  b: ComparedRun,
  compares: boolean,
): TemplateResult | typeof nothing {
  const [first, second] = [bits(a), bits(b)];
  if (first === null && second === null) return nothing;
  const shown = ({ last }: ComparedRun): string =>
    last === null
      ? 'not yet'
      : last.bitsPerDim === null
        ? 'undefined'
        : numbers.bitsPerDim(last.bitsPerDim);
  return html`<tr>
    <th scope="row">bits/dim</th>
    <td class="number">${shown(a)}</td>
    <td class="number">${shown(b)}</td>
    <td class="number">
      ${first === null || second === null || !compares ? '' : numbers.withSign(numbers.bitsPerDim(second - first))}
    </td>
  </tr>`;
}

/** Objectives with different beta are shown, not subtracted. */
function objectiveRow(
  a: ComparedRun,
  b: ComparedRun,
  compares: boolean,
): TemplateResult | typeof nothing {
  if (a.beta === 1 && b.beta === 1) return nothing;
  const [first, second] = [objectiveOf(a), objectiveOf(b)];
  const canSubtract = a.beta === b.beta && first !== null && second !== null && compares;
  return html`<tr>
    <th scope="row">objective, reconstruction + β KL</th>
    <td class="number">${nats(first)}</td>
    <td class="number">${nats(second)}</td>
    <td class="number dim">
      ${a.beta === b.beta ? (canSubtract ? signed(second - first) : '') : 'different β'}
    </td>
  </tr>`;
}

const activeUnits = ({ last }: ComparedRun): string =>
  last === null
    ? 'not yet'
    : `${countActiveUnits(last.varianceOfMean)} of ${last.varianceOfMean.length}`;

const activeRow = (a: ComparedRun, b: ComparedRun): TemplateResult =>
  html`<tr>
    <th scope="row">active dimensions</th>
    <td class="number">${activeUnits(a)}</td>
    <td class="number">${activeUnits(b)}</td>
    <td></td>
  </tr>`;

function listTable(runs: readonly ComparedRun[], compares: boolean): TemplateResult {
  const [reference] = runs;
  const hasBits = runs.some((run) => bits(run) !== null);
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Run</th>
        ${terms.map(
          ([, name]) =>
            html`<th scope="col">${name}</th>
              <th scope="col" class="dim">− A</th>`,
        )}
        ${hasBits ? html`<th scope="col">bits/dim</th>` : nothing}
        <th scope="col">β</th>
        <th scope="col">active</th>
      </tr>
    </thead>
    <tbody>
      ${runs.map((run) => {
        const difference =
          reference === undefined || run === reference || !compares
            ? undefined
            : differenceOf(reference, run);
        return html`<tr>
          <th scope="row" title=${run.run.name}>
            ${badge(run.letter)}<span class="short-name">${run.run.name}</span>
          </th>
          ${terms.map(
            ([term]) =>
              html`<td class="number ${term}" data-term=${term} data-run=${run.letter}>
                  ${nats(run.losses?.[term])}
                </td>
                <td class="number dim">
                  ${difference === undefined ? '' : signed(difference[term])}
                </td>`,
          )}
          ${hasBits ? html`<td class="number">${bits(run) === null ? '' : numbers.bitsPerDim(bits(run) ?? 0)}</td>` : nothing}
          <td class="number">${numbers.weight(run.beta)}</td>
          <td class="number">${activeUnits(run)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
