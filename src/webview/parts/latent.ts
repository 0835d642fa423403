// The latent map as a part of the page, with the sentence that says what its axes are.

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { LatentMap } from '../../elbo/trainingEvent.ts';
import { classMedians, latentMap } from '../charts/latentMap.ts';
import * as numbers from '../numbers.ts';
import type { RunPage } from '../page.ts';
import { tableToggle } from './button.ts';
import { rowsTable } from './rowsTable.ts';

/** More rows than this say nothing that the first ones do not. */
const listed = 100;

export function latentPart(page: RunPage, width: number): TemplateResult | typeof nothing {
  const { map } = page.reading.run;
  if (map === null || map.count === 0) return nothing;
  const asTable = page.ui.tables.has('latent');
  return html`<section data-testid="latent-map">
    <h2>
      <span class="title">Latent means</span>
      <span class="unit">μ(x) of ${numbers.count(map.count)} data</span>
      <span class="right">${tableToggle('latent', 'latent means', page)}</span>
    </h2>
    ${asTable ? table(map) : picture(map, Math.min(width, 280))}
    <p class="caption dim">
      ${axes(map)}${asTable ? listedWords(map) : classMedians(map).length > 0 ? ' Digits mark class medians.' : ''}
    </p>
  </section>`;
}

const picture = (map: LatentMap, side: number): TemplateResult =>
  html`<svg
    class="chart latent"
    data-chart="latent-means"
    width=${side}
    height=${side}
    role="img"
    aria-label=${`Scatter of posterior means of ${map.count} data with the prior's 1 and 2 sigma circles. ${axes(map)}`}
  >
    ${svg`${latentMap(map, side)}`}
  </svg>`;

const listedWords = ({ count }: LatentMap): string =>
  count > listed ? ` The first ${numbers.count(listed)} of ${numbers.count(count)} data.` : '';

function table({ points, labels, count, projection, latentDimensions }: LatentMap): TemplateResult {
  const names = projection === 'latent' ? ['z₀', 'z₁'] : ['First', 'Second'];
  const coordinates = latentDimensions === 1 ? [0] : [0, 1];
  const ofClass = (i: number): readonly string[] =>
    labels === null ? [] : [String(labels[i] ?? '')];
  return rowsTable('Posterior means of data', {
    columns: [
      'Datum',
      ...(labels === null ? [] : ['Class']),
      ...coordinates.map((coordinate) => names[coordinate] ?? ''),
    ],
    rows: Array.from({ length: Math.min(listed, count) }, (_, i) => [
      String(i),
      ...ofClass(i),
      ...coordinates.map((coordinate) => numbers.fixed(points[2 * i + coordinate] ?? NaN, 3)),
    ]),
  });
}

function axes(map: LatentMap): string {
  if (map.projection === 'principalComponents') {
    const share = Math.round(100 * map.explained);
    return `First 2 of ${map.latentDimensions} principal components: ${share} % of Var μ.`;
  }
  return map.latentDimensions === 1
    ? 'z₀ along the horizontal axis: the latent has one dimension.'
    : 'Axes are z₀ and z₁, the whole latent space.';
}
