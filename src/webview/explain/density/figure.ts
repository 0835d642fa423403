// The figure: the density, the interval as an area under it, and p(x) times the width as a box over that area.

import { scaleLinear } from 'd3-scale';
import { svg } from 'lit';
import { curveOf } from '../../../elbo/distributions/curve.ts';
import type { Distribution } from '../../../elbo/distributions/distribution.ts';
import type { Interval } from '../../../elbo/distributions/interval.ts';
import {
  binSamples,
  checkBin,
  drawSamples,
  type Bin,
} from '../../../elbo/distributions/samples.ts';
import { starts } from '../../../elbo/distributions/starts.ts';
import { formatDensity } from '../../../elbo/format.ts';
import { movable } from '../figure/drag.ts';
import { areaPath, linePath, ticksBelow, tickTexts, type FigureOptions } from '../figure/parts.ts';
import type { Acting } from '../page.ts';
import { withNumber, type DensityState } from './state.ts';

const [height, top, bottom] = [320, 24, 264];
export const sampleCount = 4000;

/** What is drawn of x: where the family begins, and three scales around its centre. */
function reachOf(
  { family, parameters }: Distribution,
  { from, to }: { readonly from: number; readonly to: number },
): readonly [number, number] {
  const { loc, scale } = parameters;
  if (family.support !== 'real' || typeof loc !== 'number' || typeof scale !== 'number')
    return [from, to];
  return [Math.min(from, loc - 3 * scale), Math.max(to, loc + 3 * scale)];
}

/** Four digits, without zeros at the end. */
export const plain = (value: number): string => String(Number(value.toPrecision(4)));

