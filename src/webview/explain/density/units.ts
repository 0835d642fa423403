// Another unit of x: what moves and what stays.

import { html, nothing, type TemplateResult } from 'lit';
import type { Distribution } from '../../../elbo/distributions/distribution.ts';
import { intervalAround } from '../../../elbo/distributions/interval.ts';
import { klByQuadrature } from '../../../elbo/distributions/quantile.ts';
import { inUnits, movedByOneScale } from '../../../elbo/distributions/units.ts';
import { formatDensity, formatFixed } from '../../../elbo/format.ts';
import { choice } from '../choice.ts';
import type { Acting } from '../page.ts';
import type { DensityState } from './state.ts';

const brightest = 255;

export function unitsPart(
  state: DensityState,
  distribution: Distribution,
  act: Acting<DensityState>,
): TemplateResult | typeof nothing {
  const scaled = inUnits(distribution, brightest);
  if (!scaled) return nothing;
  const here = intervalAround(distribution, state.x, state.width);
  const there = intervalAround(scaled, brightest * state.x, brightest * state.width);
  const isScaled = state.unit === brightest;
  return html`${choice(
    'Unit of x',
    'unit',
    isScaled ? '255' : '1',
    [
      ['1', '0–1'],
      ['255', '0–255'],
    ],
    (unit) => act.change({ unit: unit === '255' ? 255 : 1 }),
  )}
  ${
    isScaled || state.question === 'units'
      ? html`<p data-testid="units" data-value=${there.logProb - here.logProb}>
          In units of 0–255 the density is ${formatDensity(there.density)} and log p is
          ${formatFixed(there.logProb, 3)}: it falls by log 255 =
          ${formatFixed(here.logProb - there.logProb, 3)} nats for each dimension. The probability
          stays: ${formatDensity(there.probability)} here, ${formatDensity(here.probability)} there.
          ${klWords(distribution, scaled)}
        </p>`
      : nothing
  }`;
}

/** The KL to the same family moved by one scale, in both units. */
function klWords(here: Distribution, there: Distribution): string {
  const [other, otherThere] = [movedByOneScale(here), movedByOneScale(there)];
  if (!other || !otherThere) return '';
  const [kl, klThere] = [klByQuadrature(here, other), klByQuadrature(there, otherThere)];
  return `So does a KL: to the same density moved by σ it is ${formatFixed(klThere, 4)} nats there, ${formatFixed(kl, 4)} here.`;
}
