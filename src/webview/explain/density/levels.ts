// Grey levels 0 to 255 under three likelihoods, with the bits that each gives to a level.

import { html, type TemplateResult } from 'lit';
import { brightest, greyModel, readLevel, totals } from '../../../elbo/distributions/greyLevels.ts';
import { numberAt } from '../../../elbo/families/values.ts';
import { formatDensity, formatFixed } from '../../../elbo/format.ts';
import type { DensityState } from './state.ts';

export function levelsPart({ parameters, family, x }: DensityState): TemplateResult {
  const isGaussian = family === 'normal';
  const model = greyModel(
    brightest * (isGaussian ? numberAt(parameters, 'loc') : 0.5),
    brightest * (isGaussian ? numberAt(parameters, 'scale') : 0.1),
  );
  const centre = Math.min(brightest, Math.max(0, Math.round(brightest * x)));
  const shown = [-20, -1, 0, 1, 20]
    .map((by) => centre + by)
    .filter((at) => at >= 0 && at <= brightest);
  const all = totals(model);
  const bits = (value: number): string => (Number.isFinite(value) ? formatFixed(value, 3) : '∞');
  return html`<h2>One grey level of 256</h2>
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
    <p class="small dim">
      The discretised logistic sums to exactly 1 over the levels: it is a probability of a level.
      The density is one only as long as it hardly changes over a bin; noise from −½ to ½ added to
      levels (dequantisation) gives bits that are at least those of the binned mass.
    </p>`;
}
