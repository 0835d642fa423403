// The stack of each run on the same axes, so that heights compare, and under it the KL of its latent dimensions; or both
// as rows.

import { html, svg, type TemplateResult } from 'lit';
import { ticks } from 'd3-array';
import type { ComparedRun, Comparison } from '../../comparison.ts';
import { highestKl, klBars, klBarsHeight } from '../../charts/klBars.ts';
import { stackFrame, type StackFrame } from '../../charts/stackFrame.ts';
import { stackedTerms } from '../../charts/stackedTerms.ts';
import * as numbers from '../../numbers.ts';
import type { ComparePage } from '../../page.ts';
import { tableToggle } from '../button.ts';
import { dimensionsTable, latentDimensions } from '../latentDimensions.ts';
import { rowsTable } from '../rowsTable.ts';
import { stackRows } from '../stackRows.ts';
import { runHeading } from './heading.ts';

const height = 200;

/** Frames whose axes reach as far as the widest of them. */
function sharedAxes(frames: readonly StackFrame[]): readonly StackFrame[] {
  const lower = Math.min(...frames.map(({ limits }) => limits.lower));
  const upper = Math.max(...frames.map(({ limits }) => limits.upper));
  const domainEnd = Math.max(...frames.map((frame) => frame.domainEnd));
  return frames.map((frame) => {
    const { above, below } = frame.limits;
    const limits = {
      lower,
      upper,
      ticks: ticks(lower, upper, 4),
      above: above !== null && above.value > upper ? above : null,
      below: below !== null && below.value < lower ? below : null,
    };
    return Object.assign({}, frame, { limits, domainEnd });
  });
}

/** Equal columns for the runs, and the width of each. */
export interface Columns {
  readonly columns: number;
  readonly each: number;
}

export function stacksPart(
  page: ComparePage,
  { runs }: Comparison,
  { columns, each }: Columns,
): TemplateResult {
  const asTable = page.ui.tables.has('stack');
  return html`<section data-testid="stacks">
    <h2>
      <span class="title">Each run on the same axes</span>
      <span class="right">${tableToggle('stack', 'each run', page)}</span>
    </h2>
    <div class="grid columns-${columns}">
      ${asTable ? runs.map(tables) : pictures(page, runs, each)}
    </div>
  </section>`;
}

function pictures(
  { ui }: ComparePage,
  runs: readonly ComparedRun[],
  width: number,
): readonly TemplateResult[] {
  const labels = width < 360 ? 'none' : 'names';
  const frames = sharedAxes(
    runs.map(({ reading }) => stackFrame(reading, { width, height, labels }, ui.cursorStep)),
  );
  const highest = Math.max(
    ...runs.map(({ reading: { evaluation } }) =>
      evaluation === null ? 0 : highestKl(latentDimensions(evaluation)),
    ),
  );
  return runs.map((run, i) => {
    const frame = frames[i];
    return compared(
      run,
      html`${frame === undefined ? '' : stack(run, frame)} ${bars(run, width, highest)}`,
    );
  });
}

const compared = (run: ComparedRun, content: TemplateResult): TemplateResult =>
  html`<section class="compared" data-testid=${`compared-${run.letter}`}>
    ${runHeading(run)} ${content}
  </section>`;

function tables(run: ComparedRun): TemplateResult {
  const { evaluation } = run.reading;
  const steps = rowsTable(`−ELBO and its parts by step, ${run.letter}`, stackRows(run.run, false));
  return compared(
    run,
    html`${steps}
    ${
      evaluation === null
        ? ''
        : dimensionsTable(`KL per latent dimension, ${run.letter}`, latentDimensions(evaluation))
    }`,
  );
}

function stack({ letter, run, losses }: ComparedRun, frame: StackFrame): TemplateResult {
  const values =
    losses === null
      ? 'not evaluated yet'
      : `−ELBO ${numbers.nats(losses.total)}, reconstruction loss ${numbers.nats(losses.reconstruction)}, KL ${numbers.nats(losses.kl)}`;
  return html`<svg
    class="chart"
    data-chart=${`terms-${letter}`}
    width=${frame.width}
    height=${frame.height}
    role="img"
    aria-label=${`KL and reconstruction loss of ${letter}, ${run.name}, over training steps, nats per datum: ${values}`}
  >
    ${svg`${stackedTerms(frame)}`}
  </svg>`;
}

function bars(
  { letter, reading: { evaluation } }: ComparedRun,
  width: number,
  highest: number,
): TemplateResult | '' {
  if (evaluation === null) return '';
  const dimensions = latentDimensions(evaluation);
  const active = dimensions.filter((dimension) => dimension.active).length;
  const frame = { dimensions, width, highest };
  return html`<svg
      class="chart"
      data-chart=${`kl-per-dimension-${letter}`}
      width=${width}
      height=${klBarsHeight(frame)}
      role="img"
      aria-label=${`KL per latent dimension of ${letter}, largest first: ${active} of ${dimensions.length} active`}
    >
      ${svg`${klBars(frame)}`}
    </svg>
    <p class="caption dim">
      KL per latent dimension, ${active} of ${dimensions.length} active ●, same scale for all
    </p>`;
}
