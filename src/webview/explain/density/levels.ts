// Grey levels 0 to 255 under three likelihoods, with the bits that each gives to a level.

import { scaleLinear } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';
import {
  brightest,
  greyModel,
  readLevel,
  totals,
  type LevelReading,
} from '../../../elbo/distributions/greyLevels.ts';
import { numberAt } from '../../../elbo/families/values.ts';
import { formatDensity, formatFixed } from '../../../elbo/format.ts';
import { figure, tickTexts } from '../figure/parts.ts';
import type { Acting } from '../page.ts';
import type { DensityState } from './state.ts';

/** Of the Gaussian that the state holds. */
export function levelsPart(
  { parameters, x }: DensityState,
  width: number,
  act: Acting<DensityState>,
): TemplateResult {
  const model = greyModel(
    brightest * numberAt(parameters, 'loc'),
    brightest * numberAt(parameters, 'scale'),
  );
  const centre = Math.min(brightest, Math.max(0, Math.round(brightest * x)));
  const shown = [-2, -1, 0, 1, 2]
    .map((by) => centre + by)
    .filter((at) => at >= 0 && at <= brightest);
  const near = Array.from({ length: 13 }, (_, at) => centre - 6 + at)
    .filter((at) => at >= 0 && at <= brightest)
    .map((at) => readLevel(model, at));
  const all = totals(model);
  const bits = (value: number): string => (Number.isFinite(value) ? formatFixed(value, 3) : '∞');
  return html`${figure(barsOf(near, centre, width), act)}
    <div class="sideways" role="region" tabindex="0" aria-label="Masses and bits of grey levels">
      <table class="shrink" data-testid="levels">
        <thead>
          <tr>
            <th scope="col">level</th>
            <th scope="col">density, per level</th>
            <th scope="col">F(x + ½) − F(x − ½)</th>
            <th scope="col">discretised logistic</th>
            <th scope="col">bits: density</th>
            <th scope="col">dequantised</th>
            <th scope="col">binned</th>
            <th scope="col">discretised</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((level) => {
            const one = readLevel(model, level);
            return html`<tr class=${level === centre ? 'strong' : ''}>
              <td>${level}</td>
              <td>${formatDensity(one.density)}</td>
              <td>${formatDensity(one.binned)}</td>
              <td>${formatDensity(one.discretised)}</td>
              <td>${bits(one.densityBits)}</td>
              <td>${bits(one.dequantisedBits)}</td>
              <td>${bits(one.binnedBits)}</td>
              <td>${bits(one.discretisedBits)}</td>
            </tr>`;
          })}
          <tr>
            <td>all 256</td>
            <td>${formatFixed(all.density, 4)}</td>
            <td>${formatFixed(all.binned, 4)}</td>
            <td>${formatFixed(all.discretised, 4)}</td>
            <td></td>
            <td></td>
            <td></td>
            <td></td>
          </tr>
        </tbody>
      </table>
    </div>
    <p class="small dim">
      The discretised logistic sums to exactly 1 over the levels: it is a probability of a level.
      The density is one only as long as it hardly changes over a bin; noise from −½ to ½ added to
      levels (dequantisation) gives bits that are at least those of the binned mass.
    </p>`;
}

const [height, top, bottom] = [190, 28, 150];

/** On one line where there is room. */
function legend(width: number): readonly string[] {
  const parts = ['filled: F(x + ½) − F(x − ½)', 'outlined: discretised logistic', 'line: density'];
  return width < 440 ? parts : [parts.join(' · ')];
}

/** Both masses of each level as bars, and the density at the level as a line across, which may stand above 1. */
function barsOf(near: readonly LevelReading[], centre: number, width: number) {
  const highest = Math.max(1, ...near.flatMap(({ density, binned }) => [density, binned]));
  const y = scaleLinear([0, 1.08 * highest], [bottom, top]);
  const pitch = (width - 40) / near.length;
  const bar = Math.min(18, pitch * 0.36);
  const content = svg`
    ${tickTexts(y.ticks(3)).map(
      ([
        tick,
        text,
      ]) => svg`<line class="grid" x1="28" x2=${width - 8} y1=${y(tick)} y2=${y(tick)} />
        <text class="dim" x="22" y=${y(tick) + 4} text-anchor="end">${text}</text>`,
    )}
    <line class="axis one" x1="28" x2=${width - 8} y1=${y(1)} y2=${y(1)} />
    ${near.map(({ level, density, binned, discretised }, at) => {
      const x = 30 + (at + 0.5) * pitch;
      return svg`
        <rect class="level-binned" x=${x - bar} width=${bar - 1} y=${y(binned)} height=${bottom - y(binned)} />
        <rect class="level-discretised" x=${x + 1} width=${bar - 1} y=${y(discretised)} height=${bottom - y(discretised)} />
        <line class="level-density" x1=${x - bar - 2} x2=${x + bar + 2} y1=${y(density)} y2=${y(density)} />
        <text class=${level === centre ? '' : 'dim'} x=${x} y=${bottom + 16} text-anchor="middle">${at % 2 === 0 || width > 480 ? level : ''}</text>`;
    })}
    <line class="axis" x1="28" x2=${width - 8} y1=${bottom} y2=${bottom} />
    ${legend(width).map((line, at) => svg`<text x="28" y=${bottom + 36 + 16 * at}>${line}</text>`)}`;
  const own = near.find(({ level }) => level === centre);
  return {
    id: 'levels',
    title: 'One grey level of 256',
    unit: 'per level',
    spoken: own
      ? `Level ${centre}: density ${formatDensity(own.density)}, binned mass ${formatDensity(own.binned)}, discretised logistic ${formatDensity(own.discretised)}.`
      : '',
    width,
    height: height + 16 * (legend(width).length - 1),
    content,
  };
}
