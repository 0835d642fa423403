// The latent map as a part of the page, with the sentence that says what its axes are.

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { LatentMap } from '../../elbo/trainingEvent.ts';
import { classMedians, latentMap } from '../charts/latentMap.ts';
import * as numbers from '../numbers.ts';
import type { RunPage } from '../page.ts';

export function latentPart(page: RunPage, width: number): TemplateResult | typeof nothing {
  const { map } = page.reading.run;
  if (map === null || map.count === 0) return nothing;
  const side = Math.min(width, 280);
  return html`<section data-testid="latent-map">
    <h2>
      <span class="title">Latent means</span>
      <span class="unit">μ(x) of ${numbers.count(map.count)} data</span>
    </h2>
    <svg
      class="chart latent"
      width=${side}
      height=${side}
      role="img"
      aria-label=${`Scatter of posterior means of ${map.count} data with the prior's 1 and 2 sigma circles. ${axes(map)}`}
    >
      ${svg`${latentMap(map, side)}`}
    </svg>
    <p class="caption dim">
      ${axes(map)}${classMedians(map).length > 0 ? ' Digits mark class medians.' : ''}
    </p>
  </section>`;
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
