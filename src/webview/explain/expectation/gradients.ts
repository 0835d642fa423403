// The gradient that training follows, one draw at a time, by each estimator: what single draws say, what they agree on,
// and how far they scatter.

import { scaleLinear } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';
import type { EstimatorId } from '../../../elbo/expectation/expectation.ts';
import { formatCoefficient } from '../../../elbo/format.ts';
import { figure, short, ticksBelow, type Act } from './parts.ts';
import type { ExpectationReading } from './reading.ts';
import type { ExpectationState } from './state.ts';

const names: Readonly<Record<EstimatorId, string>> = {
  reparameterised: 'reparameterised',
  score: 'score function',
  baseline: 'score function, E taken off',
};

const formulas: Readonly<Record<EstimatorId, readonly [mu: string, sigma: string]>> = {
  reparameterised: ['∂ log p/∂z', '∂ log p/∂z · ε'],
  score: ['log p · ε/σ', 'log p · (ε² − 1)/σ'],
  baseline: ['(log p − E) · ε/σ', '(log p − E) · (ε² − 1)/σ'],
};

const [rowHeight, strip, axisHeight, shown] = [46, 18, 20, 64];

export function gradientPart(
  state: ExpectationState,
  { gradients, draws }: ExpectationReading,
  width: number,
  act: Act,
): TemplateResult {
  const { parameter } = state;
  const letter = `${parameter === 'mu' ? 'μ' : 'σ'}${draws.latents.length > 1 ? '₁' : ''}`;
  const exact = gradients[0]?.mean ?? NaN;
  const widest = Math.max(...gradients.map(({ variance }) => Math.sqrt(variance)));
  const reach = 2.5 * widest || 1;
  const x = scaleLinear([exact - reach, exact + reach], [4, width - 4]);
  const bottom = gradients.length * rowHeight;
  const content = svg`
    ${ticksBelow(x, 5, { top: 16, bottom })}
    ${gradients.map(({ estimator, samples, variance }, row) => {
      const top = row * rowHeight;
      const marks = Array.from(samples.slice(0, shown), (value) => {
        const at = Math.max(2, Math.min(width - 2, x(value)));
        return `M${at.toFixed(1)} ${top + 20}v${strip}`;
      }).join('');
      const formula = formulas[estimator][parameter === 'mu' ? 0 : 1];
      return svg`<text class="halo" x="2" y=${top + 13}><tspan class="strong">${names[estimator]}</tspan>${
        width >= 320 ? svg`<tspan dx="8" class="dim">${formula}</tspan>` : ''
      }</text>
        <text class="halo strong" x=${width - 2} y=${top + 13} text-anchor="end">var ${formatCoefficient(variance)}</text>
        <path class="gradient-draws" d=${marks} />`;
    })}
    <line class="average" x1=${x(exact)} x2=${x(exact)} y1="16" y2=${bottom} />`;
  const [best, other] = gradients;
  const ratio = (other?.variance ?? NaN) / (best?.variance ?? NaN);
  return html`<section>
    ${figure(
      {
        id: 'gradient',
        title: `Gradient to ${letter}, one draw each`,
        unit: `exact ${short(exact)}, dashed`,
        spoken: `Gradient of the expectation to ${letter}, exactly ${short(exact)}; variance of one draw: ${gradients
          .map(({ estimator, variance }) => `${names[estimator]} ${formatCoefficient(variance)}`)
          .join(', ')}.`,
        width,
        height: bottom + axisHeight,
        content,
      },
      act,
    )}
    <div class="chips" role="group" aria-label="Gradient to">
      ${(['mu', 'sigma'] as const).map(
        (which) =>
          html`<button
            type="button"
            class="chip"
            data-testid=${`gradient-${which}`}
            aria-pressed=${which === parameter ? 'true' : 'false'}
            @click=${() => act.change({ parameter: which })}
          >
            to ${which === 'mu' ? 'μ' : 'σ'}
          </button>`,
      )}
    </div>
    <p class="small" data-testid="gradient-words">${wordsOf(ratio)}</p>
  </section>`;
}

/** The marks are draws; the numbers are by quadrature. */
function wordsOf(ratio: number): string {
  const same = 'All three average to the exact gradient.';
  if (!Number.isFinite(ratio)) return `${same} The reparameterised one does not vary here at all.`;
  if (ratio >= 1)
    return `${same} The score function needs ${formatCoefficient(ratio)} times as many draws for the same error as z = μ + σε does.`;
  return `${same} Here the score function needs fewer draws, ${formatCoefficient(ratio)} times as many, for the same error.`;
}