export function densityFigure(
  state: DensityState,
  distribution: Distribution,
  interval: Interval,
  width: number,
  act: Acting<DensityState>,
): Omit<FigureOptions, 'id' | 'title' | 'unit'> & { readonly barWords: string | null } {
  const start = starts[state.family];
  // Single grey levels are seen only from near.
  const isNear = state.question === 'levels' && state.family === 'normal';
  const [low, high] = isNear
    ? [state.x - 6 / 255, state.x + 6 / 255]
    : reachOf(distribution, start);
  const from = Math.min(low, interval.from);
  const to = Math.max(high, interval.to);
  const { xs, ps } = curveOf(distribution, from, to);
  const isMass = distribution.values.kind === 'atoms';
  const bins = state.hasSamples
    ? binSamples(drawSamples(distribution, sampleCount, state.seed), state.x, state.width, from, to)
    : [];
  const highest = Math.max(
    isMass ? 0 : 1.15,
    ...ps.filter(Number.isFinite),
    ...(isMass ? [] : bins.map((bin) => bin.height)),
  );
  const x = scaleLinear([from, to], [28, width - 8]);
  const y = scaleLinear([0, 1.06 * highest], [bottom, top]);
  const { down, move, key } = movable({
    onMove: (at) => act.change((now) => withNumber(now, 'x', Number(x.invert(at).toPrecision(4)))),
    onStep: (right, up) =>
      act.change((now) => {
        const step = (to - from) / 200;
        const moved = withNumber(now, 'x', Number((now.x + right * step).toPrecision(6)));
        return up === 0
          ? moved
          : withNumber(moved, 'width', Number((now.width * 2 ** (up / 4)).toPrecision(4)));
      }),
  });
  // By pointer alone: keys have the handle between them, and the field.
  const end = movable({
    onMove: (at) =>
      act.change((now) => {
        const half = Math.max((to - from) / 4000, Math.abs(x.invert(at) - now.x));
        return withNumber(now, 'width', Number((2 * half).toPrecision(3)));
      }),
    onStep: () => undefined,
  });
  const inside = xs
    .map((at, place) => [at, ps[place] ?? 0] as const)
    .filter(([at]) => at > interval.from && at < interval.to);
  const edge = (at: number): readonly [number, number] => [at, Math.exp(distribution.logProb(at))];
  const area = [edge(interval.from), ...inside, edge(interval.to)];
  const boxTop = y(interval.density);
  // On the right of the interval, unless there is no room.
  const isRight = x(interval.to) + 160 < width;
  const labelAt = isRight ? x(interval.to) + 10 : x(interval.from) - 10;
  const anchor = isRight ? 'start' : 'end';
  const content = svg`
    ${ticksBelow(x, Math.max(3, Math.floor(width / 90)), { top, bottom })}
    ${tickTexts(y.ticks(4)).map(
      ([
        tick,
        text,
      ]) => svg`<line class="grid" x1="28" x2=${width - 8} y1=${y(tick)} y2=${y(tick)} />
        <text class="dim" x="22" y=${y(tick) + 4} text-anchor="end">${text}</text>`,
    )}
    ${bins.map(
      (bin) =>
        svg`<rect class="bin" x=${x(bin.from)} width=${Math.max(0.5, x(bin.to) - x(bin.from) - 1)} y=${isMass ? y(bin.share) : y(bin.height)} height=${bottom - (isMass ? y(bin.share) : y(bin.height))} />`,
    )}
    ${
      isMass
        ? xs.map(
            (at, place) =>
              svg`<line class=${at >= interval.from && at <= interval.to ? 'mass in' : 'mass'} x1=${x(at)} x2=${x(at)} y1=${bottom} y2=${y(ps[place] ?? 0)} />`,
          )
        : svg`<path class="area reconstruction" d=${areaPath(
            area.map(([at]) => at),
            area.map(([, p]) => p),
            x,
            y,
            bottom,
          )} />
          <path class="edge reconstruction" d=${linePath(xs, ps, x, y)} />
          <line class="axis one" x1="28" x2=${width - 8} y1=${y(1)} y2=${y(1)} />
          <text class="halo" x=${isRight ? width - 8 : 34} y=${y(1) - 5} text-anchor=${isRight ? 'end' : 'start'}>above 1: −log p &lt; 0</text>
          <rect class="box" x=${x(interval.from)} width=${Math.max(0.5, x(interval.to) - x(interval.from))} y=${boxTop} height=${Math.max(0, bottom - boxTop)} />
          <text class="halo" text-anchor=${anchor} x=${labelAt} y=${boxTop + 12}>box p(x) · ε = ${formatDensity(interval.box)}</text>
          <text class="halo reconstruction-text" text-anchor=${anchor} x=${labelAt} y=${(boxTop + bottom) / 2}>area = ${formatDensity(interval.probability)}</text>`
    }
    <line class="axis" x1="28" x2=${width - 8} y1=${bottom} y2=${bottom} />
    <line class="handle-line" x1=${x(interval.from)} x2=${x(interval.to)} y1=${bottom + 24} y2=${bottom + 24} />
    <text x=${Math.min(width - 60, Math.max(60, x(state.x)))} y=${bottom + 48} text-anchor="middle">ε = ${plain(state.width)} around x = ${plain(state.x)}</text>
    ${[Math.min(x(interval.from), x(state.x) - 14), Math.max(x(interval.to), x(state.x) + 14)].map(
      (at) =>
        // Never under the handle.
        svg`<rect class="handle-end" data-testid="end" aria-hidden="true" x=${at - 4} y=${bottom + 16} width="8" height="16" rx="2" @pointerdown=${end.down} @pointermove=${end.move} />`,
    )}
    <circle class="handle" data-testid="handle" tabindex="0" role="slider" aria-label="x; up and down arrows change the width of the interval"
      aria-valuemin=${from} aria-valuemax=${to} aria-valuenow=${state.x} aria-valuetext=${`x = ${formatDensity(state.x)}, width ${formatDensity(state.width)}`}
      cx=${x(state.x)} cy=${bottom + 24} r="7" @pointerdown=${down} @pointermove=${move} @keydown=${key} />`;
  const spoken = `p of x is ${formatDensity(interval.density)} at x = ${formatDensity(state.x)}; the probability of the interval of width ${formatDensity(state.width)} is ${formatDensity(interval.probability)}; p of x times the width is ${formatDensity(interval.box)}.`;
  const bar = bins.find((bin) => bin.from <= state.x && state.x < bin.to);
  const barWords = bar ? wordsOf(distribution, bar) : null;
  return { spoken, width, height, content, isMovable: true, barWords };
}

/** The bar around x beside its probability: as far apart as samples are. */
function wordsOf(distribution: Distribution, bar: Bin): string {
  const { share, probability, standardError } = checkBin(distribution, bar, sampleCount);
  return (
    `The bar around x has ${formatDensity(share)} of the samples; its probability is ${formatDensity(probability)}, and shares of ` +
    `${sampleCount} samples are ${formatDensity(standardError)} off as a rule.`
  );
}
