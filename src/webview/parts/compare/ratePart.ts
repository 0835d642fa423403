// Rate and distortion of all runs, as a plane or as rows.

import { html, svg, type TemplateResult } from 'lit';
import type { ComparedRun, Comparison } from '../../comparison.ts';
import { ratePlane, type RatePath } from '../../charts/ratePlane.ts';
import { lossesOf } from '../../../elbo/losses.ts';
import * as numbers from '../../numbers.ts';
import type { ComparePage } from '../../page.ts';
import { tableToggle } from '../button.ts';
import { rowsTable } from '../rowsTable.ts';

const height = 240;

function pathOf({ letter, run }: ComparedRun, index: number, split: Comparison['split']): RatePath {
  const points = run.evaluations.flatMap((evaluation) => {
    const terms = evaluation[split];
    if (terms === null || !Number.isFinite(terms.elbo)) return [];
    const { kl, reconstruction } = lossesOf(terms);
    return [{ step: evaluation.step, rate: kl, distortion: reconstruction }];
  });
  return { letter, index, points };
}

export function ratePart(
  page: ComparePage,
  { runs, split }: Comparison,
  width: number,
): TemplateResult {
  const paths = runs.map((run, i) => pathOf(run, i, split));
  const side = Math.min(width, 420);
  const ends = paths.flatMap(({ letter, points }) => {
    const last = points.at(-1);
    return last === undefined
      ? []
      : [
          `${letter} at KL ${numbers.nats(last.rate)}, reconstruction ${numbers.nats(last.distortion)}`,
        ];
  });
  return html`<section data-testid="rate">
    <h2>
      <span class="title">Rate and distortion</span
      ><span class="unit">${split}, nats per datum</span>
      <span class="right">${tableToggle('rate', 'rate and distortion', page)}</span>
    </h2>
    ${
      page.ui.tables.has('rate')
        ? table(paths)
        : html`<p class="axis-name reconstruction">reconstruction (distortion) ↑</p>
            <svg
              class="chart"
              data-chart="rate-distortion"
              width=${side}
              height=${height}
              role="img"
              aria-label=${`Paths of the runs in the plane of KL and reconstruction loss. Ends: ${ends.join('; ')}`}
            >
              ${svg`${ratePlane(paths, side, height)}`}
            </svg>
            <p class="axis-name kl">KL (rate) →</p>`
    }
    <p class="caption dim">
      Each line is the path of one run, its end marked. Along a dashed line −ELBO is constant. A
      larger β moves the end up and to the left: less KL, more distortion.
    </p>
  </section>`;
}

/** Evaluations of each run that are listed. */
const listed = 8;

function table(paths: readonly RatePath[]): TemplateResult {
  return rowsTable('KL and reconstruction loss of the runs by step', {
    columns: ['Run, step', 'KL', 'Reconstruction', '−ELBO'],
    rows: paths.flatMap(({ letter, points }) =>
      points
        .slice(-listed)
        .map(({ step, rate, distortion }) => [
          `${letter}, ${numbers.count(step)}`,
          numbers.nats(rate),
          numbers.nats(distortion),
          numbers.nats(rate + distortion),
        ]),
    ),
  });
}
