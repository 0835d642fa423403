// The sentence a comparison begins with: what one run pays and what it gets for it, or that the numbers do not compare.

import { html, nothing, type TemplateResult } from 'lit';
import { differenceOf, isNoise, ranked } from '../../comparison.ts';
import type { ComparedRun, Comparison, Difference, Obstacle } from '../../comparison.ts';
import * as numbers from '../../numbers.ts';

const amount = (nats: number, term: 'reconstruction' | 'kl'): TemplateResult =>
  html`<span class="${term} strong">${numbers.nats(Math.abs(nats))} nats</span>`;

export function verdict(comparison: Comparison): TemplateResult {
  const { runs, obstacle } = comparison;
  const [a, b] = runs;
  if (obstacle !== null) return obstacles[obstacle];
  if (runs.length === 2 && a !== undefined && b !== undefined) return pair(a, b);
  return ranking(comparison);
}

const obstacles: Readonly<Record<Obstacle, TemplateResult>> = {
  data: html`<span class="strong">These runs were trained on different data</span>, or on data
    prepared differently, so their losses do not compare.`,
  measure: html`<span class="strong">One likelihood is a probability, another a density</span>,
    whose value depends on the units of the data, so these losses do not compare.`,
  family: html`<span class="strong">One likelihood compares only with its own family</span>: it is a
    cross-entropy of grey levels, or a probability given the total of a datum.`,
};

function pair(a: ComparedRun, b: ComparedRun): TemplateResult {
  const difference = differenceOf(a, b);
  if (difference === undefined) return html`Waiting for both runs to be evaluated.`;
  return html`${trade(b.letter, difference)} ${balance(difference)}`;
}

function trade(name: string, { reconstruction, kl }: Difference): TemplateResult {
  const [loss, rate] = [amount(reconstruction, 'reconstruction'), amount(kl, 'kl')];
  if (reconstruction > 0 && kl < 0) {
    return html`${name} pays ${loss} of reconstruction to save ${rate} of KL.`;
  }
  if (reconstruction < 0 && kl > 0) {
    return html`${name} pays ${rate} of KL to save ${loss} of reconstruction.`;
  }
  return reconstruction > 0
    ? html`${name} pays ${loss} of reconstruction and ${rate} of KL more.`
    : html`${name} saves ${loss} of reconstruction and ${rate} of KL.`;
}

function balance(difference: Difference): TemplateResult {
  const { total, standardError } = difference;
  const noise =
    standardError === null ? nothing : html` (standard error ${numbers.error(standardError)})`;
  if (isNoise(difference)) {
    return html`Its −ELBO differs by ${numbers.withSign(numbers.nats(total))} nats, which is within
    the noise of evaluating${noise}.`;
  }
  return html`Its −ELBO is
    <span class="strong">${numbers.nats(Math.abs(total))} nats</span>
    ${total > 0 ? 'worse' : 'better'}${noise}.`;
}

/** How many runs the sentence names. */
const named = 4;

function ranking(comparison: Comparison): TemplateResult {
  const [best, ...others] = ranked(comparison);
  if (best === undefined) return html`Waiting for the first evaluations.`;
  const value = ({ losses, last }: ComparedRun): string =>
    numbers.withError(losses?.total ?? Number.NaN, last?.elboStandardError ?? 0);
  const rest = others.slice(0, named - 1).map((run) => `${run.letter} ${value(run)}`);
  const more = others.length - rest.length;
  return html`Lowest −ELBO: <span class="strong">${best.letter} ${value(best)} nats</span>${
      rest.length === 0 ? nothing : html`, then ${rest.join(', ')}`
    }${more > 0 ? ` and ${more} more` : nothing}.
    ${withinNoise(best, others)}`;
}

/** Those whose distance from the best could as well be chance. */
function withinNoise(
  best: ComparedRun,
  others: readonly ComparedRun[],
): TemplateResult | typeof nothing {
  const close = others.filter((run) => {
    const difference = differenceOf(best, run);
    return difference !== undefined && isNoise(difference);
  });
  if (close.length === 0) return nothing;
  const letters = close.map(({ letter }) => letter);
  const names =
    letters.length === 1
      ? letters[0]
      : `${letters.slice(0, -1).join(', ')} and ${letters.at(-1) ?? ''}`;
  return html`${names} ${letters.length === 1 ? 'is' : 'are'} within the noise of evaluating.`;
}
