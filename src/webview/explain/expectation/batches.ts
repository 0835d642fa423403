// The same number of draws spread over many data or spent on one: means of whole batches, drawn again and again.

import { scaleLinear } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';
import { standardError } from '../../../elbo/expectation/samples.ts';
import { dotsPath } from '../../charts/points.ts';
import { errorText, figure, short, ticksBelow, type Act } from './parts.ts';
import { budget, dataCount, repeats, type Batches } from './reading.ts';

const [rowHeight, axisHeight] = [36, 20];

const splitName = ({ data, samples }: { data: number; samples: number }): string =>
  `${data === 1 ? '1 datum' : `${data} data`} × ${samples === 1 ? '1 draw' : `${samples} draws`}`;

export function batchPart({ moments, rows }: Batches, width: number, act: Act): TemplateResult {
  const widest = Math.max(...rows.map((row) => row.error));
  const reach = 2.6 * widest || 0.1;
  const x = scaleLinear([moments.mean - reach, moments.mean + reach], [4, width - 4]);
  const bottom = rows.length * rowHeight;
  const content = svg`
    ${ticksBelow(x, 5, { top: 16, bottom })}
    ${rows.map((row, at) => {
      const top = at * rowHeight;
      const dots = Float64Array.from({ length: 2 * row.means.length }, (_, index) =>
        index % 2 === 0
          ? Math.max(
              moments.mean - reach,
              Math.min(moments.mean + reach, row.means[index / 2] ?? NaN),
            )
          : 0,
      );
      return svg`<text class="halo" x="2" y=${top + 13}><tspan class="strong">${splitName(row.split)}</tspan>${at === 0 ? svg`<tspan dx="8" class="dim">as in training</tspan>` : ''}</text>
        <text class="halo strong" x=${width - 2} y=${top + 13} text-anchor="end">± ${errorText(row.error)}</text>
        <path class="batch-dots" d=${dotsPath(dots, 2, x, () => top + 25)} />`;
    })}
    <line class="average" x1=${x(moments.mean)} x2=${x(moments.mean)} y1="16" y2=${bottom} />`;
  const fromDraws = standardError(moments.withinDatum, budget);
  const fromData = standardError(moments.betweenData, budget);
  const alone = rows.at(-1)?.error ?? NaN;
  return html`<section>
    ${figure(
      {
        id: 'batches',
        title: `Batches of ${budget} draws`,
        unit: `mean of the data ${short(moments.mean)} nats, dashed`,
        spoken: `Means of ${repeats} batches each about the mean of all data, ${short(moments.mean)} nats; standard errors: ${rows
          .map((row) => `${splitName(row.split)} ${errorText(row.error)}`)
          .join(', ')}.`,
        width,
        height: bottom + axisHeight,
        content,
      },
      act,
    )}
    <p class="small" data-testid="batch-words">
      With one draw for each of ${budget} data, chance in z leaves ± ${errorText(fromDraws)} nats on
      the batch, and which data are in it ± ${errorText(fromData)}. The same ${budget} draws spent
      on one datum tell its own E well, and the mean of the data only to ± ${errorText(alone)}:
      errors of different data average out, draws for one datum say nothing of the others.
    </p>
    <p class="small dim">
      ${dataCount} data drawn from this model, an encoder centred at the z of each with the σ above;
      each dot is one batch.
    </p>
  </section>`;
}
