// KL of each latent dimension, largest first, with a mark under each: active or not. Small sums of KL that hide
// in a total show here as dimensions nobody uses.

import { scaleLinear } from 'd3-scale';
import { nothing, svg, type SVGTemplateResult } from 'lit';
import * as numbers from '../numbers.ts';

export interface LatentDimension {
  readonly index: number;
  readonly kl: number;
  readonly active: boolean;
}

/** More bars than this are not told apart; the rest is said as a sum. */
export const shownDimensions = 64;

const barHeight = 64;
const top = 18;

export interface KlBarsFrame {
  /** Sorted, largest KL first. */
  readonly dimensions: readonly LatentDimension[];
  readonly width: number;
  /** The KL that the tallest bar stands for, where several charts share one scale. */
  readonly highest?: number;
}

/** The largest finite KL of some dimensions. */
export const highestKl = (dimensions: readonly LatentDimension[]): number =>
  Math.max(...dimensions.map(({ kl }) => kl).filter(Number.isFinite), 1e-3);

export const klBarsHeight = (frame: KlBarsFrame): number =>
  top + barHeight + (hasIndices(frame) ? 34 : 18);

const pitchOf = ({ dimensions, width }: KlBarsFrame): number =>
  Math.min(32, width / Math.max(1, Math.min(dimensions.length, shownDimensions)));
const hasIndices = (frame: KlBarsFrame): boolean => pitchOf(frame) >= 18;

export function klBars(frame: KlBarsFrame): SVGTemplateResult {
  const { width } = frame;
  const shown = frame.dimensions.slice(0, shownDimensions);
  const pitch = pitchOf(frame);
  const highest = frame.highest ?? highestKl(shown);
  const y = scaleLinear([0, highest], [top + barHeight, top]);
  const tick = y.ticks(2).findLast((value) => value > 0) ?? highest;
  const gap = pitch >= 8 ? 4 : 1;
  const markY = hasIndices(frame) ? top + barHeight + 28 : top + barHeight + 10;
  return svg`
    <line class="grid" x1="0" x2=${width} y1=${y(tick)} y2=${y(tick)} />
    ${shown.map((dimension, i) => {
      const value = Math.max(0, dimension.kl);
      const center = i * pitch + pitch / 2;
      return svg`
        <rect class="bar kl" x=${i * pitch + gap / 2} width=${pitch - gap} y=${Math.min(y(value), y(0) - 1)}
          height=${Math.max(1, y(0) - y(value))} data-dimension=${dimension.index} data-value=${dimension.kl} />
        ${hasIndices(frame) ? svg`<text class="index ${dimension.active ? '' : 'dim'}" x=${center} y=${top + barHeight + 15} text-anchor="middle">${dimension.index}</text>` : nothing}
        <circle class=${dimension.active ? 'mark active' : 'mark'} cx=${center} cy=${markY} r=${Math.min(3, pitch / 3)} />`;
    })}
    <line class="axis" x1="0" x2=${width} y1=${y(0)} y2=${y(0)} />
    <text class="tick halo" x=${width} y=${y(tick) - 3} text-anchor="end">${tickText(tick)}</text>
    ${largest(shown, width)} ${inactive(frame, shown, pitch)}`;
}

const tickText = (tick: number): string =>
  `${numbers.fixed(tick, Number.isInteger(tick) ? 0 : tick < 0.1 ? 2 : 1)} ${tick === 1 ? 'nat' : 'nats'}`;

const name = (index: number): SVGTemplateResult =>
  svg`z<tspan class="subscript" dy="3">${index}</tspan><tspan dy="-3"> </tspan>`;

function largest(
  shown: readonly LatentDimension[],
  width: number,
): SVGTemplateResult | typeof nothing {
  const first = shown[0];
  if (first === undefined) return nothing;
  return svg`<text x="0" y="10">${name(first.index)}${numbers.natsPerDimension(first.kl)}${width < 240 ? '' : ' nats'}</text>`;
}

/** Named where they are few, counted where they are many; their indices stand below if there is room for all. */
function inactive(
  frame: KlBarsFrame,
  shown: readonly LatentDimension[],
  pitch: number,
): SVGTemplateResult | typeof nothing {
  const idle = frame.dimensions.filter(({ active }) => !active);
  if (idle.length === 0 || idle.length === frame.dimensions.length) return nothing;
  const right = Math.min(frame.width, shown.length * pitch);
  const named = idle.length <= 3 && !hasIndices(frame);
  const words = named
    ? svg`${idle.map(({ index }) => name(index))}inactive`
    : svg`${idle.length} inactive`;
  const room = right >= 180;
  return svg`<text class="dim" x=${room ? right : frame.width} y="10" text-anchor="end">${words}</text>`;
}
