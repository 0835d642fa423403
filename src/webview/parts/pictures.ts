// Data beside what the model makes of it, and samples from the prior: images where the data are images, a scatter
// where they are tables.

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { DataReport, Pictures } from '../../elbo/trainingEvent.ts';
import { imageRow, type ImageShape } from '../charts/imageGrid.ts';
import { scatter } from '../charts/scatter.ts';
import * as numbers from '../numbers.ts';
import type { RunPage } from '../page.ts';
import { tableToggle } from './button.ts';
import { rowsTable } from './rowsTable.ts';

/** Width of the words "data" and "model" beside the rows. */
const labelWidth = 44;

/** Side of an image and the gap after it; the class of the same name in the style sheet has the same numbers. */
const imageSizes = {
  small: { side: 28, gap: 2 },
  medium: { side: 32, gap: 4 },
  large: { side: 44, gap: 4 },
} as const;
type ImageSize = keyof typeof imageSizes;

export function imagesThatFit(width: number, size: ImageSize): number {
  const { side, gap } = imageSizes[size];
  return Math.max(1, Math.floor((width + gap) / (side + gap)));
}

export function imageShape({ shape, minimum, maximum }: DataReport): ImageShape {
  const [height = 1, width = 1, channels = 1] = shape;
  return { height, width, channels, minimum, maximum };
}

export function picturesPart(page: RunPage, width: number): TemplateResult | typeof nothing {
  const { data, pictures } = page.reading.run;
  if (data === null || pictures === null || pictures.count === 0) return nothing;
  return data.kind === 'image'
    ? imagePairs(data, pictures, width)
    : tableScatter(page, data, pictures, width);
}

function imagePairs(data: DataReport, pictures: Pictures, width: number): TemplateResult {
  const shape = imageShape(data);
  const size = width < 360 ? 'small' : 'medium';
  const perRow = imagesThatFit(width - labelWidth, size);
  const chunks = Array.from({ length: Math.ceil(pictures.count / perRow) }, (_, i) => i * perRow);
  // A side bar shows one pair of rows; more would push everything else out of sight.
  const shown = width < 360 ? chunks.slice(0, 1) : chunks.slice(0, 2);
  return html`<section data-testid="pictures">
    <h2>
      <span class="title">Data and reconstruction</span>
      <span class="unit">step ${numbers.count(pictures.step)}</span>
    </h2>
    ${shown.map((from) => {
      const to = Math.min(pictures.count, from + perRow);
      return html`<div
        class="image-pair ${size}"
        data-chart=${`data-and-reconstruction-${from / perRow + 1}`}
        role="img"
        aria-label=${`${to - from} images of the data, and the model's reconstruction E[x|z] of each below it`}
      >
        <span class="dim">data</span>
        <div class="image-row">${imageRow(pictures.data, from, to, shape)}</div>
        <span class="dim">model</span>
        <div class="image-row">${imageRow(pictures.reconstructions, from, to, shape)}</div>
      </div>`;
    })}
  </section>`;
}

export function samplesPart(page: RunPage, width: number): TemplateResult | typeof nothing {
  const { data, pictures } = page.reading.run;
  if (data?.kind !== 'image' || pictures === null || pictures.sampleCount === 0) return nothing;
  const size = width < 320 ? 'small' : 'large';
  const fit = imagesThatFit(width, size);
  const count = Math.min(pictures.sampleCount, fit * 4);
  // Equal rows rather than full ones: the last row is not left with a single image.
  const perRow = Math.ceil(count / Math.ceil(count / fit));
  const rows = Array.from({ length: Math.ceil(count / perRow) }, (_, i) => i * perRow);
  return html`<section data-testid="samples">
    <h2>Samples from the prior</h2>
    <div
      class="image-grid ${size}"
      data-chart="samples"
      role="img"
      aria-label=${`${count} samples: means of p(x|z) with z from the prior`}
    >
      ${rows.map(
        (from) =>
          html`<div class="image-row">
            ${imageRow(pictures.samples, from, Math.min(count, from + perRow), imageShape(data))}
          </div>`,
      )}
    </div>
    <p class="caption dim">
      Mean of p(x|z), z ~ p(z), the same ${numbers.count(count)} z at every step.
    </p>
  </section>`;
}

/** What the axes are: the columns by name where the file names them. */
function axesOf({ dimensions, columns }: DataReport): string {
  const [across, up] = columns ?? [];
  const names =
    across === undefined ? '' : `${across} across${up === undefined ? '' : `, ${up} up`}. `;
  if (dimensions > 2) return `First 2 of ${numbers.count(dimensions)} dimensions. ${names}`;
  if (dimensions === 1) return `One dimension, drawn along the horizontal axis. ${names}`;
  return names;
}

function tableScatter(
  page: RunPage,
  data: DataReport,
  pictures: Pictures,
  width: number,
): TemplateResult {
  const asTable = page.ui.tables.has('scatter');
  return html`<section data-testid="pictures">
    <h2>
      <span class="title">Data and reconstruction</span>
      <span class="unit">step ${numbers.count(pictures.step)}</span>
      <span class="right">${tableToggle('scatter', 'data and reconstruction', page)}</span>
    </h2>
    ${asTable ? scatterRows(data, pictures) : scatterPicture(data, pictures, width)}
    <p class="caption dim">
      ${
        asTable
          ? 'Each datum x, and its reconstruction E[x|z].'
          : html`${axesOf(data)}<span class="mark-key">○</span> data
              <span class="reconstruction">●</span> reconstruction E[x|z], joined to its datum
              <span class="kl">×</span> sample, z ~ p(z)`
      }
    </p>
  </section>`;
}

function scatterPicture(data: DataReport, pictures: Pictures, width: number): TemplateResult {
  const height = Math.min(240, Math.round(width * 0.75));
  return html`<svg
    class="chart scatter"
    data-chart="data-and-reconstruction"
    width=${width}
    height=${height}
    role="img"
    aria-label=${`Scatter of ${pictures.count} data, their reconstructions and ${pictures.sampleCount} samples from the prior`}
  >
    ${svg`${scatter(pictures, data.dimensions, width, height)}`}
  </svg>`;
}

/** Columns of the data that the rows show, each as it is and as reconstructed. */
const listedColumns = 4;

function scatterRows({ dimensions, columns }: DataReport, pictures: Pictures): TemplateResult {
  const shown = Array.from({ length: Math.min(listedColumns, dimensions) }, (_, i) => i);
  const value = (values: Float32Array, row: number, column: number): string =>
    numbers.weight(values[row * dimensions + column] ?? Number.NaN);
  return rowsTable('Data and their reconstructions', {
    columns: [
      'Datum',
      ...shown.flatMap((column) => [columns?.[column] ?? `x${subscript(column)}`, 'model']),
    ],
    rows: Array.from({ length: pictures.count }, (_, row) => [
      String(row),
      ...shown.flatMap((column) => [
        value(pictures.data, row, column),
        value(pictures.reconstructions, row, column),
      ]),
    ]),
  });
}

const subscript = (index: number): string => '₀₁₂₃'.charAt(index);
