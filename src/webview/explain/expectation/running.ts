// The average of K draws for K = 1, 2, ...: the band it should lie in, the integral it comes to, and the same as rows.

import { scaleLinear, scaleLog } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';
import { formatCheck, formatCount } from '../../../elbo/format.ts';
import { standardError } from '../../../elbo/expectation/samples.ts';
import { errorText, figure, linePath, short, spread, tickTexts, type Act } from './parts.ts';
import type { ExpectationReading } from './reading.ts';
import { mostSamples, type ExpectationState } from './state.ts';

const [height, axisHeight, label] = [150, 20, 60];
const counts = [1, 4, 16, 64, 256, 1024] as const;

export function runningPart(
  state: ExpectationState,
  reading: ExpectationReading,
  width: number,
  act: Act,
): TemplateResult {
  const { samples } = state.numbers;
  const { running, expectation } = reading;
  const { mean, variance } = expectation.value;
  const deviation = Math.sqrt(variance);
  const bottom = height - axisHeight;
  const k = scaleLog([1, mostSamples], [0, width - label]);
  const reach = 1.7 * deviation || 0.1;
  const y = scaleLinear([mean - reach, mean + reach], [bottom, 4]);
  const across = spread(0, Math.log(mostSamples), 60).map(Math.exp);
  const side = (sign: number): Float64Array =>
    across.map((count) => mean + sign * standardError(variance, count));
  const band = `${linePath(across, side(1), k, y)}${linePath(across.toReversed(), side(-1).toReversed(), k, y).replace('M', 'L')}Z`;
  const all = spread(1, mostSamples, mostSamples);
  // On a log axis the far end has more points than pixels.
  const kept = all.filter((count) => count < 64 || count % 8 === 0);
  const line = kept.map((count) => running[count - 1] ?? NaN);
  const now = running[samples - 1] ?? NaN;
  const content = svg`
    <clipPath id="running-clip"><rect width=${width - label} height=${bottom} /></clipPath>
    ${y.ticks(4).map((tick) => svg`<line class="grid" x1="0" x2=${width - label} y1=${y(tick)} y2=${y(tick)} />`)}
    <g clip-path="url(#running-clip)">
      <path class="band reconstruction" d=${band} />
      <path class="edge reconstruction" d=${linePath(kept, line, k, y)} />
    </g>
    ${tickTexts(y.ticks(4)).map(([tick, text]) => svg`<text class="tick halo" x="2" y=${y(tick) - 3}>${text}</text>`)}
    <line class="average" x1="0" x2=${width - label} y1=${y(mean)} y2=${y(mean)} />
    <line class="axis" x1="0" x2=${width - label} y1=${bottom} y2=${bottom} />
    <line class="cursor" x1=${k(samples)} x2=${k(samples)} y1="0" y2=${bottom} />
    <circle class="cursor-dot" cx=${k(samples)} cy=${Math.max(4, Math.min(bottom, y(now)))} r="3.5" />
    <text class="dim" x=${width - label + 6} y=${y(mean) - 4}>integral</text>
    <text class="strong" x=${width - label + 6} y=${y(mean) + 10}>${short(mean)}</text>
    ${counts.map(
      (count, at) =>
        svg`<text class="dim" x=${k(count)} y=${height - 5} text-anchor=${at === 0 ? 'start' : 'middle'}>${at === 0 ? 'K = 1' : formatCount(count)}</text>`,
    )}`;
  return html`<section>
    ${figure(
      {
        id: 'running-average',
        title: 'Average of K draws',
        unit: 'nats, ± one std. error',
        spoken: `Average of log p over K draws, for K from 1 to ${mostSamples}; at K = ${samples} it is ${short(now)} nats, the integral is ${short(mean)} nats.`,
        width,
        height,
        content,
      },
      act,
    )}
    ${rows(state, reading)}
  </section>`;
}

function rows(
  { numbers: { samples } }: ExpectationState,
  { running, expectation }: ExpectationReading,
): TemplateResult {
  const { mean, variance } = expectation.value;
  const shown = [...new Set([1, 16, 256, samples])].toSorted((a, b) => a - b);
  return html`<table class="estimates">
    <thead>
      <tr>
        <th scope="col">Estimate of E</th>
        <th scope="col">value</th>
        <th scope="col">std. error</th>
      </tr>
    </thead>
    <tbody>
      ${shown.map(
        (count) =>
          html`<tr class=${count === samples ? 'chosen' : ''} data-count=${count}>
            <th scope="row">K = ${formatCount(count)}${count === 1 ? ', as in training' : ''}</th>
            <td data-value=${running[count - 1] ?? NaN}>${short(running[count - 1] ?? NaN)}</td>
            <td>± ${errorText(standardError(variance, count))}</td>
          </tr>`,
      )}
      <tr class="row-total">
        <th scope="row">Integral</th>
        <td data-testid="integral" data-value=${mean}>
          <b>${expectation.error < 5e-5 ? formatCheck(mean) : short(mean)}</b>
        </td>
        <td title="Estimated error of the quadrature">
          ${expectation.error < 5e-5 ? 'exact to 4 decimals' : html`± ${errorText(expectation.error)}`}
        </td>
      </tr>
    </tbody>
  </table>`;
}
