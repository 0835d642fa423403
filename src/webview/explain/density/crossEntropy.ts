// Binary cross-entropy on values between 0 and 1: the curve it would be a density of, whose area is not 1, and the
// constant that mends it.

import { scaleLinear } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';
import { numberAt } from '../../../elbo/families/values.ts';
import {
  continuousLogProb,
  continuousMean,
  crossEntropyArea,
  entropyFloor,
  likeliestLambda,
  logNormaliserOf,
  minusCrossEntropy,
} from '../../../elbo/distributions/crossEntropy.ts';
import { formatFixed } from '../../../elbo/format.ts';
import { areaPath, figure, linePath, spread, ticksBelow } from '../figure/parts.ts';
import type { Acting } from '../page.ts';
import type { DensityState } from './state.ts';

const [height, top, bottom] = [180, 16, 152];

export function crossEntropyPart(
  { parameters, x: value }: DensityState,
  width: number,
  act: Acting<DensityState>,
): TemplateResult {
  const lambda = numberAt(parameters, 'probs');
  const xs = spread(0, 1, 101);
  const mended = xs.map((x) => Math.exp(continuousLogProb(x, lambda)));
  const unmended = xs.map((x) => Math.exp(minusCrossEntropy(x, lambda)));
  const logConstant = logNormaliserOf(lambda);
  const constant = Math.exp(logConstant);
  const x = scaleLinear([0, 1], [28, width - 8]);
  const y = scaleLinear([0, 1.06 * Math.max(...mended)], [bottom, top]);
  const area = formatFixed(crossEntropyArea(lambda), 4);
  const content = svg`
    ${ticksBelow(x, 5, { top, bottom })}
    <path class="area reconstruction" d=${areaPath(xs, unmended, x, y, bottom)} />
    <path class="edge reconstruction" d=${linePath(xs, unmended, x, y)} />
    <path class="edge reconstruction dashed" d=${linePath(xs, mended, x, y)} />
    <line class="axis" x1="28" x2=${width - 8} y1=${bottom} y2=${bottom} />
    <text class="halo" x="36" y=${top + 12}>dashed: times C(λ) = ${formatFixed(constant, 4)}, area 1.0000</text>
    <text class="halo reconstruction-text" x="36" y=${top + 28}>e^(−BCE): area ${area}, not 1</text>`;
  return html`${figure(
      {
        id: 'cross-entropy',
        title: 'What cross-entropy is a density of',
        unit: '',
        spoken: `e to the minus binary cross-entropy integrates to ${area}; times C of lambda, ${formatFixed(constant, 4)}, to 1.`,
        width,
        height,
        content,
      },
      act,
    )}
    <p data-testid="constant" data-value=${constant}>
      At λ = p = ${formatFixed(lambda, 3)} the constant is log C(λ) = ${formatFixed(logConstant, 4)}
      nats per dimension. It depends on λ, which the decoder puts out: leaving it out changes
      gradients, not the value alone. The mean of x is ${formatFixed(continuousMean(lambda), 3)},
      not λ. ${bestWords(value)}
    </p>`;
}

/** Which decoder output each of the two calls best for a grey value. */
const bestWords = (x: number): string =>
  x > 0 && x < 1
    ? `For x = ${formatFixed(x, 3)} cross-entropy is least at λ = ${formatFixed(x, 3)}, ${formatFixed(entropyFloor(x), 3)} nats and no less, and p(x) is highest at λ = ${formatFixed(likeliestLambda(x), 3)}, the one whose mean is x.`
    : '';
