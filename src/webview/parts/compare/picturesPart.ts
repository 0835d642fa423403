// The same data through each model: a row of data, then a row of reconstructions for each run.

import { html, nothing, type TemplateResult } from 'lit';
import type { Comparison } from '../../comparison.ts';
import { imageRow } from '../../charts/imageGrid.ts';
import { imageShape, imagesThatFit } from '../pictures.ts';

const labelWidth = 28;

export function picturesPart(
  { runs, obstacle }: Comparison,
  width: number,
): TemplateResult | typeof nothing {
  const [first] = runs;
  const data = first?.run.data;
  const pictures = first?.run.pictures;
  const areImages = runs.every(({ run }) => run.data?.kind === 'image' && run.pictures !== null);
  if (obstacle === 'data' || !areImages || !data || !pictures) return nothing;
  const shape = imageShape(data);
  const shortest = Math.min(...runs.map(({ run }) => run.pictures?.count ?? 0));
  const count = Math.min(shortest, imagesThatFit(width - labelWidth, 'medium'));
  if (count === 0) return nothing;
  return html`<section data-testid="same-data">
    <h2><span class="title">Same data, ${runs.length === 2 ? 'both' : 'all'} models</span></h2>
    <div
      class="same-data"
      data-chart="same-data"
      role="img"
      aria-label=${`${count} images of the data, and each model's reconstruction of them below`}
    >
      <span class="dim">x</span>
      <div class="image-row">${imageRow(pictures.data, 0, count, shape)}</div>
      ${runs.map(
        ({ letter, run }) =>
          html`<span class="dim">${letter}</span>
            <div class="image-row">
              ${imageRow(run.pictures?.reconstructions ?? new Float32Array(0), 0, count, shape)}
            </div>`,
      )}
    </div>
  </section>`;
}
