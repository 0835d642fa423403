// What an error costs at a scale: -log p of one dimension over x minus the decoder output, beside that at scale 1.

import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { html, svg, type TemplateResult } from 'lit';
import type { ScaleChoice } from '../../../elbo/derivations/told.ts';
import { negative } from '../../../elbo/expr/build.ts';
import { arrayOps, namedArray, scalar } from '../../../elbo/expr/arrayOps.ts';
import { evaluate } from '../../../elbo/expr/evaluate.ts';
import { getFamily, getParameterisation } from '../../../elbo/families/index.ts';
import { formatCoefficient, formatNats } from '../../../elbo/format.ts';

const [height, left, right, top, bottom] = [156, 36, 96, 8, 20];
/** Data between 0 and 1 are at most 1 apart; standardised data a few. */
const furthest = 2;
const errors = Array.from({ length: 161 }, (_, at) => furthest * (at / 80 - 1));
/** Nats that are shown; what costs more leaves at the top. */
const [least, most] = [-4, 7];

const nllOf = (exponent: ScaleChoice['exponent']) => {
  const family = getFamily(exponent === 2 ? 'normal' : 'laplace');
  const expr = negative(getParameterisation(family, 'scale').logProb);
  return (xs: readonly number[], scale: number): Float64Array =>
    evaluate(expr, arrayOps, {
      x: namedArray(['data'], [xs.length], xs),
      loc: scalar(0),
      scale: scalar(scale),
    }).values;
};

type Costs = ReturnType<typeof nllOf>;
const costs: Readonly<Record<ScaleChoice['exponent'], Costs>> = { 1: nllOf(1), 2: nllOf(2) };

export function curvePart(
  { exponent }: Pick<ScaleChoice, 'exponent'>,
  letter: string,
  scale: number,
  room: number,
): TemplateResult {
  const width = Math.min(560, Math.max(240, room));
  const costOf = costs[exponent];
  const x = scaleLinear([-furthest, furthest], [left, width - right]);
  const y = scaleLinear([least, most], [height - bottom, top]).clamp(true);
  const path = (at: number): string =>
    line<number>()
      .x((_, place) => x(errors[place] ?? 0))
      .y((cost) => y(cost))
      .defined((cost) => cost <= most)(costOf(errors, at)) ?? '';
  const label = (at: number): { readonly place: number; readonly text: string } => ({
    place: y(costOf([furthest], at)[0] ?? 0),
    text: `${letter} = ${formatCoefficient(at)}`,
  });
  const [own, one] = [label(scale), label(1)];
  // Pushed apart where they would touch, in their order.
  const gap = Math.max(0, 14 - Math.abs(own.place - one.place)) / 2;
  const direction = own.place < one.place ? -1 : 1;
  const [atZero, atTenth] = Array.from(costOf([0, 0.1], scale), formatNats);
  const words = `Cost of an error of one dimension, ${letter} = ${formatCoefficient(scale)}: ${atZero} nats at 0, ${atTenth} nats at 0.1. Below the line at 0 the density is above 1.`;
  return html`<figure class="curve" data-testid="curve">
    <svg
      width=${width}
      height=${height}
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-label=${words}
    >
      ${[-4, 0, 4].map(
        (tick) =>
          svg`<line class=${tick === 0 ? 'curve-zero' : 'curve-grid'} x1=${left} x2=${width - right} y1=${y(tick)} y2=${y(tick)} />
          <text class="curve-text" x=${left - 6} y=${y(tick) + 4} text-anchor="end">${tick < 0 ? `\u2212${-tick}` : tick}</text>`,
      )}
      ${[-2, -1, 0, 1, 2].map(
        (tick) =>
          svg`<text class="curve-text" x=${x(tick)} y=${height - 4} text-anchor="middle">${tick < 0 ? `\u2212${-tick}` : tick}</text>`,
      )}
      <path class="curve-one" d=${path(1)} />
      <path class="curve-own" d=${path(scale)} data-testid="curve-own" />
      ${
        scale === 1
          ? ''
          : svg`<text class="curve-text dim" x=${width - right + 6} y=${one.place + 4 - direction * gap}>${one.text}</text>`
      }
      <text
        class="curve-text curve-label"
        x=${width - right + 6}
        y=${own.place + 4 + direction * gap}
      >
        ${own.text}
      </text>
    </svg>
    <figcaption class="small dim">
      −log p of one dimension in nats, over the error. Below 0 the density is above 1.
    </figcaption>
  </figure>`;
}
